// Subscribers: people on lists. Added, changed, deleted over HTTP.
import { Module } from '@nestjs/common';
import { BulkChangeController } from './bulk-changes.controller.js';
import { CorrectionController } from './correction.controller.js';
import { SubscriberController } from './subscribers.controller.js';
import { SubscriberService } from './subscribers.service.js';

@Module({
  controllers: [SubscriberController, CorrectionController, BulkChangeController],
  providers: [SubscriberService],
})
export class SubscribersModule {}
