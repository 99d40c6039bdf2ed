// Subscribers: people on lists. Added, changed, deleted over HTTP.
import { Module } from '@nestjs/common';
import { SubscriberController } from './subscribers.controller.js';
import { SubscriberService } from './subscribers.service.js';

@Module({ controllers: [SubscriberController], providers: [SubscriberService] })
export class SubscribersModule {}
