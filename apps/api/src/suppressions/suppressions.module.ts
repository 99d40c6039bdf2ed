// Suppression list over HTTP: see it, add to it by hand, lift with a reason. Bounces and complaints add to it in apps/worker.
import {
  Id,
  NewSuppression,
  readWho,
  Suppression,
  SuppressionAsk,
  SuppressionLift,
  SuppressionQuery,
  SuppressionResult,
  SuppressionUntil,
} from '@doorstep/contracts';
import { ComeBackStore, SuppressionStore } from '@doorstep/database';
import { Body, Controller, Get, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { readAddress } from '../subscribers/read-address.js';
import { SuppressionReleaseController } from './releases.controller.js';
import { SuppressionFileController } from './suppression-files.controller.js';

@Controller('v1/suppressions')
export class SuppressionController {
  constructor(
    private readonly suppressions: SuppressionStore,
    private readonly comeBacks: ComeBackStore,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(Suppression, { list: true })
  async page(@Query({ schema: SuppressionQuery }) { limit, cursor, ...filter }: SuppressionQuery) {
    const after = readIdCursor(cursor);
    return pageById(await this.suppressions.page({ limit: limit + 1, after, ...filter }), limit);
  }

  @Post()
  @Scopes('deliverability:write')
  @Returns(Suppression, { status: 201 })
  add(@Body({ schema: NewSuppression }) { address, reason, expiresAt }: NewSuppression, @Actor() actor: Actor) {
    const who = readWho(address);
    const until = expiresAt === undefined ? undefined : new Date(expiresAt);
    if ('domainName' in who && who.domainName !== null)
      return this.suppressions.addDomain(who.domainName, reason, actor.label, until);
    return this.suppressions.addByHand(readAddress(address), reason, actor.label, until);
  }

  /** What a person looks at before she lifts it. */
  @Get(':id/results')
  @Scopes('deliverability:read')
  @Returns(SuppressionResult, { list: true })
  async results(@Param('id', { schema: Id }) id: string) {
    return { data: await this.suppressions.lastResults(id), nextCursor: null };
  }

  @Post(':id/lift')
  @Scopes('deliverability:write')
  @Returns(Suppression)
  async lift(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SuppressionLift }) { reason }: SuppressionLift,
    @Actor() actor: Actor,
  ) {
    const lifted = await this.suppressions.lift(id, reason, actor.label);
    if (lifted === null) throw notFound('suppression');
    return lifted;
  }

  /** Of a complaint: one message goes to the person, and her own press on its page lifts it. */
  @Post(':id/ask')
  @Scopes('deliverability:write')
  @Returns(Suppression)
  async ask(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SuppressionAsk }) { heard }: SuppressionAsk,
    @Actor() actor: Actor,
  ) {
    if (!(await this.comeBacks.ask(id, heard, actor.label))) throw notFound('suppression');
    return this.one(id);
  }

  /** When it ends by itself. */
  @Patch(':id')
  @Scopes('deliverability:write')
  @Returns(Suppression)
  async endAt(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SuppressionUntil }) { expiresAt }: SuppressionUntil,
    @Actor() actor: Actor,
  ) {
    const changed = await this.suppressions.endAt(id, expiresAt === null ? null : new Date(expiresAt), actor.label);
    if (changed === null) throw notFound('suppression');
    return changed;
  }

  private async one(id: string) {
    const found = await this.suppressions.one(id);
    if (found === null) throw notFound('suppression');
    return found;
  }
}

@Module({ controllers: [SuppressionController, SuppressionReleaseController, SuppressionFileController] })
export class SuppressionsModule {}
