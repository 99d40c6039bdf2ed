// Images over HTTP: uploaded by those who write, seen by everybody who gets a message.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Config } from '@doorstep/config';
import { Id, Media, MediaChange, MediaUpload, PageQuery } from '@doorstep/contracts';
import { type MediaRow, MediaStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Inject, Module, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { CONFIG } from '../http/dependencies.module.js';
import { notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Public, Scopes } from '../http/scopes.js';
import { imageOf } from './image-upload.js';

const EXTENSIONS: Readonly<Record<Media['mime'], string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};
/** The file of an id never changes. */
const A_YEAR = 'public, max-age=31536000, immutable';

@Controller('v1/media')
export class MediaController {
  constructor(
    private readonly media: MediaStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(Media, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const page = pageById(await this.media.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
    return { ...page, data: page.data.map((row) => this.onWire(row)) };
  }

  /** The body is the image itself, as application/octet-stream: PNG, JPEG, GIF or WebP, up to 5 MB. */
  @Post()
  @Scopes('campaigns:write')
  @Returns(Media, { status: 201 })
  async upload(
    @Query({ schema: MediaUpload }) query: MediaUpload,
    @Req() request: FastifyRequest,
    @Actor() actor: Actor,
  ) {
    const { mime, width, height, clean } = await imageOf(request.body as Readable | undefined);
    const sha256 = createHash('sha256').update(clean).digest('hex');
    const { name, alt } = query;
    const added = { name, alt, mime, width, height, sha256, content: clean, createdBy: actor.label };
    return this.onWire(await this.media.add(added));
  }

  @Patch(':id')
  @Scopes('campaigns:write')
  @Returns(Media)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: MediaChange }) { alt }: MediaChange) {
    const changed = await this.media.describe(id, alt);
    if (changed === null) throw notFound('image');
    return this.onWire(changed);
  }

  @Delete(':id')
  @Scopes('campaigns:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string) {
    const removed = await this.media.remove(id);
    if (removed === 'missing') throw notFound('image');
    if (removed === 'used')
      throw problem(
        'image_in_use',
        409,
        'A campaign or a template shows this image. Readers open messages for years: it stays.',
      );
  }

  private onWire(row: MediaRow) {
    return { ...row, url: `${this.config.publicUrl}/m/${row.id}.${EXTENSIONS[row.mime]}` };
  }
}

@Controller('m')
export class PublicMediaController {
  constructor(private readonly media: MediaStore) {}

  @Get(':file')
  @Public()
  @Returns(null, { as: 'image/*' })
  async file(@Param('file') file: string, @Res() reply: FastifyReply) {
    const id = z.uuid().safeParse(file.replace(/\.(png|jpg|gif|webp)$/, ''));
    const found = id.success ? await this.media.file(id.data) : null;
    if (found === null) throw notFound('image');
    await reply
      .header('content-type', found.mime)
      .header('cache-control', A_YEAR)
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(found.content);
  }
}

@Module({ controllers: [MediaController, PublicMediaController] })
export class MediaModule {}
