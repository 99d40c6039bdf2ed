// Showing a report, or the records of a domain, to somebody without an account, over a link that ends.
import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { RecordsLinkController, ShareLinkController, ShareLinkService } from './share-links.controller.js';
import { SharedController } from './shared.controller.js';

@Module({
  imports: [CampaignsModule],
  controllers: [ShareLinkController, RecordsLinkController, SharedController],
  providers: [ShareLinkService],
})
export class SharingModule {}
