// What the SMTP listener keeps: once for each return path, whatever is sent again.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type Database, openDatabase } from './database.js';
import { InboundStore } from './inbound.store.js';
import { type DeliveredMessage, ListenerStore } from './listener.store.js';
import { OverviewStore } from './overview.store.js';

let fresh: FreshDatabase;
let database: Database;
let store: ListenerStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  store = new ListenerStore(database);
});
beforeEach(() => database.pool.query('TRUNCATE inbound_message, bounce_listener CASCADE'));
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const message = (text: string, ...to: string[]): DeliveredMessage => ({
  ...{ raw: Buffer.from(text, 'latin1'), contentSha256: createHash('sha256').update(text, 'latin1').digest() },
  ...{ sizeBytes: text.length, from: '', to, remoteIp: '192.0.2.9', helo: 'mx.example', tls: null },
});

describe('the mail of the listener', () => {
  it('is kept once for each return path, byte for byte, with its envelope', async () => {
    const raw = 'Subject: \xe9\0\xff\r\n\r\n.\r\n';
    expect(await store.keep(message(raw, 'bounce-a@back.example', 'bounce-b@back.example'))).toBe(2);
    expect(await store.keep(message(raw, 'BOUNCE-A@back.example'))).toBe(0);
    expect(await store.keep(message(`${raw}!`, 'bounce-a@back.example'))).toBe(1);
    const waiting = await new InboundStore(database).waiting(10);
    expect(waiting.map(({ envelopeTo }) => envelopeTo).sort()).toEqual([
      ...['bounce-a@back.example', 'bounce-a@back.example', 'bounce-b@back.example'],
    ]);
    expect(waiting.filter((one) => Buffer.from(one.raw).toString('latin1') === raw)).toHaveLength(2);
    const { rows } = await database.pool.query('SELECT source, envelope FROM inbound_message ORDER BY id LIMIT 1');
    expect(rows).toEqual([
      {
        source: 'listener',
        envelope: { from: '', to: expect.any(String), remoteIp: '192.0.2.9', helo: 'mx.example', tls: null },
      },
    ]);
  });

  it('is counted on over restarts', async () => {
    const state = {
      ...{ id: 'm:0.0.0.0:25', hostName: 'mx.example', address: '0.0.0.0', port: 25, hasTls: true },
      ...{ isListening: true, trouble: null, connections: 3 },
    };
    const at = new Date('2026-03-01T10:00:00Z');
    const none = { accepted: 0, refused: 0, putOff: 0, lastAcceptedAt: null, lastRefusedAt: null, lastRefusal: null };
    await store.tell(state, { ...none, accepted: 2, refused: 1, lastAcceptedAt: at, lastRefusal: 'no\0such' });
    await store.tell({ ...state, isListening: false, trouble: 'taken' }, { ...none, accepted: 5, putOff: 1 });
    expect(await store.list()).toMatchObject([
      {
        ...{ id: state.id, isListening: false, trouble: 'taken', accepted: 7, refused: 1, putOff: 1 },
        ...{ lastAcceptedAt: at, lastRefusedAt: null, lastRefusal: 'nosuch' },
      },
    ]);
  });

  it('is told of by the machine that is there now, not by its forerunner of the same name', async () => {
    const state = {
      ...{ hostName: 'mx.example', address: '', port: 25, hasTls: false, isListening: true, trouble: null },
      connections: 0,
    };
    const none = { accepted: 0, refused: 0, putOff: 0, lastAcceptedAt: null, lastRefusedAt: null, lastRefusal: null };
    for (const id of ['old', 'twin', 'new']) await store.tell({ ...state, id }, none);
    await store.tell({ ...state, id: 'lost', hostName: 'mx2.example' }, none);
    await database.pool.query(
      `UPDATE bounce_listener SET seen_at = now() - interval '1 hour' WHERE id IN ('old', 'lost')`,
    );
    expect((await store.list()).map(({ id }) => id).sort()).toEqual(['lost', 'new', 'twin']);
    const { listeners } = await new OverviewStore(database).facts();
    expect(listeners.map(({ hostName, state: how }) => `${hostName} ${how}`).sort()).toEqual([
      ...['mx.example listening', 'mx.example listening', 'mx2.example silent'],
    ]);
  });

  it('is answered for at the postmaster of every return-path domain', async () => {
    await database.pool.query(
      `INSERT INTO sending_domain (name, return_path_domain) VALUES ('a.example', 'Back.example'), ('b.example', 'back.example')`,
    );
    expect(await store.returnPathDomains()).toEqual(['back.example']);
  });
});
