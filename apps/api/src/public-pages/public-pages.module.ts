// Pages of readers, without a session and without a script, and what people set about them.
import { Module } from '@nestjs/common';
import { ListPublicController } from './list-public.controller.js';
import { ConfirmController, SubscribeController } from './subscribe.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

@Module({ controllers: [UnsubscribeController, ConfirmController, SubscribeController, ListPublicController] })
export class PublicPagesModule {}
