// The content of a campaign over HTTP: preview, who would see a fallback, versions and going back to one.
import {
  Campaign,
  CampaignPreview,
  CampaignVersion,
  CampaignVersionView,
  Id,
  MissingFields,
  PreviewQuery,
} from '@doorstep/contracts';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CampaignService } from '../campaigns/campaigns.service.js';
import { VariantService } from '../campaigns/variants.service.js';
import { Actor } from '../http/actor.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { ContentService } from './content.service.js';
import { PreviewService } from './preview.service.js';

@Controller('v1/campaigns')
export class CampaignContentController {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly content: ContentService,
    private readonly previews: PreviewService,
    private readonly variants: VariantService,
  ) {}

  @Get(':id/preview')
  @Scopes('campaigns:read', 'subscribers:read')
  @Returns(CampaignPreview)
  async preview(@Param('id', { schema: Id }) id: string, @Query({ schema: PreviewQuery }) query: PreviewQuery) {
    return this.previews.preview(await this.campaigns.one(id), query);
  }

  @Get(':id/missing-fields')
  @Scopes('campaigns:read', 'subscribers:read')
  @Returns(MissingFields)
  async missing(@Param('id', { schema: Id }) id: string) {
    return this.previews.missing(await this.campaigns.one(id));
  }

  @Get(':id/versions')
  @Scopes('campaigns:read')
  @Returns(CampaignVersion, { list: true })
  async versions(@Param('id', { schema: Id }) id: string) {
    await this.campaigns.one(id);
    return { data: await this.content.list(id), nextCursor: null };
  }

  @Get(':id/versions/:versionId')
  @Scopes('campaigns:read')
  @Returns(CampaignVersionView)
  async version(@Param('id', { schema: Id }) id: string, @Param('versionId', { schema: Id }) versionId: string) {
    return this.content.view(await this.campaigns.one(id), versionId);
  }

  /** What stands there now stays as a version. */
  @Post(':id/versions/:versionId/restore')
  @Scopes('campaigns:write')
  @Returns(Campaign)
  async restore(
    @Param('id', { schema: Id }) id: string,
    @Param('versionId', { schema: Id }) versionId: string,
    @Actor() actor: Actor,
  ) {
    const { change, test } = await this.content.restored(id, versionId);
    await this.variants.mustBeRestorable(id, test);
    await this.campaigns.change(id, change, actor.label);
    await this.variants.restore(id, test, actor.label);
    return this.campaigns.one(id);
  }
}
