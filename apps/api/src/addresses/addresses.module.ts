// Addresses over HTTP: search among all ever seen, and the page of one with its verdict. Subscribers come and go; these stay.

import { AddressHit, AddressPage, PageQuery, parseAddress, VerdictAnswer, VerdictLanguage } from '@doorstep/contracts';
import { AddressStore, ComparisonStore, SendingDomainStore } from '@doorstep/database';
import { isJudgedByOthers, troubledDeliveries } from '@doorstep/diagnosis';
import { Controller, Get, Module, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { pageOfRows, readCursor } from '../http/cursor.js';
import { problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { addressPage } from './address-page.js';
import { verdictAnswer } from './address-verdict.js';
import { OneMailController } from './one-mail.controller.js';
import type { OurNames } from './postmaster-notes.js';

const AddressQuery = PageQuery.extend({
  search: z.string().trim().max(254).default('').describe('Start of the address'),
});
type AddressQuery = z.infer<typeof AddressQuery>;

const VerdictQuery = z.object({ language: VerdictLanguage.default('en').describe('Of the words') });
type VerdictQuery = z.infer<typeof VerdictQuery>;

const AddressText = z
  .string()
  .min(1)
  .max(400)
  .describe('The address, URL-encoded')
  .meta({ example: 'ada@example.org' });

/** A comparison costs two bounded queries; the newest trouble is the one that is explained. */
const MAX_COMPARISONS = 3;

@Controller('v1/addresses')
export class AddressController {
  constructor(
    private readonly addresses: AddressStore,
    private readonly comparisons: ComparisonStore,
    private readonly domains: SendingDomainStore,
  ) {}

  @Get()
  @Scopes('subscribers:read')
  @Returns(AddressHit, { list: true })
  async search(@Query({ schema: AddressQuery }) { limit, cursor, search }: AddressQuery) {
    const after = readCursor(cursor)?.[0];
    const rows = await this.addresses.search(search, limit + 1, after == null ? undefined : String(after));
    return pageOfRows(rows, limit, (row) => [row.address]);
  }

  @Get(':address')
  @Scopes('subscribers:read', 'deliverability:read')
  @Returns(AddressPage)
  async page(@Param('address', { schema: AddressText }) text: string) {
    const { record, compared } = await this.known(text);
    return addressPage(record, compared, await this.ourNames(), new Date());
  }

  @Get(':address/verdict')
  @Scopes('subscribers:read', 'deliverability:read')
  @Returns(VerdictAnswer)
  async verdict(
    @Param('address', { schema: AddressText }) text: string,
    @Query({ schema: VerdictQuery }) { language }: VerdictQuery,
  ) {
    const { record, compared } = await this.known(text);
    return verdictAnswer(record, compared, new Date(), language);
  }

  private async ourNames(): Promise<OurNames> {
    const domains = await this.domains.page({ limit: 2 });
    return { sendingDomain: domains.length === 1 ? domains[0]!.name : '' };
  }

  private async known(text: string) {
    const parsed = parseAddress(text);
    const record = parsed.isValid ? await this.addresses.record(parsed.normalized) : null;
    if (record === null) throw unknownAddress(parsed.isValid ? null : parsed.reason);
    const { id: addressId, domainName, siteId } = record;
    const compared = await Promise.all(
      troubledDeliveries(record, MAX_COMPARISONS).map(({ id: deliveryId, campaignId, category, ...delivery }) =>
        this.comparisons.compare({
          deliveryId,
          campaignId,
          addressId,
          domainName,
          category,
          siteId: delivery.siteId ?? siteId,
          isJudgedByOthers: isJudgedByOthers(category),
        }),
      ),
    );
    return { record, compared };
  }
}

function unknownAddress(fault: string | null) {
  const words = 'Doorstep has never seen this address: it was not added, not imported and not mailed.';
  const next = fault ?? 'Look for it by its first signs, or add it as a subscriber.';
  return problem('address_unknown', 404, `${words} ${next}`);
}

@Module({ imports: [CampaignsModule], controllers: [AddressController, OneMailController] })
export class AddressesModule {}
