// The audit over HTTP: who changed what, newest first, narrowed down, as a file, and the entry of one change.
import { AuditChoices, AuditEntry, AuditExportQuery, AuditNear, AuditNearQuery, AuditQuery } from '@doorstep/contracts';
import { AuditStore } from '@doorstep/database';
import { Controller, Get, Module, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { pageById, readIdCursor } from '../http/cursor.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { exportAudit } from './export-audit.js';

@Controller('v1/audit')
export class AuditController {
  constructor(private readonly entries: AuditStore) {}

  @Get()
  @Scopes('settings:read')
  @Returns(AuditEntry, { list: true })
  async page(@Query({ schema: AuditQuery }) { limit, cursor, entry, ...filter }: AuditQuery) {
    const after = readIdCursor(cursor);
    return pageById(await this.entries.page({ limit: limit + 1, after, entry, filter }), limit);
  }

  /** By what the log can be narrowed down. */
  @Get('choices')
  @Scopes('settings:read')
  @Returns(AuditChoices)
  choices() {
    return this.entries.choices();
  }

  /** Where a change shows who made it and when: the entry it stands in. */
  @Get('near')
  @Scopes('settings:read')
  @Returns(AuditNear)
  async near(@Query({ schema: AuditNearQuery }) { at, ...change }: AuditNearQuery) {
    return { id: await this.entries.near({ at: new Date(at), ...change }) };
  }

  @Get('export')
  @Scopes('settings:read')
  @Returns(null, { as: 'text/csv' })
  export(@Query({ schema: AuditExportQuery }) { format, ...filter }: AuditExportQuery, @Res() reply: FastifyReply) {
    return reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="audit-log.${format}"`)
      .send(exportAudit(this.entries, filter, format));
  }
}

@Module({ controllers: [AuditController] })
export class AuditModule {}
