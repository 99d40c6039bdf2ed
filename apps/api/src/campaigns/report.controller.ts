// The report of a campaign over HTTP, and what follows from it: sending it again to those who did not get it.
import {
  AgainPreview,
  CampaignReport,
  CampaignReportQuery,
  Id,
  PeopleFilter,
  ReportReply,
  SendAgain,
  SentAgain,
} from '@doorstep/contracts';
import { CampaignStore, ResendStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { ReportService } from './report.service.js';

@Controller('v1/campaigns/:id')
export class ReportController {
  constructor(
    private readonly reports: ReportService,
    private readonly campaigns: CampaignStore,
    private readonly resends: ResendStore,
  ) {}

  @Get('report')
  @Scopes('campaigns:read')
  @Returns(CampaignReport)
  report(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: CampaignReportQuery }) { ending }: CampaignReportQuery,
  ) {
    return this.reports.report(id, { hasEnding: ending === 'yes' });
  }

  /** The last 20, newest first. */
  @Get('replies')
  @Scopes('campaigns:read')
  @Returns(ReportReply, { list: true })
  async replies(@Param('id', { schema: Id }) id: string) {
    return { data: await this.reports.replies(id), nextCursor: null };
  }

  /** Who would get it again, and who would not and why. Makes nothing. */
  @Get('again')
  @Scopes('campaigns:read')
  @Returns(AgainPreview)
  async wouldGetIt(@Param('id', { schema: Id }) id: string, @Query({ schema: PeopleFilter }) filter: PeopleFilter) {
    if ((await this.campaigns.summary(id)) === null) throw notFound('campaign');
    return this.resends.preview(id, filter);
  }

  /** Makes a draft with the same content for exactly these people. */
  @Post('again')
  @Scopes('campaigns:write')
  @Returns(SentAgain, { status: 201 })
  async sendAgain(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SendAgain }) { filter }: SendAgain,
    @Actor() actor: Actor,
  ) {
    const origin = await this.campaigns.summary(id);
    if (origin === null) throw notFound('campaign');
    const name = `${origin.name.slice(0, 180)} (again)`;
    const { id: madeId, ...counts } = await this.resends.make(id, filter, name, actor.label);
    return { ...counts, campaign: await this.campaigns.one(madeId) };
  }
}
