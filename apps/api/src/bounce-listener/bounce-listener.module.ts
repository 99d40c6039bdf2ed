// The bounce listener over HTTP: how the workers that listen for bounces fare, and the DNS records that lead there.
import { BounceListening } from '@doorstep/contracts';
import { ListenerStore, SendingDomainStore } from '@doorstep/database';
import { Controller, Get, Module } from '@nestjs/common';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { listenerView, recordsFor } from './listener-view.js';

/** More return-path domains than a page can show are seen on the page of each sending domain. */
const MOST_DOMAINS = 100;

@Controller('v1/bounce-listener')
export class BounceListenerController {
  constructor(
    private readonly listeners: ListenerStore,
    private readonly domains: SendingDomainStore,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(BounceListening)
  async read() {
    const [rows, domains] = await Promise.all([this.listeners.list(), this.domains.page({ limit: MOST_DOMAINS })]);
    const now = new Date();
    const listeners = rows.map((row) => listenerView(row, now));
    const hosts = new Set(listeners.filter(({ state }) => state !== 'silent').map(({ hostName }) => hostName));
    return { listeners, records: recordsFor(domains, [...hosts]) };
  }
}

@Module({ controllers: [BounceListenerController] })
export class BounceListenerModule {}
