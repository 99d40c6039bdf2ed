// Previews and replays over HTTP: begun here, done by a worker, applied only when a person says so.
import {
  Id,
  NewRulePreview,
  NewRuleReplay,
  PageQuery,
  ReplayPerson,
  ReplayPersonQuery,
  RuleReplayDetail,
  RuleReplayView,
} from '@doorstep/contracts';
import { asInForce, OwnRuleStore, RuleReplayStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { pageById, pageOfRows, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { viewOfGroup, viewOfPerson, viewOfReplay } from './replay-view.js';
import { named, refuseFaulty } from './rule-view.js';

const AT_WORK: ReadonlySet<string> = new Set(['waiting', 'running', 'applying', 'undoing']);

@Controller('v1/rule-replays')
export class RuleReplayController {
  constructor(
    private readonly replays: RuleReplayStore,
    private readonly rules: OwnRuleStore,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(RuleReplayView, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const page = pageById(await this.replays.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
    return { ...page, data: page.data.map(viewOfReplay) };
  }

  /** Walks through the history with the rules as they are saved. */
  @Post()
  @Scopes('deliverability:write')
  @Returns(RuleReplayView, { status: 201 })
  async begin(@Body({ schema: NewRuleReplay }) { days }: NewRuleReplay, @Actor() actor: Actor) {
    const rules = await this.rules.inForce();
    const words = rules.length === 0 ? 'Our rules alone' : `Our rules and ${rules.length} of your own`;
    return viewOfReplay(
      await this.replays.begin({ kind: 'replay', words, onlySlug: null, rules, days, actor: actor.label }),
    );
  }

  /** What a rule would change, before it is saved. Ask for it by its id until it is ready; it is gone after some hours. */
  @Post('preview')
  @Scopes('deliverability:write')
  @Returns(RuleReplayView, { status: 201 })
  async preview(@Body({ schema: NewRulePreview }) { rule, replaces, days }: NewRulePreview, @Actor() actor: Actor) {
    refuseFaulty(rule.definition, '#/rule/definition');
    const all = await this.rules.all();
    const former = all.find(({ id }) => id === replaces);
    if (replaces !== null && former === undefined) throw notFound('rule');
    const { slug } = former ?? named(rule, new Set(all.map((one) => one.slug)));
    const draft = { ...rule, slug, version: (former?.version ?? 0) + 1 };
    const rows = former ? all.map((one) => (one === former ? draft : one)) : [...all, draft];
    const rules = rows.filter(({ isEnabled }) => isEnabled).map(asInForce);
    const words = `Preview of “${rule.name}”`;
    return viewOfReplay(
      await this.replays.begin({ kind: 'preview', words, onlySlug: slug, rules, days, actor: actor.label }),
    );
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(RuleReplayDetail)
  async one(@Param('id', { schema: Id }) id: string) {
    const row = await this.replays.one(id);
    if (row === null) throw notFound('replay');
    const isAtWork = AT_WORK.has(row.state);
    return { ...viewOfReplay(row), groups: isAtWork ? [] : (await this.replays.groups(id)).map(viewOfGroup) };
  }

  @Get(':id/people')
  @Scopes('deliverability:read')
  @Returns(ReplayPerson, { list: true })
  async people(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ReplayPersonQuery }) query: ReplayPersonQuery,
  ) {
    const { limit, cursor, only } = query;
    const rows = await this.replays.people(id, { limit: limit + 1, after: readIdCursor(cursor), only });
    const page = pageOfRows(rows, limit, (row) => [row.addressId]);
    return { ...page, data: page.data.map(viewOfPerson) };
  }

  @Post(':id/cancel')
  @Scopes('deliverability:write')
  @Returns(RuleReplayView)
  cancel(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.ask(id, 'cancel', actor);
  }

  /** Does what it shows; whom something happened to since is left as she is. */
  @Post(':id/apply')
  @Scopes('deliverability:write')
  @Returns(RuleReplayView)
  apply(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.ask(id, 'apply', actor);
  }

  /** Puts classes, suppressions and standing back as they were. */
  @Post(':id/undo')
  @Scopes('deliverability:write')
  @Returns(RuleReplayView)
  undo(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.ask(id, 'undo', actor);
  }

  private async ask(id: string, what: 'cancel' | 'apply' | 'undo', actor: Actor) {
    const row = await this.replays.ask(id, what, actor.label);
    if (row === null) throw notFound('replay');
    return viewOfReplay(row);
  }
}
