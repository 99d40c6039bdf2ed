// The stores a module may inject by their class. A new store is one line here.

import type { Database } from '@doorstep/database';
import {
  AccessStore,
  ApiKeyStore,
  AuditStore,
  BounceMailboxStore,
  CampaignDeliveryStore,
  CampaignMaterialStore,
  CampaignStore,
  IdempotencyStore,
  InboundShelfStore,
  OverviewStore,
  SendingDomainStore,
  SiteStore,
  SystemStore,
  UpkeepStore,
} from '@doorstep/database';
import type { Type } from '@nestjs/common';

type StoreClass = Type<unknown> & (new (database: Database) => unknown);

export const stores: StoreClass[] = [
  AccessStore,
  ApiKeyStore,
  AuditStore,
  BounceMailboxStore,
  CampaignDeliveryStore,
  CampaignMaterialStore,
  CampaignStore,
  IdempotencyStore,
  InboundShelfStore,
  OverviewStore,
  SendingDomainStore,
  SiteStore,
  SystemStore,
  UpkeepStore,
];
