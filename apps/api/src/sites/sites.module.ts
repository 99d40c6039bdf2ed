// The queue by destination over HTTP: what waits at each site; paused, slowed, limited and resumed by a person.
import {
  Id,
  PageQuery,
  SiteAutomatic,
  SiteLimitOrder,
  SitePause,
  SiteResume,
  SiteSlow,
  SiteView,
} from '@doorstep/contracts';
import { SiteLimitStore, SiteStore } from '@doorstep/database';
import { providerLimitOf, siteShareOf } from '@doorstep/delivery';
import type { Producer } from '@doorstep/queues';
import { Body, Controller, Get, Inject, Module, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { PRODUCER } from '../http/dependencies.module.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/sites')
export class SiteController {
  constructor(
    private readonly sites: SiteStore,
    private readonly limits: SiteLimitStore,
    @Inject(PRODUCER) private readonly producer: Producer,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(SiteView, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.sites.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(SiteView)
  one(@Param('id', { schema: Id }) id: string) {
    return this.known(id);
  }

  @Post(':id/pause')
  @Scopes('deliverability:write')
  @Returns(SiteView)
  async pause(@Param('id', { schema: Id }) id: string, @Body({ schema: SitePause }) order: SitePause) {
    await this.mustHaveProvider(id, order.forProvider);
    if (!(await this.sites.pause(id, order))) throw notFound('site');
    return this.known(id);
  }

  @Post(':id/slow')
  @Scopes('deliverability:write')
  @Returns(SiteView)
  async slow(@Param('id', { schema: Id }) id: string, @Body({ schema: SiteSlow }) { perMinute, ...order }: SiteSlow) {
    await this.mustHaveProvider(id, order.forProvider);
    if (!(await this.sites.slow(id, perMinute, order))) throw notFound('site');
    return this.known(id);
  }

  @Post(':id/resume')
  @Scopes('deliverability:write')
  @Returns(SiteView)
  async resume(@Param('id', { schema: Id }) id: string, @Body({ schema: SiteResume }) order: SiteResume) {
    await this.mustHaveProvider(id, order.forProvider);
    if (!(await this.sites.resume(id, order.sourceId, order.forProvider))) throw notFound('site');
    await this.producer.add('lane', { siteId: id });
    return this.known(id);
  }

  @Post(':id/limit')
  @Scopes('deliverability:write')
  @Returns(SiteView)
  async limit(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SiteLimitOrder }) { forProvider, ...wanted }: SiteLimitOrder,
    @Actor() { label }: Actor,
  ) {
    const { provider } = await this.known(id);
    const order = { ...wanted, actor: label };
    if (!forProvider) await this.limits.set(id, order, providerLimitOf(provider));
    else {
      const inAll = order.connections;
      const connections = inAll === null ? null : siteShareOf(providerOrFault(provider), inAll);
      await this.limits.setProvider(providerOrFault(provider), { ...order, connections }, inAll);
    }
    return this.known(id);
  }

  @Post(':id/automatic')
  @Scopes('deliverability:write')
  @Returns(SiteView)
  async automatic(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SiteAutomatic }) { forProvider }: SiteAutomatic,
  ) {
    const { provider } = await this.known(id);
    if (forProvider) await this.limits.liftProvider(providerOrFault(provider));
    else await this.limits.lift(id);
    return this.known(id);
  }

  private async mustHaveProvider(id: string, isAsked: boolean): Promise<void> {
    if (isAsked) providerOrFault((await this.known(id)).provider);
  }

  private async known(id: string) {
    const site = await this.sites.one(id);
    if (site === null) throw notFound('site');
    return site;
  }
}

function providerOrFault(provider: string | null): string {
  if (provider !== null) return provider;
  throw fieldProblem(
    'forProvider',
    'no_provider',
    'This destination belongs to no provider Doorstep knows. Ask for it alone.',
  );
}

@Module({ controllers: [SiteController] })
export class SitesModule {}
