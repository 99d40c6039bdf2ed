// Uploading a list over HTTP: file, settings, dry run, import, rows, rejected rows, live events.
import type { Readable } from 'node:stream';
import { Id, Import, ImportRow, ImportRowQuery, ImportSettings, ImportUndo, PageQuery } from '@doorstep/contracts';
import { ImportRowStore, ImportStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Actor } from '../http/actor.js';
import { pageById, pageOfRows, readCursor, readIdCursor } from '../http/cursor.js';
import { streamEvents } from '../http/events.js';
import { problem } from '../http/problem.js';
import { Returns, toWire } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { ImportService } from './imports.service.js';
import { rejectedCsv } from './rejected-csv.js';

const EVENT_EVERY_MS = 500;
const AT_WORK: readonly string[] = ['checking', 'importing', 'undoing'];
const Upload = z.object({
  fileName: z.string().trim().min(1).max(255).default('people.csv'),
  corrects: Id.optional().describe('The import whose error file this is; without it that is seen by the columns'),
});
type Upload = z.infer<typeof Upload>;

@Controller('v1/imports')
export class ImportController {
  constructor(
    private readonly imports: ImportStore,
    private readonly importRows: ImportRowStore,
    private readonly service: ImportService,
  ) {}

  @Get()
  @Scopes('subscribers:read')
  @Returns(Import, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.imports.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Get(':id')
  @Scopes('subscribers:read')
  @Returns(Import)
  one(@Param('id', { schema: Id }) id: string) {
    return this.service.one(id);
  }

  /** The body is the file: text/csv or application/octet-stream. */
  @Post()
  @Scopes('subscribers:write')
  @Returns(Import, { status: 201 })
  upload(@Query({ schema: Upload }) as: Upload, @Req() request: FastifyRequest, @Actor() actor: Actor) {
    const body = request.body as Readable | undefined;
    if (typeof body?.pipe !== 'function')
      throw problem('no_file', 415, 'Send the file itself as the body, with content type text/csv.');
    return this.service.upload(as, body, actor.label);
  }

  @Patch(':id')
  @Scopes('subscribers:write')
  @Returns(Import)
  change(@Param('id', { schema: Id }) id: string, @Body({ schema: ImportSettings }) body: ImportSettings) {
    return this.service.change(id, body);
  }

  @Post(':id/check')
  @Scopes('subscribers:write')
  @Returns(Import)
  check(@Param('id', { schema: Id }) id: string) {
    return this.service.check(id);
  }

  @Post(':id/import')
  @Scopes('subscribers:write')
  @Returns(Import)
  begin(@Param('id', { schema: Id }) id: string) {
    return this.service.begin(id);
  }

  /** The batches under way are given up; what is done stays done. Resumed, it goes on there, after a restart as well. */
  @Post(':id/pause')
  @Scopes('subscribers:write')
  @Returns(Import)
  pause(@Param('id', { schema: Id }) id: string) {
    return this.service.pause(id);
  }

  @Post(':id/resume')
  @Scopes('subscribers:write')
  @Returns(Import)
  resume(@Param('id', { schema: Id }) id: string) {
    return this.service.resume(id);
  }

  @Post(':id/cancel')
  @Scopes('subscribers:write')
  @Returns(Import)
  cancel(@Param('id', { schema: Id }) id: string) {
    return this.service.cancel(id);
  }

  /** What taking it back would do; nothing is changed by asking. */
  @Get(':id/undo')
  @Scopes('subscribers:read')
  @Returns(ImportUndo)
  undoPreview(@Param('id', { schema: Id }) id: string) {
    return this.service.undoPreview(id);
  }

  /** Takes it back: people it added are removed, what it changed is set back, unless it changed since. A job like the import. */
  @Post(':id/undo')
  @Scopes('subscribers:write')
  @Returns(Import)
  undo(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.service.undo(id, actor.label);
  }

  @Get(':id/rows')
  @Scopes('subscribers:read')
  @Returns(ImportRow, { list: true })
  async rows(@Param('id', { schema: Id }) id: string, @Query({ schema: ImportRowQuery }) query: ImportRowQuery) {
    await this.service.one(id);
    const { limit, outcome } = query;
    const rows = await this.importRows.rows(id, {
      ...{ outcome, limit: limit + 1, after: Number(readCursor(query.cursor)?.[0] ?? 0) },
      hasBounced: query.bouncedBefore === 'true',
      problem: query.noMailServer && 'no_mail_server',
      typo: query.typo ?? (query.suggested && true),
    });
    return pageOfRows(rows, limit, (row) => [row.line]);
  }

  @Get(':id/rejected.csv')
  @Scopes('subscribers:read')
  @Returns(null, { as: 'text/csv' })
  async rejected(@Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const { columns, delimiter } = await this.service.one(id);
    const headers = (columns ?? []).map((column) => column.header);
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="rejected-rows.csv"')
      .send(rejectedCsv(this.importRows, id, headers, delimiter ?? ','));
  }

  @Get(':id/events')
  @Scopes('subscribers:read')
  @Returns(Import, { as: 'text/event-stream' })
  async events(@Param('id', { schema: Id }) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.service.one(id);
    await streamEvents(request, reply, {
      event: 'import',
      everyMs: EVENT_EVERY_MS,
      read: async () => {
        const run = await this.imports.one(id);
        return run && Import.parse(toWire(run));
      },
      isOver: ({ state }) => !AT_WORK.includes(state),
    });
  }
}
