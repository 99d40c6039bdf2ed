// The queue by destination over HTTP: what waits at each site; pause and resume by a person.
import { Id, PageQuery, SiteView } from '@doorstep/contracts';
import { SiteStore } from '@doorstep/database';
import type { Producer } from '@doorstep/queues';
import { Body, Controller, Get, Inject, Module, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { pageById, readIdCursor } from '../http/cursor.js';
import { PRODUCER } from '../http/dependencies.module.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

const WEEK_MINUTES = 7 * 24 * 60;

const SitePause = z.strictObject({
  minutes: z.number().int().min(1).max(WEEK_MINUTES),
  reason: z.string().trim().min(1).max(500),
});
type SitePause = z.infer<typeof SitePause>;

@Controller('v1/sites')
export class SiteController {
  constructor(
    private readonly sites: SiteStore,
    @Inject(PRODUCER) private readonly producer: Producer,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(SiteView, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.sites.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Post(':id/pause')
  @Scopes('deliverability:write')
  @Returns(SiteView)
  async pause(@Param('id', { schema: Id }) id: string, @Body({ schema: SitePause }) { minutes, reason }: SitePause) {
    if (!(await this.sites.pause(id, minutes, reason))) throw notFound('site');
    return this.sites.one(id);
  }

  @Post(':id/resume')
  @Scopes('deliverability:write')
  @Returns(SiteView)
  async resume(@Param('id', { schema: Id }) id: string) {
    if (!(await this.sites.resume(id))) throw notFound('site');
    await this.producer.add('lane', { siteId: id });
    return this.sites.one(id);
  }
}

@Module({ controllers: [SiteController] })
export class SitesModule {}
