// Links that show a report or the records of a domain, over HTTP: made (their address is told once), listed, revoked.
import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '@doorstep/config';
import { Id, MadeShareLink, NewRecordsLink, NewShareLink, ShareLink } from '@doorstep/contracts';
import { CampaignStore, SendingDomainStore, type Shared, ShareLinkStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Inject, Injectable, Param, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { CONFIG } from '../http/dependencies.module.js';
import { HoldsSecret } from '../http/idempotency.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

export const hashOfToken = (token: string) => createHash('sha256').update(token).digest();

@Injectable()
export class ShareLinkService {
  constructor(
    private readonly links: ShareLinkStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(shared: Shared) {
    return { data: await this.links.list(shared), nextCursor: null };
  }

  /** The address is told this once. */
  async make(shared: Shared, { days, showsAddresses }: NewShareLink, createdBy: string) {
    const token = randomBytes(32).toString('base64url');
    const made = await this.links.make({ shared, tokenHash: hashOfToken(token), createdBy, days, showsAddresses });
    return { ...made, url: `${this.config.publicUrl}/share/${token}` };
  }

  async revoke(shared: Shared, linkId: string): Promise<void> {
    if (!(await this.links.revoke(shared, linkId))) throw notFound('link');
  }
}

@Controller('v1/campaigns/:id/share-links')
export class ShareLinkController {
  constructor(
    private readonly links: ShareLinkService,
    private readonly campaigns: CampaignStore,
  ) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(ShareLink, { list: true })
  list(@Param('id', { schema: Id }) campaignId: string) {
    return this.links.list({ campaignId });
  }

  @Post()
  @Scopes('campaigns:write')
  @HoldsSecret()
  @Returns(MadeShareLink, { status: 201 })
  async share(
    @Param('id', { schema: Id }) campaignId: string,
    @Body({ schema: NewShareLink }) body: NewShareLink,
    @Actor() actor: Actor,
  ) {
    if ((await this.campaigns.summary(campaignId)) === null) throw notFound('campaign');
    return this.links.make({ campaignId }, body, actor.label);
  }

  @Delete(':linkId')
  @Scopes('campaigns:write')
  @Returns(null)
  revoke(@Param('id', { schema: Id }) campaignId: string, @Param('linkId', { schema: Id }) linkId: string) {
    return this.links.revoke({ campaignId }, linkId);
  }
}

/** For whoever manages the DNS: what to set, and what is right already, as it is looked up from time to time. */
@Controller('v1/sending-domains/:id/share-links')
export class RecordsLinkController {
  constructor(
    private readonly links: ShareLinkService,
    private readonly domains: SendingDomainStore,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(ShareLink, { list: true })
  list(@Param('id', { schema: Id }) sendingDomainId: string) {
    return this.links.list({ sendingDomainId });
  }

  @Post()
  @Scopes('deliverability:write')
  @HoldsSecret()
  @Returns(MadeShareLink, { status: 201 })
  async share(
    @Param('id', { schema: Id }) sendingDomainId: string,
    @Body({ schema: NewRecordsLink }) { days }: NewRecordsLink,
    @Actor() actor: Actor,
  ) {
    if ((await this.domains.one(sendingDomainId)) === null) throw notFound('sending domain');
    return this.links.make({ sendingDomainId }, { days, showsAddresses: false }, actor.label);
  }

  @Delete(':linkId')
  @Scopes('deliverability:write')
  @Returns(null)
  revoke(@Param('id', { schema: Id }) sendingDomainId: string, @Param('linkId', { schema: Id }) linkId: string) {
    return this.links.revoke({ sendingDomainId }, linkId);
  }
}
