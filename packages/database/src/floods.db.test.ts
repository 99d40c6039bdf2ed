// Incidents at a site: held over all workers, found by the sweep, decided, undone; an old list is no incident.

import { consequenceDefaults } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { ConsequenceStore } from './consequences.store.js';
import type { ClaimedDelivery } from './deliveries.store.js';
import { carryOut } from './flood-decisions.sql.js';
import { FloodStore } from './floods.store.js';
import { InboundStore } from './inbound.store.js';
import { OutcomeStore } from './outcomes.store.js';
import { decidedRefusal, decidedWell } from './testing/decided.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let outcomes: OutcomeStore;
let floods: FloodStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  outcomes = new OutcomeStore(fixture.database);
  floods = new FloodStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

async function claimed(domain: string, count: number) {
  const due = await fixture.dueCampaign(domain, count);
  await fixture.takeLane(due.siteId, 'w1', 60);
  return { ...due, rows: await fixture.claim(due.siteId, 'w1', count, 60) };
}

const one = async <Row extends object>(text: string, ...values: unknown[]) =>
  (await fixture.query<Row>(text, values))[0]!;
const inForce = async (siteId: string) =>
  (
    await one<{ n: number }>(
      `SELECT count(DISTINCT s.address_id)::int AS n FROM suppression s JOIN address_failure x ON x.address_id = s.address_id
       WHERE x.site_id = $1 AND s.lifted_at IS NULL`,
      siteId,
    )
  ).n;
const floodOf = async (siteId: string) =>
  (await floods.page({ limit: 100, state: 'all' })).find((flood) => flood.siteId === siteId) ?? null;
const refuse = (rows: readonly ClaimedDelivery[]) => outcomes.finishBatch(rows.map((row) => decidedRefusal(row)));
const accept = (rows: readonly ClaimedDelivery[]) => outcomes.finishBatch(rows.map((row) => decidedWell(row)));

describe('the guard against floods', () => {
  it('holds what a provider says all at once, lifts what slipped through before, and leaves the site alone', async () => {
    const { rows, siteId } = await claimed('flood.example', 60);
    await accept(rows.slice(0, 10));
    for (let at = 10; at < 60; at += 10) await refuse(rows.slice(at, at + 10));
    expect(await inForce(siteId)).toBe(0);
    expect(await floodOf(siteId)).toMatchObject({
      state: 'open',
      hard: 30,
      settled: 40,
      held: 50,
      sampleReply: '550 5.1.1 no such user',
    });
    const state = await one<{ cause: string; isPaused: boolean; probe: boolean }>(
      'SELECT pause_cause AS cause, paused_until > now() AS "isPaused", probe_only AS probe FROM site_state WHERE site_id = $1',
      siteId,
    );
    expect(state).toEqual({ cause: 'flood', isPaused: true, probe: true });
    const standings = await fixture.query(
      'SELECT DISTINCT a.standing FROM address a JOIN address_failure x ON x.address_id = a.id WHERE x.site_id = $1',
      [siteId],
    );
    expect(standings).toEqual([{ standing: 'unknown' }]);
  });

  it('is no alarm when an old list goes out: 10,000 people, 15 % unknown, at one site', async () => {
    const { siteId, rows } = await claimed('oldlist.example', 10_000);
    const results = rows.map((row, at) => (at % 20 < 3 ? decidedRefusal(row) : decidedWell(row)));
    for (let at = 0; at < results.length; at += 500) await outcomes.finishBatch(results.slice(at, at + 500));
    await floods.sweep();
    expect(await floodOf(siteId)).toBeNull();
    expect(await inForce(siteId)).toBe(1500);
  });

  it('sees what three workers see only together', async () => {
    const { rows, siteId } = await claimed('three.example', 30);
    await Promise.all([0, 10, 20].map((at) => refuse(rows.slice(at, at + 10))));
    await Promise.all([floods.sweep(), floods.sweep(), floods.sweep()]);
    await floods.sweep();
    expect(await floodOf(siteId)).toMatchObject({ state: 'open', held: 30 });
    expect(await inForce(siteId)).toBe(0);
    expect(await fixture.query('SELECT FROM site_flood WHERE site_id = $1', [siteId])).toHaveLength(1);
  });

  it('goes by the time of the messages: bounces of a week read in a minute are no flood', async () => {
    const { rows, siteId } = await claimed('week.example', 40);
    await accept(rows);
    await fixture.query(`UPDATE delivery SET accepted_at = now() - random() * interval '20 days' WHERE site_id = $1`, [
      siteId,
    ]);
    const inbound = new InboundStore(fixture.database);
    for (const [at, row] of rows.entries()) {
      await inbound.keep({ mailboxId: null as never, sourceUid: `w/${at}`, raw: Buffer.from(`week ${at}`) });
      const message = await one<{ id: string }>('SELECT id FROM inbound_message WHERE source_uid = $1', `w/${at}`);
      const { deliveryId, addressId } = row;
      await inbound.applyReturn(message.id, {
        ...{ kind: 'bounce', state: 'matched', deliveryId, addressId, nextState: 'returned', effect: 'hard' },
        ...{ category: 'address_unknown', scope: 'address', ruleId: 'test', report: null, evidence: { deliveryId } },
      });
    }
    await floods.sweep();
    expect(await floodOf(siteId)).toBeNull();
    expect(await inForce(siteId)).toBe(40);
  });

  it('does nothing while a person has switched it off', async () => {
    const store = new ConsequenceStore(fixture.database);
    const { version } = await store.change(
      { ...consequenceDefaults, guard: { ...consequenceDefaults.guard, isOn: false } },
      'off',
      0,
      'Olga',
    );
    const { rows, siteId } = await claimed('off.example', 30);
    await refuse(rows);
    expect(await floodOf(siteId)).toBeNull();
    expect(await inForce(siteId)).toBe(30);
    await store.change(consequenceDefaults, 'on', version, 'Olga');
  });
});

describe('decisions about a flood', () => {
  async function flooded(domain: string) {
    const { rows, siteId } = await claimed(domain, 40);
    await refuse(rows);
    const flood = (await floodOf(siteId))!;
    return { flood, siteId, rows };
  }

  it('drops the holds and sends again when it was their trouble; undo holds them again', async () => {
    const { flood, siteId } = await flooded('theirs.example');
    expect(await floods.wish(flood.id, 'release', 'Their status page says so', 'Olga')).toMatchObject({
      wish: 'release',
    });
    await expect(floods.wish(flood.id, 'apply', 'no', 'Emil')).rejects.toMatchObject({ code: 'flood_decided' });
    expect(await floods.carryOutWishes()).toHaveLength(1);
    expect(await floods.one(flood.id)).toMatchObject({ state: 'released', wish: null, decidedBy: 'Olga', held: 40 });
    expect(await inForce(siteId)).toBe(0);
    expect(await one('SELECT paused_until FROM site_state WHERE site_id = $1', siteId)).toEqual({ paused_until: null });
    await floods.wish(flood.id, 'undo', 'Pressed the wrong button', 'Olga');
    await floods.carryOutWishes();
    expect(await floods.one(flood.id)).toMatchObject({ state: 'open', decidedBy: null });
    expect(await fixture.query(`SELECT DISTINCT state FROM address_failure WHERE site_id = $1`, [siteId])).toEqual([
      { state: 'held' },
    ]);
  });

  it('suppresses them with their evidence when the site is right; undo lifts that', async () => {
    const { flood, siteId, rows } = await flooded('right.example');
    await floods.wish(flood.id, 'apply', 'They closed the office', 'Olga');
    await Promise.all([floods.carryOutWishes(), floods.carryOutWishes(), floods.carryOutWishes()]);
    expect(await inForce(siteId)).toBe(40);
    const { evidence } = await one<{ evidence: object }>(
      'SELECT evidence FROM suppression WHERE address_id = $1',
      rows[0]!.addressId,
    );
    expect(evidence).toMatchObject({
      floodId: flood.id,
      appliedBy: 'Olga',
      attemptId: rows[0]!.attemptId,
      replyCode: 550,
      why: 'now',
    });
    expect(await one('SELECT standing FROM address WHERE id = $1', rows[0]!.addressId)).toEqual({ standing: 'hard' });
    // Believed for a day: what it says next is no flood again.
    const more = await claimed('right.example', 70);
    await refuse(more.rows);
    await floods.sweep();
    expect((await floods.page({ limit: 100, state: 'open' })).filter((open) => open.siteId === siteId)).toEqual([]);
    await floods.wish(flood.id, 'undo', 'Not closed after all', 'Olga');
    await floods.carryOutWishes();
    const still = await one<{ n: number }>(
      `SELECT count(*)::int AS n FROM suppression WHERE lifted_at IS NULL AND address_id = ANY($1::uuid[])`,
      rows.map((row) => row.addressId),
    );
    expect(still.n).toBe(0);
  });

  it('is carried out whole by another worker when one is killed in the middle of it', async () => {
    const { flood, siteId } = await flooded('killed.example');
    await floods.wish(flood.id, 'apply', 'They closed', 'Olga');
    const client = await fixture.database.pool.connect();
    client.on('error', () => undefined);
    await client.query('BEGIN');
    expect(await carryOut(client)).toMatchObject({ id: flood.id });
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // The others leave alone what this one has in hand.
    expect(await floods.carryOutWishes()).toEqual([]);
    await fixture.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    client.release(true);
    expect(await floods.one(flood.id)).toMatchObject({ state: 'open', wish: 'apply' });
    expect(await inForce(siteId)).toBe(0);
    await expect.poll(() => floods.carryOutWishes(), { timeout: 5000 }).toHaveLength(1);
    expect(await inForce(siteId)).toBe(40);
  });

  it('drops the holds by itself when nobody decides, and says why', async () => {
    const { flood, siteId } = await flooded('nobody.example');
    await fixture.query(`UPDATE site_flood SET review_at = now() - interval '1 second' WHERE id = $1`, [flood.id]);
    await floods.carryOutWishes();
    expect(await floods.one(flood.id)).toMatchObject({ state: 'released', decidedBy: 'Doorstep' });
    expect(await inForce(siteId)).toBe(0);
  });

  it('holds what comes later while it is open, leaves the site alone anew, and lists who', async () => {
    const { flood, siteId } = await flooded('later.example');
    const pause = () =>
      one<{ isPaused: boolean }>(
        'SELECT coalesce(paused_until > now(), false) AS "isPaused" FROM site_state WHERE site_id = $1',
        siteId,
      );
    await fixture.query(`UPDATE site_state SET paused_until = now() - interval '1 second' WHERE site_id = $1`, [
      siteId,
    ]);
    const more = await claimed('later.example', 45);
    await refuse(more.rows.slice(0, 1));
    expect(await pause()).toEqual({ isPaused: true });
    // What a person said holds: she resumed it.
    await fixture.query('UPDATE site_state SET paused_until = NULL, pause_cause = NULL WHERE site_id = $1', [siteId]);
    await refuse(more.rows.slice(1, 2));
    expect(await pause()).toEqual({ isPaused: false });
    expect(await floods.one(flood.id)).toMatchObject({ held: 42 });
    const people = await floods.people(flood.id, { limit: 2 });
    expect(people).toHaveLength(2);
    expect(people[0]).toMatchObject({ category: 'address_unknown', reply: '550 5.1.1 no such user' });
  });
});
