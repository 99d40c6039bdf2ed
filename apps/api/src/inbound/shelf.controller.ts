// The shelf of unmatched messages over HTTP: whose one may be, matching it by hand, laying aside what is not ours, and undo.
import {
  Dismissal,
  Id,
  InboundMatch,
  MatchCandidateQuery,
  MatchCandidates,
  NewDismissal,
  NewInboundMatch,
} from '@doorstep/contracts';
import { HandMatchStore, InboundShelfStore, MatchCandidateStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { AuditAs } from '../http/audit.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { candidatesFor } from './candidates.js';

@Controller('v1/inbound')
export class ShelfController {
  constructor(
    private readonly shelf: InboundShelfStore,
    private readonly matches: HandMatchStore,
    private readonly candidates: MatchCandidateStore,
  ) {}

  @Get(':id/candidates')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(MatchCandidates)
  async nearest(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: MatchCandidateQuery }) { search }: MatchCandidateQuery,
  ) {
    const message = await this.shelf.one(id);
    if (message === null) throw notFound('message');
    return { candidates: await candidatesFor(this.candidates, message, search.toLowerCase()) };
  }

  /** Asked for here, carried out by the worker a moment later: `state` tells. */
  @Post(':id/match')
  @AuditAs('inbound.match')
  @Scopes('deliverability:write')
  @Returns(InboundMatch, { status: 202 })
  match(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewInboundMatch }) { deliveryId, reason }: NewInboundMatch,
    @Actor() actor: Actor,
  ) {
    return this.matches.ask(id, deliveryId, actor.label, reason === '' ? null : reason);
  }

  @Post('matches/:id/undo')
  @AuditAs('inbound.undo_match')
  @Scopes('deliverability:write')
  @Returns(InboundMatch, { status: 202 })
  undoMatch(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.matches.askUndo(id, actor.label);
  }

  @Post('dismissals')
  @AuditAs('inbound.dismiss')
  @Scopes('deliverability:write')
  @Returns(Dismissal, { status: 201 })
  dismiss(@Body({ schema: NewDismissal }) asked: NewDismissal, @Actor() actor: Actor) {
    return this.shelf.dismiss(asked, actor.label);
  }

  @Post('dismissals/:id/undo')
  @AuditAs('inbound.undo_dismissal')
  @Scopes('deliverability:write')
  @Returns(Dismissal)
  async undoDismissal(@Param('id', { schema: Id }) id: string) {
    return { id, count: await this.shelf.restore(id) };
  }

  @Post(':id/restore')
  @AuditAs('inbound.restore')
  @Scopes('deliverability:write')
  @Returns(null)
  async restore(@Param('id', { schema: Id }) id: string) {
    if (!(await this.shelf.restoreOne(id))) throw notFound('message that was laid aside');
  }
}
