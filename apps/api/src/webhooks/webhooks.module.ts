// Outgoing webhooks: who is told what, and what was answered.
import { Module } from '@nestjs/common';
import { WebhookMessageController } from './webhook-messages.controller.js';
import { WebhookController } from './webhooks.controller.js';

@Module({ controllers: [WebhookController, WebhookMessageController] })
export class WebhooksModule {}
