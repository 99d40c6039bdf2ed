// Chronic bounces over HTTP: groups of people in the same trouble, what is said of them, and holding them back with a way back.
import {
  ChronicAction,
  ChronicGroup,
  ChronicGroupQuery,
  ChronicGroups,
  ChronicKey,
  ChronicPeopleQuery,
  ChronicPerson,
  ChronicRule,
  ChronicRuleInForce,
  ChronicState,
  ChronicStateChange,
  Id,
  NewChronicAction,
  PageQuery,
} from '@doorstep/contracts';
import { ChronicActionStore, ChronicCorrectionStore, ChronicStore } from '@doorstep/database';
import { Body, Controller, Get, Module, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { Actor } from '../http/actor.js';
import { pageById, pageOfRows, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { exportPeople } from './chronic-export.js';
import { groupView } from './chronic-view.js';
import { ChronicWaysOutController } from './chronic-ways-out.controller.js';

@Controller('v1/chronic')
export class ChronicController {
  constructor(
    private readonly chronic: ChronicStore,
    private readonly actions: ChronicActionStore,
    private readonly corrections: ChronicCorrectionStore,
  ) {}

  @Get('rule')
  @Scopes('deliverability:read')
  @Returns(ChronicRuleInForce)
  rule() {
    return this.chronic.rule();
  }

  @Put('rule')
  @Scopes('settings:write')
  @Returns(ChronicRuleInForce)
  async setRule(@Body({ schema: ChronicRule }) rule: ChronicRule, @Actor() actor: Actor) {
    await this.chronic.setRule(rule, actor.label);
    return this.chronic.rule();
  }

  @Get('groups')
  @Scopes('deliverability:read')
  @Returns(ChronicGroups)
  async groups(@Query({ schema: ChronicGroupQuery }) { state }: ChronicGroupQuery) {
    const [rows, { people, heldBack }] = await Promise.all([this.chronic.groups(), this.chronic.totals()]);
    const all = rows.map(groupView);
    return {
      groups: all.filter((group) => state === 'all' || group.state === state),
      counts: Object.fromEntries(
        ChronicState.options.map((word) => [word, all.filter((group) => group.state === word).length]),
      ),
      people,
      skippedNextTime: heldBack,
    };
  }

  /** Of every group: exactly the rows `people` and `skippedNextTime` of the groups count. */
  @Get('people')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(ChronicPerson, { list: true })
  everybody(@Query({ schema: ChronicPeopleQuery }) query: ChronicPeopleQuery) {
    return this.page(null, query);
  }

  @Get('groups/:key')
  @Scopes('deliverability:read')
  @Returns(ChronicGroup)
  one(@Param('key', { schema: ChronicKey }) key: string) {
    return this.groupOr404(key);
  }

  @Get('groups/:key/people')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(ChronicPerson, { list: true })
  people(
    @Param('key', { schema: ChronicKey }) key: string,
    @Query({ schema: ChronicPeopleQuery }) query: ChronicPeopleQuery,
  ) {
    return this.page(key, query);
  }

  @Get('groups/:key/people.csv')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(null, { as: 'text/csv' })
  async peopleAsFile(@Param('key', { schema: ChronicKey }) key: string, @Res() reply: FastifyReply): Promise<void> {
    const group = await this.groupOr404(key);
    const name = `chronic-${group.place}`.replaceAll(/[^\w.-]/g, '-').slice(0, 80);
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .send(exportPeople(this.chronic, group));
  }

  @Post('groups/:key/state')
  @Scopes('deliverability:write')
  @Returns(ChronicGroup)
  async setState(
    @Param('key', { schema: ChronicKey }) key: string,
    @Body({ schema: ChronicStateChange }) { state, days, note }: ChronicStateChange,
    @Actor() actor: Actor,
  ) {
    await this.chronic.setState(key, state, days ?? null, note, actor.label);
    return this.groupOr404(key);
  }

  @Post('groups/:key/actions')
  @Scopes('subscribers:write')
  @Returns(ChronicAction, { status: 201 })
  act(
    @Param('key', { schema: ChronicKey }) key: string,
    @Body({ schema: NewChronicAction }) action: NewChronicAction,
    @Actor() actor: Actor,
  ) {
    return this.actions.act(key, action, actor.label);
  }

  @Get('actions')
  @Scopes('deliverability:read')
  @Returns(ChronicAction, { list: true })
  async history(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.actions.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Post('actions/:id/undo')
  @Scopes('subscribers:write')
  @Returns(ChronicAction)
  async undo(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    const undone = (await this.corrections.undo(id, actor.label)) ?? (await this.actions.undo(id, actor.label));
    if (undone === null) throw notFound('action');
    return undone;
  }

  private async page(groupKey: string | null, { limit, cursor, heldBack }: ChronicPeopleQuery) {
    const isHeldBack = heldBack === undefined ? null : heldBack === 'yes';
    const after = readIdCursor(cursor);
    const rows = await this.chronic.people({ groupKey, isHeldBack, limit: limit + 1, after });
    return pageOfRows(rows, limit, ({ addressId }) => [addressId]);
  }

  private async groupOr404(key: string) {
    const group = await this.chronic.group(key);
    if (group === null) throw notFound('group with anybody in it');
    return groupView(group);
  }
}

@Module({ imports: [CampaignsModule], controllers: [ChronicController, ChronicWaysOutController] })
export class ChronicModule {}
