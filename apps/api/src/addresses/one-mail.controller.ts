// One mail to one person, by a press of its own: the newest campaign she did not get, alone, its result on her page.
import { NewOneMail, OneMail, parseAddress } from '@doorstep/contracts';
import { OneMailStore } from '@doorstep/database';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CampaignService } from '../campaigns/campaigns.service.js';
import { Actor } from '../http/actor.js';
import { AuditAs } from '../http/audit.js';
import { fieldProblem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

const AddressText = z.string().min(1).max(400).describe('The address, URL-encoded');

@Controller('v1/addresses')
export class OneMailController {
  constructor(
    private readonly mails: OneMailStore,
    private readonly campaigns: CampaignService,
  ) {}

  @Post(':address/one-mail')
  @Scopes('campaigns:send', 'deliverability:write')
  @AuditAs('addresses.one-mail')
  @Returns(OneMail, { status: 201 })
  async send(
    @Param('address', { schema: AddressText }) text: string,
    @Body({ schema: NewOneMail }) { suppressionId, reason }: NewOneMail,
    @Actor() { label }: Actor,
  ) {
    const parsed = parseAddress(text);
    if (!parsed.isValid) throw fieldProblem('address', parsed.problem, parsed.reason);
    const lift = suppressionId === undefined || reason === undefined ? null : { suppressionId, reason };
    const made = await this.mails.make({ address: parsed.normalized, lift }, label);
    try {
      await this.campaigns.sendAtOnce(made.campaignId);
    } catch (error) {
      await this.mails.takeBack(made, label);
      throw error;
    }
    return made;
  }
}
