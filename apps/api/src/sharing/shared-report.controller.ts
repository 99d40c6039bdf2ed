// The report of a campaign for whoever has its link: one page to read and to print, without a session and without a script.
import { CampaignDeliveryStore, ShareLinkStore } from '@doorstep/database';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ReportService } from '../campaigns/report.service.js';
import { Returns } from '../http/returns.js';
import { Public } from '../http/scopes.js';
import { hashOfToken } from './share-links.controller.js';
import { endedPage, type SharedPage, sharedPage } from './shared-page.js';

/** Addresses shown at most; a page that prints forever helps nobody. */
const MOST_ADDRESSES = 500;

@Controller('share')
export class SharedReportController {
  constructor(
    private readonly links: ShareLinkStore,
    private readonly reports: ReportService,
    private readonly deliveries: CampaignDeliveryStore,
  ) {}

  @Get(':token')
  @Public()
  @Returns(null, { as: 'text/html' })
  async show(@Param('token') token: string, @Res() reply: FastifyReply) {
    const link = await this.links.open(hashOfToken(token));
    if (link === null) return sendShared(reply, endedPage());
    const report = await this.reports.report(link.campaignId);
    const filter = { group: 'missed' as const };
    const missed = link.showsAddresses
      ? await this.deliveries.page({ campaignId: link.campaignId, limit: MOST_ADDRESSES, filter })
      : null;
    return sendShared(reply, sharedPage(report, missed, link.expiresAt));
  }
}

function sendShared(reply: FastifyReply, { status, headers, text }: SharedPage): FastifyReply {
  return reply.code(status).headers(headers).type('text/html; charset=utf-8').send(text);
}
