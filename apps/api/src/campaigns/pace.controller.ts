// How fast a campaign goes, the zones its readers live in, and its account, over HTTP.
import {
  Campaign,
  CampaignAccount,
  CampaignEnding,
  CampaignEndingQuestion,
  CampaignPace,
  Id,
  ZoneCount,
} from '@doorstep/contracts';
import { CampaignPaceStore } from '@doorstep/database';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Question } from '../http/audit.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { CampaignService } from './campaigns.service.js';
import { EndingService } from './ending.service.js';

@Controller('v1/campaigns')
export class CampaignPaceController {
  constructor(
    private readonly service: CampaignService,
    private readonly accounts: CampaignPaceStore,
    private readonly endings: EndingService,
  ) {}

  /** First tries are spaced evenly from now on. */
  @Post(':id/pace')
  @Scopes('campaigns:send')
  @Returns(Campaign)
  slow(@Param('id', { schema: Id }) id: string, @Body({ schema: CampaignPace }) { ratePerHour }: CampaignPace) {
    return this.service.slow(id, ratePerHour);
  }

  /** Takes the last change of pace back: first tries stand where they stood. */
  @Post(':id/pace/undo')
  @HttpCode(200)
  @Scopes('campaigns:send')
  @Returns(Campaign)
  undoSlow(@Param('id', { schema: Id }) id: string) {
    return this.service.undoSlow(id);
  }

  /** How many were handed over, and whether everybody of the audience stands in exactly one state. */
  @Get(':id/account')
  @Scopes('campaigns:read')
  @Returns(CampaignAccount)
  async account(@Param('id', { schema: Id }) id: string) {
    const account = await this.accounts.account(id);
    if (account === null) throw notFound('campaign');
    return account;
  }

  /** When the last message leaves, by the limits that hold now and the pace of its mail servers. */
  @Get(':id/ending')
  @Scopes('campaigns:read')
  @Returns(CampaignEnding)
  ending(@Param('id', { schema: Id }) id: string) {
    return this.endings.ending(id);
  }

  /** The same for a schedule that is thought of. */
  @Post(':id/ending')
  @Question()
  @Scopes('campaigns:read')
  @Returns(CampaignEnding)
  wouldEnd(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CampaignEndingQuestion }) question: CampaignEndingQuestion,
  ) {
    return this.endings.ending(id, question);
  }

  /** Readers by time zone, most first. */
  @Get(':id/zones')
  @Scopes('campaigns:read')
  @Returns(ZoneCount, { list: true })
  async zones(@Param('id', { schema: Id }) id: string) {
    await this.service.one(id);
    return { data: await this.accounts.zones(id), nextCursor: null };
  }
}
