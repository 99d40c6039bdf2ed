// The modules of the API. To add a resource: its module here, its stores in http/stores.ts; http/README.md has the rest.
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AddressesModule } from './addresses/addresses.module.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AccessGuard } from './auth/access.guard.js';
import { AuthModule } from './auth/auth.module.js';
import { BounceListenerModule } from './bounce-listener/bounce-listener.module.js';
import { BounceMailboxesModule } from './bounce-mailboxes/bounce-mailboxes.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { ChronicModule } from './chronic/chronic.module.js';
import { ConsequencesModule } from './consequences/consequences.module.js';
import { CountingModule } from './counting/counting.module.js';
import { DeliverabilityModule } from './deliverability/deliverability.module.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { FieldsModule } from './fields/fields.module.js';
import { HealthModule } from './health/health.module.js';
import { Audit, AuditInterceptor } from './http/audit.js';
import { ContractPipe } from './http/contract-pipe.js';
import { type Dependencies, dependenciesModule } from './http/dependencies.module.js';
import { IdempotencyInterceptor } from './http/idempotency.js';
import { ProblemFilter } from './http/problem-filter.js';
import { AnswerInterceptor } from './http/returns.js';
import { RouteRules } from './http/route-rules.js';
import { ImportsModule } from './imports/imports.module.js';
import { InboundModule } from './inbound/inbound.module.js';
import { ListsModule } from './lists/lists.module.js';
import { LiveChecksModule } from './live-checks/live-checks.module.js';
import { MediaModule } from './media/media.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { PeopleModule } from './people/people.module.js';
import { PublicPagesModule } from './public-pages/public-pages.module.js';
import { RestoresModule } from './restores/restores.module.js';
import { RulesModule } from './rules/rules.module.js';
import { SavedViewsModule } from './saved-views/saved-views.module.js';
import { SegmentsModule } from './segments/segments.module.js';
import { SendingModule } from './sending/sending.module.js';
import { SendingDomainsModule } from './sending-domains/sending-domains.module.js';
import { SeriesModule } from './series/series.module.js';
import { SharingModule } from './sharing/sharing.module.js';
import { SiteFloodsModule } from './site-floods/site-floods.module.js';
import { SitesModule } from './sites/sites.module.js';
import { SourceAddressesModule } from './source-addresses/source-addresses.module.js';
import { SubscribersModule } from './subscribers/subscribers.module.js';
import { SuppressionsModule } from './suppressions/suppressions.module.js';
import { TagsModule } from './tags/tags.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { TimeZoneModule } from './time-zone/time-zone.module.js';
import { TokenKeysModule } from './token-keys/token-keys.module.js';
import { UsersModule } from './users/users.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** A folder each, in the order of the sidebar. */
const resources = [
  AuthModule,
  OverviewModule,
  SubscribersModule,
  PeopleModule,
  SavedViewsModule,
  ListsModule,
  SegmentsModule,
  TagsModule,
  FieldsModule,
  SuppressionsModule,
  DeliverabilityModule,
  ChronicModule,
  LiveChecksModule,
  ConsequencesModule,
  SiteFloodsModule,
  CampaignsModule,
  SeriesModule,
  RestoresModule,
  TemplatesModule,
  MediaModule,
  DeliveriesModule,
  AddressesModule,
  PublicPagesModule,
  CountingModule,
  SharingModule,
  ImportsModule,
  SendingDomainsModule,
  BounceMailboxesModule,
  BounceListenerModule,
  InboundModule,
  RulesModule,
  SendingModule,
  SitesModule,
  SourceAddressesModule,
  TokenKeysModule,
  TimeZoneModule,
  UsersModule,
  ApiKeysModule,
  WebhooksModule,
  AuditModule,
  HealthModule,
  OpenApiModule,
];

@Module({})
export class AppModule {}

export function appModule(dependencies: Dependencies): DynamicModule {
  return {
    module: AppModule,
    imports: [DiscoveryModule, dependenciesModule(dependencies), ...resources],
    providers: [
      Audit,
      RouteRules,
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_PIPE, useClass: ContractPipe },
      // The first is the outermost: a replayed answer runs nothing; what is kept and audited is what goes out.
      { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
      { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
    ],
    exports: [Audit],
    global: true,
  };
}
