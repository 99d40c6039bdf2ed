// Campaigns: made, checked, tested, scheduled, steered, watched.
import { Module } from '@nestjs/common';
import { CampaignContentController } from '../content/content.controller.js';
import { ContentService } from '../content/content.service.js';
import { PreviewService } from '../content/preview.service.js';
import { CampaignAudienceController } from './audience.controller.js';
import { CampaignController } from './campaigns.controller.js';
import { CampaignService } from './campaigns.service.js';
import { CampaignDeliveryController } from './deliveries.controller.js';
import { EndingService } from './ending.service.js';
import { MonthReportController } from './month-report.controller.js';
import { CampaignPaceController } from './pace.controller.js';
import { PreflightService } from './preflight.js';
import { ReportController } from './report.controller.js';
import { ReportService } from './report.service.js';
import { TestSendService } from './test-send.js';
import { TlsPolicyFinder } from './tls-policy-finder.js';
import { TrialService } from './trial.js';
import { VariantController } from './variants.controller.js';
import { VariantService } from './variants.service.js';

@Module({
  controllers: [
    CampaignController,
    CampaignContentController,
    CampaignAudienceController,
    CampaignDeliveryController,
    CampaignPaceController,
    VariantController,
    ReportController,
    MonthReportController,
  ],
  providers: [
    CampaignService,
    EndingService,
    ContentService,
    PreviewService,
    PreflightService,
    ReportService,
    TestSendService,
    TlsPolicyFinder,
    TrialService,
    VariantService,
  ],
  exports: [ReportService, CampaignService],
})
export class CampaignsModule {}
