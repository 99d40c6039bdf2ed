// Links that show a report, over HTTP: made (their address is told once), listed, revoked.
import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '@doorstep/config';
import { Id, MadeShareLink, NewShareLink, ShareLink } from '@doorstep/contracts';
import { CampaignStore, ShareLinkStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { CONFIG } from '../http/dependencies.module.js';
import { HoldsSecret } from '../http/idempotency.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

export const hashOfToken = (token: string) => createHash('sha256').update(token).digest();

@Controller('v1/campaigns/:id/share-links')
export class ShareLinkController {
  constructor(
    private readonly links: ShareLinkStore,
    private readonly campaigns: CampaignStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(ShareLink, { list: true })
  async list(@Param('id', { schema: Id }) id: string) {
    return { data: await this.links.list(id), nextCursor: null };
  }

  @Post()
  @Scopes('campaigns:write')
  @HoldsSecret()
  @Returns(MadeShareLink, { status: 201 })
  async share(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewShareLink }) body: NewShareLink,
    @Actor() actor: Actor,
  ) {
    if ((await this.campaigns.summary(id)) === null) throw notFound('campaign');
    const token = randomBytes(32).toString('base64url');
    const made = { campaignId: id, tokenHash: hashOfToken(token), createdBy: actor.label, ...body };
    return { ...(await this.links.make(made)), url: `${this.config.publicUrl}/share/${token}` };
  }

  @Delete(':linkId')
  @Scopes('campaigns:write')
  @Returns(null)
  async revoke(@Param('id', { schema: Id }) id: string, @Param('linkId', { schema: Id }) linkId: string) {
    if (!(await this.links.revoke(id, linkId))) throw notFound('link');
  }
}
