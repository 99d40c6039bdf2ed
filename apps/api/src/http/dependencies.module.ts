// What every module may inject: configuration, stores, vault, tokens, wakes, DNS. Made once, outside of Nest.
import { createTokenRing, type TokenSigner, tokenKeysFrom } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import {
  createVault,
  type Database,
  followTokenKeys,
  openDatabase,
  type TokenKeyFollower,
  TokenKeyStore,
  type Vault,
} from '@doorstep/database';
import { createDns, type Dns } from '@doorstep/delivery';
import { openProducer, type Producer } from '@doorstep/queues';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { Logger } from 'pino';
import { stores } from './stores.js';

export interface Dependencies {
  readonly config: Config;
  readonly database: Database;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  /** Keeps the keys of `tokens` as the database has them. */
  readonly tokenKeys: TokenKeyFollower;
  readonly producer: Producer;
  readonly dns: Dns;
  readonly log: Logger;
}

/** Injected by name: `@Inject(CONFIG) private readonly config: Config`. Stores are injected by their class. */
export const CONFIG = Symbol('config');
export const DATABASE = Symbol('database');
export const VAULT = Symbol('vault');
export const TOKENS = Symbol('tokens');
export const TOKEN_KEYS = Symbol('token keys');
export const PRODUCER = Symbol('producer');
export const DNS = Symbol('dns');
export const LOG = Symbol('log');

/** Opens nothing yet: database and queue connect with the first use. */
export async function makeDependencies(config: Config, log: Logger): Promise<Dependencies> {
  const onError = (error: Error) => log.warn({ err: error }, 'a connection of the queue or the database broke');
  const database = openDatabase(config.databaseUrl, { onIdleError: onError, secret: config.secret });
  const vault = createVault(config.secret);
  const { currentKeyId: id, keys } = tokenKeysFrom(config.secret);
  const first = { id, key: keys[id]! };
  const tokens = createTokenRing(first);
  return {
    ...{ config, log, database, vault, tokens },
    tokenKeys: followTokenKeys({ store: new TokenKeyStore(database, config.timeScale), vault, ring: tokens, first }),
    producer: await openProducer({ databaseUrl: config.databaseUrl, redisUrl: config.redisUrl, onError }),
    dns: createDns({ servers: config.dnsServers, validates: config.dnssec }),
  };
}

export async function closeDependencies({ producer, database }: Dependencies): Promise<void> {
  await producer.close();
  await database.close();
}

@Module({})
export class DependenciesModule {}

export function dependenciesModule(dependencies: Dependencies): DynamicModule {
  const { config, database, vault, tokens, tokenKeys, producer, dns, log } = dependencies;
  const values: [symbol, unknown][] = [
    [CONFIG, config],
    [DATABASE, database],
    [VAULT, vault],
    [TOKENS, tokens],
    [TOKEN_KEYS, tokenKeys],
    [PRODUCER, producer],
    [DNS, dns],
    [LOG, log],
  ];
  const providers = [
    ...values.map(([provide, useValue]) => ({ provide, useValue })),
    ...stores.map((Store: Type<unknown>) => ({ provide: Store, useValue: new Store(database) })),
  ];
  return { module: DependenciesModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
}
