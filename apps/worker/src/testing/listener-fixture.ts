// A bounce listener on loopback over a database of its own, for the test files that talk to it.
import { type Database, ListenerStore, openDatabase } from '@doorstep/database';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type BounceListener, createBounceListener, type ListenerOptions } from '../bounce-listener/bounce-listener.js';
import { silentLog } from '../log.js';
import { inboxHarness, MemoryMailbox, signer } from './inbox-fixture.js';

export interface ListenerFixture {
  readonly inbox: ReturnType<typeof inboxHarness>;
  readonly database: Database;
  readonly store: ListenerStore;
  readonly port: number;
  /** Ended after the test. */
  listen(options?: Partial<ListenerOptions>): Promise<BounceListener>;
  /** Another one, not listening yet. */
  make(options?: Partial<ListenerOptions>): BounceListener;
  kept(): Promise<{ raw: Uint8Array; envelope: Record<string, unknown> }[]>;
  understand(): Promise<number>;
}

export interface FixtureNeeds {
  freshDatabase(): Promise<FreshDatabase>;
  freePort(): Promise<number>;
}

interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Registers what each test needs before and after it. */
export function listenerFixture({ freshDatabase, freePort }: FixtureNeeds): ListenerFixture {
  let fresh: FreshDatabase;
  let database: Database;
  let port: number;
  const open: BounceListener[] = [];
  const fixture = {} as { -readonly [K in keyof ListenerFixture]: ListenerFixture[K] };

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url);
    fixture.database = database;
    fixture.inbox = inboxHarness(database);
    fixture.store = new ListenerStore(database);
    await fixture.inbox.query(
      `INSERT INTO sending_domain (name, return_path_domain) VALUES ('news.example', 'back.example')`,
    );
  });
  beforeEach(async () => {
    await fixture.inbox.empty();
    await fixture.inbox.query('TRUNCATE bounce_listener');
    fixture.port = port = await freePort();
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  fixture.make = (options = {}) =>
    createBounceListener({
      settings: { port, host: '127.0.0.1', name: 'mx.back.example', tls: null },
      ...{ store: fixture.store, tokens: signer, trouble: () => null, onKept: () => undefined, log: silentLog },
      ...{ machine: 'here', ...options },
    });
  fixture.listen = async (options) => {
    const made = fixture.make(options);
    open.push(made);
    await made.turn();
    return made;
  };
  fixture.kept = () => fixture.inbox.query('SELECT raw, envelope FROM inbound_message ORDER BY id');
  fixture.understand = () => fixture.inbox.inboxOver(new MemoryMailbox()).understandWaiting();
  return fixture;
}
