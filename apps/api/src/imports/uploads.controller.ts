// Resumable uploads over HTTP: create, ask how much is there, send the next piece (tus 1.0.0, tus.io/protocols/resumable-upload).
import { Controller, Delete, Head, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '../http/actor.js';
import { Question } from '../http/audit.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { ResumableUploads } from './resumable-uploads.js';

const Piece = () => Returns(null, { as: 'application/offset+octet-stream' });

/** The import that comes of it is told by the list of imports; its pieces are no entries of the audit. */
@Controller('v1/imports/uploads')
export class UploadController {
  constructor(private readonly uploads: ResumableUploads) {}

  @Post()
  @Question()
  @Scopes('subscribers:write')
  @Piece()
  beginUpload(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Actor() actor: Actor) {
    return this.pass(request, reply, actor);
  }

  @Head(':upload')
  @Scopes('subscribers:write')
  @Piece()
  uploadOffset(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Actor() actor: Actor) {
    return this.pass(request, reply, actor);
  }

  @Patch(':upload')
  @Question()
  @Scopes('subscribers:write')
  @Piece()
  sendPiece(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Actor() actor: Actor) {
    return this.pass(request, reply, actor);
  }

  @Delete(':upload')
  @Question()
  @Scopes('subscribers:write')
  @Piece()
  forgetUpload(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Actor() actor: Actor) {
    return this.pass(request, reply, actor);
  }

  private async pass(request: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<void> {
    reply.hijack(); // the protocol's own server writes the answer
    await this.uploads.handle(request.raw, reply.raw, actor.label);
  }
}
