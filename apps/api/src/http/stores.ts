// The stores a module may inject by their class. A new store is one line here.

import type { Database } from '@doorstep/database';
import {
  AccessStore,
  AddressStore,
  ApiKeyStore,
  AuditStore,
  BounceMailboxStore,
  CampaignDeliveryStore,
  CampaignMaterialStore,
  CampaignStore,
  ComparisonStore,
  IdempotencyStore,
  ImportStore,
  InboundShelfStore,
  ListStore,
  OverviewStore,
  PublicPageStore,
  SendingDomainStore,
  SiteStore,
  SubscriberStore,
  SuppressionStore,
  SystemStore,
  TlsStore,
  UpkeepStore,
} from '@doorstep/database';
import type { Type } from '@nestjs/common';

type StoreClass = Type<unknown> & (new (database: Database) => unknown);

export const stores: StoreClass[] = [
  AccessStore,
  ApiKeyStore,
  PublicPageStore,
  ComparisonStore,
  AddressStore,
  AuditStore,
  BounceMailboxStore,
  CampaignDeliveryStore,
  CampaignMaterialStore,
  CampaignStore,
  IdempotencyStore,
  ImportStore,
  InboundShelfStore,
  ListStore,
  OverviewStore,
  SendingDomainStore,
  SiteStore,
  SubscriberStore,
  SuppressionStore,
  SystemStore,
  TlsStore,
  UpkeepStore,
];
