// Incidents at mail servers over HTTP: who is held, and the decision; a worker carries it out through the outcome door.
import { FloodDecision, FloodUndo, HeldFailure, Id, PageQuery, SiteFlood, SiteFloodQuery } from '@doorstep/contracts';
import { FloodStore, type FloodWish } from '@doorstep/database';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/site-floods')
export class SiteFloodController {
  constructor(private readonly floods: FloodStore) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(SiteFlood, { list: true })
  async page(@Query({ schema: SiteFloodQuery }) { limit, cursor, state }: SiteFloodQuery) {
    return pageById(await this.floods.page({ limit: limit + 1, after: readIdCursor(cursor), state }), limit);
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(SiteFlood)
  async one(@Param('id', { schema: Id }) id: string) {
    const flood = await this.floods.one(id);
    if (flood === null) throw notFound('incident');
    return flood;
  }

  @Get(':id/people')
  @Scopes('deliverability:read')
  @Returns(HeldFailure, { list: true })
  async people(@Param('id', { schema: Id }) id: string, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.floods.people(id, { limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Post(':id/decide')
  @Scopes('deliverability:write')
  @Returns(SiteFlood)
  decide(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: FloodDecision }) { decision, reason }: FloodDecision,
    @Actor() actor: Actor,
  ) {
    return this.wish(id, decision, reason, actor);
  }

  @Post(':id/undo')
  @Scopes('deliverability:write')
  @Returns(SiteFlood)
  undo(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: FloodUndo }) { reason }: FloodUndo,
    @Actor() actor: Actor,
  ) {
    return this.wish(id, 'undo', reason, actor);
  }

  private async wish(id: string, wish: FloodWish, reason: string, actor: Actor) {
    const flood = await this.floods.wish(id, wish, reason, actor.label);
    if (flood === null) throw notFound('incident');
    return flood;
  }
}

@Module({ controllers: [SiteFloodController] })
export class SiteFloodsModule {}
