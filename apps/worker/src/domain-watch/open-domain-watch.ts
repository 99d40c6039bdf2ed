// The watch over sending domains and the guard of campaigns, over the name servers the configuration names.
import type { Config } from '@doorstep/config';
import { AuditStore, type Database, DkimKeyStore, SendingDomainStore } from '@doorstep/database';
import { isForbiddenAddress } from '@doorstep/delivery';
import { nodeNameServers, nodeResolver } from '@doorstep/dns-checks';
import type { Log } from '../log.js';
import { createDomainWatch, type DomainWatch } from './domain-watch.js';
import { createKeyGuard, type KeyGuard } from './key-guard.js';

export interface OpenDomainWatchOptions {
  readonly config: Pick<Config, 'mode' | 'ehloName' | 'publicUrl' | 'dnsServers' | 'allowPrivateMx'>;
  readonly database: Database;
  readonly log: Log;
}

export function openDomainWatch({
  config,
  database,
  log,
}: OpenDomainWatchOptions): DomainWatch & { readonly guard: KeyGuard } {
  const keys = new DkimKeyStore(database);
  const servers = nodeNameServers({
    servers: config.dnsServers,
    hasOwnServers: config.mode === 'live',
    isForbidden: (ip) => isForbiddenAddress(ip, { allowLoopback: config.allowPrivateMx }) !== null,
  });
  const domains = new SendingDomainStore(database);
  const watch = createDomainWatch({ config, keys, domains, audit: new AuditStore(database), servers, log });
  const guard = createKeyGuard({ keys, resolver: nodeResolver(config.dnsServers), mode: config.mode });
  return { guard, turn: watch.turn };
}
