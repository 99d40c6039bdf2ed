// Ways out for a group: its mistyped domain put right, its people asked for another address, one more try.
import {
  ChronicAction,
  ChronicCorrection,
  ChronicCorrectionQuery,
  ChronicKey,
  ChronicRetry,
  NewChronicCorrection,
  toAsciiDomain,
} from '@doorstep/contracts';
import { ChronicCorrectionStore, ChronicRetryStore, ChronicStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CampaignService } from '../campaigns/campaigns.service.js';
import { Actor } from '../http/actor.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { exportContacts } from './chronic-export.js';
import { groupView } from './chronic-view.js';

@Controller('v1/chronic/groups')
export class ChronicWaysOutController {
  constructor(
    private readonly chronic: ChronicStore,
    private readonly corrections: ChronicCorrectionStore,
    private readonly retries: ChronicRetryStore,
    private readonly campaigns: CampaignService,
  ) {}

  @Get(':key/correction')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(ChronicCorrection)
  async preview(
    @Param('key', { schema: ChronicKey }) key: string,
    @Query({ schema: ChronicCorrectionQuery }) { domain }: ChronicCorrectionQuery,
  ) {
    const meant = readDomain(domain);
    return { domain: meant, people: await this.corrections.preview(key, meant) };
  }

  @Post(':key/correction')
  @Scopes('subscribers:write')
  @Returns(ChronicAction, { status: 201 })
  correct(
    @Param('key', { schema: ChronicKey }) key: string,
    @Body({ schema: NewChronicCorrection }) { domain, reason }: NewChronicCorrection,
    @Actor() actor: Actor,
  ) {
    return this.corrections.correct(key, readDomain(domain), reason, actor.label);
  }

  /** Everything known of them beside the address, to reach them by another way than mail. */
  @Get(':key/contacts.csv')
  @Scopes('deliverability:read', 'subscribers:read')
  @Returns(null, { as: 'text/csv' })
  async contacts(@Param('key', { schema: ChronicKey }) key: string, @Res() reply: FastifyReply): Promise<void> {
    const group = await this.chronic.group(key);
    if (group === null) throw notFound('group with anybody in it');
    const name = `ask-for-a-new-address-${groupView(group).place}`.replaceAll(/[^\w.-]/g, '-').slice(0, 80);
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .send(exportContacts(this.chronic, key, await this.chronic.fieldsOf(key)));
  }

  /** Held for a while as every start is, so that it can be undone. */
  @Post(':key/retry')
  @Scopes('campaigns:send', 'subscribers:write')
  @Returns(ChronicRetry, { status: 201 })
  async retry(@Param('key', { schema: ChronicKey }) key: string, @Actor() actor: Actor) {
    const drafts = await this.retries.make(key, actor.label);
    for (const { id } of drafts) await this.campaigns.sendNow(id);
    return { campaigns: drafts, people: drafts.reduce((sum, { people }) => sum + people, 0) };
  }
}

function readDomain(text: string): string {
  const domain = toAsciiDomain(text.toLowerCase());
  if (domain === null || !domain.includes('.'))
    throw fieldProblem('domain', 'no_domain', `“${text}” is no domain. Write one such as gmail.com.`);
  return domain;
}
