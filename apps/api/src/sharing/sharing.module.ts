// Showing a report to somebody without an account, over a link that ends.
import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ShareLinkController } from './share-links.controller.js';
import { SharedReportController } from './shared-report.controller.js';

@Module({ imports: [CampaignsModule], controllers: [ShareLinkController, SharedReportController] })
export class SharingModule {}
