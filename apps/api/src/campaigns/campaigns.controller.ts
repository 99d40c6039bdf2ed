// Campaigns over HTTP: content, steering, preflight, test, deliveries, live events.
import {
  Campaign,
  CampaignChange,
  CampaignContent,
  CampaignPageQuery,
  CampaignSchedule,
  CampaignSummary,
  Id,
  Preflight,
  PreflightReport,
  TestSend,
  TestSendResult,
} from '@doorstep/contracts';
import { CampaignStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { streamEvents } from '../http/events.js';
import { notFound, problem } from '../http/problem.js';
import { Returns, toWire } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { CampaignService } from './campaigns.service.js';
import { PreflightService } from './preflight.js';
import { TestSendService } from './test-send.js';
import { TrialService } from './trial.js';

const EVENT_EVERY_MS = 1000;

/** @throws ProblemError 400 when it is not `updatedAt` in quotes */
function unchangedSince(ifMatch: string | undefined): Date | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const at = new Date(/^"(.+)"$/.exec(ifMatch)?.[1] ?? '');
  if (!Number.isNaN(at.getTime())) return at;
  throw problem('if_match', 400, 'If-Match is the updatedAt of the campaign you know, in quotes.');
}

@Controller('v1/campaigns')
export class CampaignController {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly service: CampaignService,
    private readonly preflights: PreflightService,
    private readonly tests: TestSendService,
    private readonly trials: TrialService,
  ) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(CampaignSummary, { list: true })
  async page(@Query({ schema: CampaignPageQuery }) { limit, cursor, oneMail }: CampaignPageQuery) {
    const after = readIdCursor(cursor);
    return pageById(await this.campaigns.page({ limit: limit + 1, after, isOneMail: oneMail === 'yes' }), limit);
  }

  @Get(':id')
  @Scopes('campaigns:read')
  @Returns(Campaign)
  one(@Param('id', { schema: Id }) id: string) {
    return this.service.one(id);
  }

  @Post()
  @Scopes('campaigns:write')
  @Returns(Campaign, { status: 201 })
  add(@Body({ schema: CampaignContent }) body: CampaignContent, @Actor() actor: Actor) {
    return this.service.add(body, actor.label);
  }

  /** `If-Match: "<updatedAt>"` changes it only if nobody else did since. */
  @Patch(':id')
  @Scopes('campaigns:write')
  @Returns(Campaign)
  change(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CampaignChange }) body: CampaignChange,
    @Actor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.service.change(id, body, actor.label, unchangedSince(request.headers['if-match']));
  }

  @Delete(':id')
  @Scopes('campaigns:write')
  @Returns(null)
  remove(@Param('id', { schema: Id }) id: string) {
    return this.service.remove(id);
  }

  @Post(':id/schedule')
  @Scopes('campaigns:send')
  @Returns(Campaign)
  schedule(@Param('id', { schema: Id }) id: string, @Body({ schema: CampaignSchedule }) body: CampaignSchedule) {
    return this.service.schedule(id, body);
  }

  @Post(':id/send')
  @Scopes('campaigns:send')
  @Returns(Campaign)
  send(@Param('id', { schema: Id }) id: string) {
    return this.service.sendNow(id);
  }

  /** Takes a start (while it is held) or a schedule back: the campaign is exactly what it was before. */
  @Post(':id/undo')
  @Scopes('campaigns:send')
  @Returns(Campaign)
  undo(@Param('id', { schema: Id }) id: string) {
    return this.service.undo(id);
  }

  @Post(':id/pause')
  @Scopes('campaigns:send')
  @Returns(Campaign)
  pause(@Param('id', { schema: Id }) id: string) {
    return this.service.pause(id);
  }

  @Post(':id/resume')
  @Scopes('campaigns:send')
  @Returns(Campaign)
  resume(@Param('id', { schema: Id }) id: string) {
    return this.service.resume(id);
  }

  @Post(':id/cancel')
  @Scopes('campaigns:send')
  @Returns(Campaign)
  cancel(@Param('id', { schema: Id }) id: string) {
    return this.service.cancel(id);
  }

  @Post(':id/test')
  @Scopes('campaigns:send')
  @Returns(TestSendResult)
  async test(@Param('id', { schema: Id }) id: string, @Body({ schema: TestSend }) { address, variant }: TestSend) {
    return this.tests.send(await this.service.one(id), address, variant);
  }

  @Get(':id/preflight')
  @Scopes('campaigns:read')
  @Returns(Preflight)
  async preflight(@Param('id', { schema: Id }) id: string) {
    return this.preflights.check(await this.service.one(id));
  }

  /** Signs a message, sends it to ourselves and verifies it. */
  @Post(':id/preflight')
  @Scopes('campaigns:write')
  @Returns(PreflightReport)
  async tryOut(@Param('id', { schema: Id }) id: string) {
    return this.trials.run(await this.service.one(id));
  }

  @Get(':id/events')
  @Scopes('campaigns:read')
  @Returns(CampaignSummary, { as: 'text/event-stream' })
  async events(@Param('id', { schema: Id }) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    if ((await this.campaigns.summary(id)) === null) throw notFound('campaign');
    await streamEvents(request, reply, {
      event: 'campaign',
      everyMs: EVENT_EVERY_MS,
      read: async () => {
        const campaign = await this.campaigns.summary(id);
        return campaign && CampaignSummary.parse(toWire(campaign));
      },
      isOver: ({ state, tally }) => {
        const { planned = 0, due = 0, sending = 0, deferred = 0 } = tally.states;
        return (state === 'finished' || state === 'cancelled') && planned + due + sending + deferred === 0;
      },
    });
  }
}
