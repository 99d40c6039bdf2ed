// Subscribers over HTTP: looked through, added, changed, deleted. The page of an address tells what outlives them.
import {
  AddressHint,
  AddressHintQuery,
  Id,
  NewSubscriber,
  Subscriber,
  SubscriberChange,
  SubscriberCount,
  SubscriberExportQuery,
  SubscriberFilter,
  SubscriberQuery,
} from '@doorstep/contracts';
import { SubscriberStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Actor } from '../http/actor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { exportSubscribers } from './export-subscribers.js';
import { readFilter, SubscriberService } from './subscribers.service.js';

@Controller('v1/subscribers')
export class SubscriberController {
  constructor(
    private readonly subscribers: SubscriberStore,
    private readonly service: SubscriberService,
  ) {}

  @Get()
  @Scopes('subscribers:read')
  @Returns(Subscriber, { list: true })
  page(@Query({ schema: SubscriberQuery }) query: SubscriberQuery) {
    return this.service.page(query);
  }

  /** Reads all of them: asked for by a person, before she does something to many. */
  @Get('count')
  @Scopes('subscribers:read')
  @Returns(SubscriberCount)
  async count(@Query({ schema: SubscriberFilter }) filter: SubscriberFilter) {
    return { count: await this.service.count(filter) };
  }

  /** For somebody who types an address: a slip in a well-known domain. */
  @Get('hint')
  @Scopes('subscribers:read')
  @Returns(AddressHint)
  async hint(@Query({ schema: AddressHintQuery }) { address }: AddressHintQuery) {
    return { meant: await this.service.meant(address) };
  }

  @Get('export')
  @Scopes('subscribers:read')
  @Returns(null, { as: 'text/csv' })
  export(@Query({ schema: SubscriberExportQuery }) query: SubscriberExportQuery, @Res() reply: FastifyReply) {
    const { format, bom, ...filter } = query;
    return reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="subscribers.${format}"`)
      .send(exportSubscribers(this.subscribers, readFilter(filter), { format, bom: bom === 'yes' }));
  }

  @Get(':id')
  @Scopes('subscribers:read')
  @Returns(Subscriber)
  async one(@Param('id', { schema: Id }) id: string) {
    return there(await this.subscribers.one(id));
  }

  @Post()
  @Scopes('subscribers:write')
  @Returns(Subscriber, { status: 201 })
  add(@Body({ schema: NewSubscriber }) body: NewSubscriber, @Actor() actor: Actor) {
    return this.service.add(body, actor.label);
  }

  @Patch(':id')
  @Scopes('subscribers:write')
  @Returns(Subscriber)
  async change(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SubscriberChange }) body: SubscriberChange,
    @Actor() actor: Actor,
  ) {
    return there(await this.service.change(id, body, actor.label));
  }

  @Delete(':id')
  @Scopes('subscribers:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    if (!(await this.subscribers.remove(id, actor.label))) throw notFound('subscriber');
  }
}

function there<Row>(subscriber: Row | null): Row {
  if (subscriber === null) throw notFound('subscriber');
  return subscriber;
}
