// Suppression list over HTTP: see it, add to it by hand, lift with a reason. Bounces and complaints add to it in apps/worker.
import {
  Id,
  NewSuppression,
  readWho,
  Suppression,
  SuppressionLift,
  SuppressionQuery,
  SuppressionResult,
} from '@doorstep/contracts';
import { SuppressionStore } from '@doorstep/database';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
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
  constructor(private readonly suppressions: SuppressionStore) {}

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
  add(@Body({ schema: NewSuppression }) { address, reason }: NewSuppression, @Actor() actor: Actor) {
    const who = readWho(address);
    if ('domainName' in who && who.domainName !== null)
      return this.suppressions.addDomain(who.domainName, reason, actor.label);
    return this.suppressions.addByHand(readAddress(address), reason, actor.label);
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
    @Body({ schema: SuppressionLift }) { reason, confirmsComplaint }: SuppressionLift,
    @Actor() actor: Actor,
  ) {
    const lifted = await this.suppressions.lift(id, reason, actor.label, confirmsComplaint);
    if (lifted === null) throw notFound('suppression');
    return lifted;
  }
}

@Module({ controllers: [SuppressionController, SuppressionReleaseController, SuppressionFileController] })
export class SuppressionsModule {}
