// Campaigns: made, checked, tested, scheduled, steered, watched.
import { Module } from '@nestjs/common';
import { CampaignController } from './campaigns.controller.js';
import { CampaignService } from './campaigns.service.js';
import { CampaignDeliveryController } from './deliveries.controller.js';
import { PreflightService } from './preflight.js';
import { TestSendService } from './test-send.js';
import { TlsPolicyFinder } from './tls-policy-finder.js';
import { TrialService } from './trial.js';

@Module({
  controllers: [CampaignController, CampaignDeliveryController],
  providers: [CampaignService, PreflightService, TestSendService, TlsPolicyFinder, TrialService],
})
export class CampaignsModule {}
