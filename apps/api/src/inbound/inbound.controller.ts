// Returned mail over HTTP: every message read, what was understood of it, its raw text, and all of it as a file.
import {
  Id,
  InboundCounts,
  InboundDetail,
  InboundExportQuery,
  InboundQuery,
  InboundText,
  InboundView,
} from '@doorstep/contracts';
import { HandMatchStore, InboundShelfStore } from '@doorstep/database';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { exportInbound } from './export-inbound.js';
import { inboundDetail, inboundView } from './inbound-view.js';
import { rawAsText } from './raw-text.js';

@Controller('v1/inbound')
export class InboundController {
  constructor(
    private readonly shelf: InboundShelfStore,
    private readonly matches: HandMatchStore,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(InboundView, { list: true })
  async page(@Query({ schema: InboundQuery }) { limit, cursor, ...query }: InboundQuery) {
    const page = pageById(await this.shelf.page({ limit: limit + 1, after: readIdCursor(cursor), ...query }), limit);
    return { ...page, data: page.data.map(inboundView) };
  }

  @Get('counts')
  @Scopes('deliverability:read')
  @Returns(InboundCounts)
  async counts() {
    return { unmatched: (await this.shelf.waiting()).unmatched };
  }

  @Get('export')
  @Scopes('deliverability:read')
  @Returns(null, { as: 'text/csv' })
  export(@Query({ schema: InboundExportQuery }) query: InboundExportQuery, @Res() reply: FastifyReply) {
    const { show, format } = query;
    return reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
      .header('content-disposition', `attachment; filename="returned-mail-${show}.${format}"`)
      .send(exportInbound(this.shelf, query));
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(InboundDetail)
  async one(@Param('id', { schema: Id }) id: string) {
    const [message, match] = await Promise.all([this.shelf.one(id), this.matches.latest(id)]);
    if (message === null) throw notFound('message');
    return inboundDetail(message, match);
  }

  /** For reading on the screen: as text, never as markup. */
  @Get(':id/text')
  @Scopes('deliverability:read')
  @Returns(InboundText)
  async text(@Param('id', { schema: Id }) id: string) {
    const raw = await this.shelf.raw(id);
    if (raw === null) throw notFound('message');
    return rawAsText(raw);
  }

  /** As a file to keep, never to show: mail is hostile. */
  @Get(':id/raw')
  @Scopes('deliverability:read')
  @Returns(null, { as: 'text/plain' })
  async raw(@Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const raw = await this.shelf.raw(id);
    if (raw === null) throw notFound('message');
    return reply
      .type('text/plain; charset=us-ascii')
      .header('content-disposition', `attachment; filename="${id}.eml"`)
      .send(Buffer.from(raw));
  }
}
