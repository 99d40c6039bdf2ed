// What a link shows to whoever has it: one page to read and to print, without a session and without a script.
import { CampaignDeliveryStore, SendingDomainStore, ShareLinkStore } from '@doorstep/database';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ReportService } from '../campaigns/report.service.js';
import { Returns } from '../http/returns.js';
import { Public } from '../http/scopes.js';
import { hashOfToken } from './share-links.controller.js';
import { endedPage, type SharedPage } from './shared-frame.js';
import { recordsPage } from './shared-records.js';
import { sharedPage } from './shared-report.js';

/** Addresses shown at most; a page that prints forever helps nobody. */
const MOST_ADDRESSES = 500;

interface ReportLink {
  readonly showsAddresses: boolean;
  readonly expiresAt: Date;
}

@Controller('share')
export class SharedController {
  constructor(
    private readonly links: ShareLinkStore,
    private readonly reports: ReportService,
    private readonly deliveries: CampaignDeliveryStore,
    private readonly domains: SendingDomainStore,
  ) {}

  @Get(':token')
  @Public()
  @Returns(null, { as: 'text/html' })
  async show(@Param('token') token: string, @Res() reply: FastifyReply) {
    const link = await this.links.open(hashOfToken(token));
    if (link?.campaignId) return sendShared(reply, await this.report(link.campaignId, link));
    const domain = link?.sendingDomainId ? await this.domains.one(link.sendingDomainId) : null;
    return sendShared(reply, link && domain ? recordsPage(domain, link.expiresAt) : endedPage());
  }

  private async report(campaignId: string, { showsAddresses, expiresAt }: ReportLink): Promise<SharedPage> {
    const report = await this.reports.report(campaignId, { hasEnding: false });
    const filter = { group: 'missed' as const };
    const missed = showsAddresses ? await this.deliveries.page({ campaignId, limit: MOST_ADDRESSES, filter }) : null;
    return sharedPage(report, missed, expiresAt);
  }
}

function sendShared(reply: FastifyReply, { status, headers, text }: SharedPage): FastifyReply {
  return reply.code(status).headers(headers).type('text/html; charset=utf-8').send(text);
}
