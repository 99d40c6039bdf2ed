// Pages of readers, without a session and without a script, and what people set about them.
import { Module } from '@nestjs/common';
import { ArchiveController } from './archive.controller.js';
import { CampaignArchiveController } from './campaign-archive.controller.js';
import { LinkController } from './link.controller.js';
import { ListPublicController } from './list-public.controller.js';
import { MeController } from './me.controller.js';
import { ConfirmController, SubscribeController } from './subscribe.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

@Module({
  controllers: [
    ...[UnsubscribeController, ConfirmController, SubscribeController, LinkController, MeController],
    ...[ArchiveController, ListPublicController, CampaignArchiveController],
  ],
})
export class PublicPagesModule {}
