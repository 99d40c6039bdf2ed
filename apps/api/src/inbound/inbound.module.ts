// Returned mail: what came back, and the shelf of what could not be matched.
import { Module } from '@nestjs/common';
import { InboundController } from './inbound.controller.js';
import { ShelfController } from './shelf.controller.js';

@Module({ controllers: [InboundController, ShelfController] })
export class InboundModule {}
