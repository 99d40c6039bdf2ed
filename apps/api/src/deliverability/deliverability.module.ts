// Deliverability over HTTP: provider, domain, MX host and reply, each number with its messages; the rules of large providers.
import {
  ResultDays,
  ResultDaysQuery,
  ResultDelivery,
  ResultDeliveryCount,
  ResultDeliveryExportQuery,
  ResultExportQuery,
  ResultFilter,
  ResultPageQuery,
  ResultQuery,
  ResultTable,
  SenderScorecard,
} from '@doorstep/contracts';
import { ResultDeliveryStore } from '@doorstep/database';
import { Controller, Get, Module, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { pageOfRows, readCursor } from '../http/cursor.js';
import { problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { exportMessages, exportTable } from './result-export.js';
import { ResultService } from './results.service.js';
import { ScorecardService } from './scorecards.service.js';

const After = z.tuple([z.iso.datetime(), z.uuid()]);

@Controller('v1/deliverability')
export class DeliverabilityController {
  constructor(
    private readonly results: ResultService,
    private readonly scorecards: ScorecardService,
    private readonly deliveries: ResultDeliveryStore,
  ) {}

  /** Providers; with a provider its domains, with a domain its MX hosts, with a host what it replied. */
  @Get()
  @Scopes('deliverability:read')
  @Returns(ResultTable)
  table(@Query({ schema: ResultQuery }) { limit, ...query }: ResultQuery) {
    return this.results.table(query, limit);
  }

  @Get('export')
  @Scopes('deliverability:read')
  @Returns(null, { as: 'text/csv' })
  async export(
    @Query({ schema: ResultExportQuery }) { format, bom, ...query }: ResultExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const table = await this.results.table(query, null);
    await sendFile(reply, 'deliverability', format, exportTable(table, query, { format, bom }));
  }

  /** By provider and day, for a chart. */
  @Get('days')
  @Scopes('deliverability:read')
  @Returns(ResultDays)
  days(@Query({ schema: ResultDaysQuery }) query: ResultDaysQuery) {
    return this.results.days(query);
  }

  @Get('deliveries')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(ResultDelivery, { list: true })
  async messages(@Query({ schema: ResultPageQuery }) { limit, cursor, ...asked }: ResultPageQuery) {
    const after = readAfter(cursor);
    const rows = await this.deliveries.page(await this.results.filter(asked), { limit: limit + 1, after });
    return pageOfRows(rows, limit, (row) => [row.firstTriedAt.toISOString(), row.id]);
  }

  /** As many as the pages of the same filter hold. */
  @Get('deliveries/count')
  @Scopes('deliverability:read')
  @Returns(ResultDeliveryCount)
  async count(@Query({ schema: ResultFilter }) asked: ResultFilter) {
    return { messages: await this.deliveries.count(await this.results.filter(asked)) };
  }

  @Get('deliveries/export')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(null, { as: 'text/csv' })
  async exportMessages(
    @Query({ schema: ResultDeliveryExportQuery }) { format, bom, ...asked }: ResultDeliveryExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const filter = await this.results.filter(asked);
    await sendFile(reply, 'messages', format, exportMessages(this.deliveries, filter, { format, bom }));
  }

  /** What Google, Yahoo and Microsoft ask of senders, for each sending domain. */
  @Get('sender-rules')
  @Scopes('deliverability:read')
  @Returns(SenderScorecard, { list: true })
  async rules(@Query({ schema: ResultDaysQuery }) query: ResultDaysQuery) {
    return { data: await this.scorecards.all(query), nextCursor: null };
  }
}

function sendFile(reply: FastifyReply, name: string, format: 'csv' | 'json', content: NodeJS.ReadableStream) {
  return reply
    .header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(content);
}

function readAfter(cursor: string | undefined): { hour: Date; id: string } | undefined {
  const key = readCursor(cursor, 2);
  if (key === undefined) return undefined;
  const after = After.safeParse(key);
  if (!after.success) throw problem('bad_cursor', 400, 'This cursor is not one of ours. Begin with the first page.');
  return { hour: new Date(after.data[0]), id: after.data[1] };
}

@Module({ controllers: [DeliverabilityController], providers: [ResultService, ScorecardService] })
export class DeliverabilityModule {}
