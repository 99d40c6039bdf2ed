// Campaigns: made, checked, tested, scheduled, steered, watched.
import { Module } from '@nestjs/common';
import { CampaignAudienceController } from './audience.controller.js';
import { CampaignController } from './campaigns.controller.js';
import { CampaignService } from './campaigns.service.js';
import { CampaignDeliveryController } from './deliveries.controller.js';
import { PreflightService } from './preflight.js';
import { ReportController } from './report.controller.js';
import { ReportService } from './report.service.js';
import { TestSendService } from './test-send.js';
import { TlsPolicyFinder } from './tls-policy-finder.js';
import { TrialService } from './trial.js';

@Module({
  controllers: [CampaignController, CampaignAudienceController, CampaignDeliveryController, ReportController],
  providers: [CampaignService, PreflightService, ReportService, TestSendService, TlsPolicyFinder, TrialService],
  exports: [ReportService],
})
export class CampaignsModule {}
