// Sending domains over HTTP: listed, added with a DKIM key, checked against DNS.
import { Id, NewSendingDomain, PageQuery, SendingDomain, SendingDomainChange } from '@doorstep/contracts';
import { SendingDomainStore } from '@doorstep/database';
import { Body, Controller, Get, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { DkimController } from './dkim.controller.js';
import { DkimService } from './dkim.service.js';
import { SendingDomainService } from './sending-domains.service.js';

@Controller('v1/sending-domains')
export class SendingDomainController {
  constructor(
    private readonly domains: SendingDomainStore,
    private readonly service: SendingDomainService,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(SendingDomain, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const page = pageById(await this.domains.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
    return { ...page, data: page.data.map((domain) => this.service.answer(domain)) };
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(SendingDomain)
  async one(@Param('id', { schema: Id }) id: string) {
    const domain = await this.domains.one(id);
    if (domain === null) throw notFound('sending domain');
    return this.service.answer(domain);
  }

  @Post()
  @Scopes('deliverability:write')
  @Returns(SendingDomain, { status: 201 })
  add(@Body({ schema: NewSendingDomain }) body: NewSendingDomain) {
    return this.service.add(body);
  }

  @Patch(':id')
  @Scopes('deliverability:write')
  @Returns(SendingDomain)
  change(@Param('id', { schema: Id }) id: string, @Body({ schema: SendingDomainChange }) change: SendingDomainChange) {
    return this.service.change(id, change);
  }

  @Post(':id/check')
  @Scopes('deliverability:write')
  @Returns(SendingDomain)
  check(@Param('id', { schema: Id }) id: string) {
    return this.service.check(id);
  }
}

@Module({ controllers: [SendingDomainController, DkimController], providers: [SendingDomainService, DkimService] })
export class SendingDomainsModule {}
