// Whether a campaign stands in the archives of its lists, as somebody decides it.
import type { Config } from '@doorstep/config';
import { CampaignArchive, CampaignArchiveChange, Id } from '@doorstep/contracts';
import { ArchiveStore, type CampaignArchiveRow } from '@doorstep/database';
import { Body, Controller, Get, Inject, Param, Patch } from '@nestjs/common';
import { CONFIG } from '../http/dependencies.module.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/campaigns')
export class CampaignArchiveController {
  constructor(
    private readonly archives: ArchiveStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':id/archive')
  @Scopes('campaigns:read')
  @Returns(CampaignArchive)
  async archiveOf(@Param('id', { schema: Id }) id: string) {
    return this.view(id, await this.archives.ofCampaign(id));
  }

  @Patch(':id/archive')
  @Scopes('campaigns:write')
  @Returns(CampaignArchive)
  async chooseArchive(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CampaignArchiveChange }) { choice }: CampaignArchiveChange,
  ) {
    return this.view(id, await this.archives.choose(id, choice));
  }

  private view(id: string, row: CampaignArchiveRow | null): CampaignArchive {
    if (row === null) throw notFound('campaign');
    const urlOf = (listId: string) => new URL(`/archive/${listId}/${id}`, this.config.publicUrl).href;
    return { ...row, places: row.places.map((place) => ({ ...place, url: urlOf(place.listId) })) };
  }
}
