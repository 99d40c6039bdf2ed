// Live checks over HTTP: asked for by a person, carried out by a worker, read while it goes on. No mail is sent.
import { Id, LiveCheck, LiveCheckQuery, NewLiveCheck } from '@doorstep/contracts';
import { AddressStore, type LiveCheckRow, LiveCheckStore } from '@doorstep/database';
import { type AttemptThen, describeLiveCheck, lastFailure } from '@doorstep/diagnosis';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { AuditAs } from '../http/audit.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { readTarget } from './read-target.js';

const LATEST = 5;

@Controller('v1/live-checks')
export class LiveCheckController {
  constructor(
    private readonly checks: LiveCheckStore,
    private readonly addresses: AddressStore,
  ) {}

  @Post()
  @Scopes('deliverability:write')
  @AuditAs('live-checks.begin')
  @Returns(LiveCheck, { status: 201 })
  async begin(@Body({ schema: NewLiveCheck }) { target, asksRecipient }: NewLiveCheck, @Actor() { label }: Actor) {
    const read = readTarget(target, asksRecipient);
    return this.view(await this.checks.add({ ...read, asksRecipient, startedBy: label }));
  }

  @Get()
  @Scopes('deliverability:read')
  @Returns(LiveCheck, { list: true })
  async latest(@Query({ schema: LiveCheckQuery }) { target }: LiveCheckQuery) {
    const rows = await this.checks.of(readTarget(target, false).target, LATEST);
    const before = rows[0] ? await this.before(rows[0]) : null;
    return { data: rows.map((row) => viewOf(row, before)), nextCursor: null };
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(LiveCheck)
  async one(@Param('id', { schema: Id }) id: string) {
    const row = await this.checks.one(id);
    if (row === null) throw notFound('live check');
    return this.view(row);
  }

  private async view(row: LiveCheckRow) {
    return viewOf(row, await this.before(row));
  }

  private async before({ target }: LiveCheckRow): Promise<AttemptThen | null> {
    const record = target.includes('@') ? await this.addresses.record(target) : null;
    return record && lastFailure(record.attempts);
  }
}

const viewOf = (row: LiveCheckRow, before: AttemptThen | null) => ({ ...row, ...describeLiveCheck(row, before) });

@Module({ controllers: [LiveCheckController] })
export class LiveChecksModule {}
