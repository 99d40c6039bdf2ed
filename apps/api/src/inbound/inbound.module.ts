// Messages read from bounce mailboxes over HTTP: what could not be matched, and the raw text for a closer look.
import { Id, InboundView, PageQuery } from '@doorstep/contracts';
import { InboundShelfStore, type ShelvedMessage } from '@doorstep/database';
import { describeReturn } from '@doorstep/diagnosis';
import { Controller, Get, Module, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { subjectOf } from './message-head.js';

const InboundQuery = PageQuery.extend({ state: z.enum(['new', 'matched', 'unmatched', 'ignored']).optional() });
type InboundQuery = z.infer<typeof InboundQuery>;

@Controller('v1/inbound')
export class InboundController {
  constructor(private readonly shelf: InboundShelfStore) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(InboundView, { list: true })
  async page(@Query({ schema: InboundQuery }) { limit, cursor, state }: InboundQuery) {
    const page = pageById(await this.shelf.page({ limit: limit + 1, after: readIdCursor(cursor), state }), limit);
    return { ...page, data: page.data.map(viewOf) };
  }

  /** As text to keep, never to show: mail is hostile. */
  @Get(':id/raw')
  @Scopes('deliverability:read')
  @Returns(null, { as: 'text/plain' })
  async raw(@Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const raw = await this.shelf.raw(id);
    if (raw === null) throw notFound('message');
    return reply
      .type('text/plain; charset=us-ascii')
      .header('content-disposition', `attachment; filename="${id}.eml.txt"`)
      .send(Buffer.from(raw));
  }
}

function viewOf({ id, receivedAt, kind, state, category, address, head }: ShelvedMessage) {
  const words =
    state === 'unmatched'
      ? 'It carries no return path of ours, or one that does not fit the address it names.'
      : kind === null
        ? 'Not read yet.'
        : describeReturn({ kind, category, finalRecipient: null }, address ?? '');
  return { id, receivedAt, kind, state, address, subject: subjectOf(head), words };
}

@Module({ controllers: [InboundController] })
export class InboundModule {}
