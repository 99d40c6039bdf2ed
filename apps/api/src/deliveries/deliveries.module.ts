// One delivery over HTTP: why it has not left.
import { Id, WaitingReason } from '@doorstep/contracts';
import { WaitingReasonStore } from '@doorstep/database';
import { explainWaiting } from '@doorstep/diagnosis';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/deliveries')
export class DeliveryController {
  constructor(private readonly reasons: WaitingReasonStore) {}

  @Get(':id/waiting')
  @Scopes('deliverability:read')
  @Returns(WaitingReason)
  async waiting(@Param('id', { schema: Id }) id: string) {
    const facts = await this.reasons.facts(id);
    if (facts === null) throw notFound('delivery');
    const { deliveryId, address, campaignId, campaign, delivery, now: asOf } = facts;
    return {
      ...{ deliveryId, address, campaignId, asOf },
      campaignName: campaign.name,
      state: delivery.state,
      ...explainWaiting(facts),
    };
  }
}

@Module({ controllers: [DeliveryController] })
export class DeliveriesModule {}
