// The audit over HTTP: who changed what, newest first.
import { AuditEntry, PageQuery } from '@doorstep/contracts';
import { AuditStore } from '@doorstep/database';
import { Controller, Get, Module, Query } from '@nestjs/common';
import { pageById, readIdCursor } from '../http/cursor.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/audit')
export class AuditController {
  constructor(private readonly entries: AuditStore) {}

  @Get()
  @Scopes('settings:read')
  @Returns(AuditEntry, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.entries.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }
}

@Module({ controllers: [AuditController] })
export class AuditModule {}
