// One mistyped address corrected, on the subscriber it belongs to: what it would do, and doing it.
import {
  AddressCorrection,
  AddressCorrectionQuery,
  CorrectedAddress,
  Id,
  NewAddressCorrection,
} from '@doorstep/contracts';
import { AddressCorrectionStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { AuditAs } from '../http/audit.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { readAddress } from './read-address.js';
import { SubscriberService } from './subscribers.service.js';

@Controller('v1/subscribers')
export class CorrectionController {
  constructor(
    private readonly corrections: AddressCorrectionStore,
    private readonly subscribers: SubscriberService,
  ) {}

  @Get(':id/correction')
  @Scopes('subscribers:read')
  @Returns(AddressCorrection)
  async preview(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: AddressCorrectionQuery }) { to }: AddressCorrectionQuery,
  ) {
    const known = await this.corrections.preview(id, null);
    if (known === null) throw notFound('subscriber');
    const wanted = to ?? (await this.subscribers.meant(known.before));
    if (wanted === null) return { ...known, after: null };
    const after = readAddress(wanted, 'to').normalized;
    return { ...known, ...(await this.corrections.preview(id, after)), after };
  }

  /** Undone as the correction of a group is. */
  @Post(':id/correction')
  @AuditAs('subscribers.correct')
  @Scopes('subscribers:write')
  @Returns(CorrectedAddress, { status: 201 })
  async correct(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewAddressCorrection }) { to, reason }: NewAddressCorrection,
    @Actor() actor: Actor,
  ) {
    const right = readAddress(to, 'to');
    const done = await this.corrections.correct(id, right, reason, actor.label);
    if (done === null) throw notFound('subscriber');
    return { correctionId: done.id, before: done.before, after: right.normalized };
  }
}
