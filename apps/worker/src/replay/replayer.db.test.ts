// Replays over a real store: nothing moves before a person applies, the diff is what apply does, undo takes it back.
import { type Database, Overtaken, openDatabase, ReplayWorkStore } from '@doorstep/database';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { deliveryReport, inboxHarness } from '../testing/inbox-fixture.js';
import { replayHarness, ruleInForce } from '../testing/replay-fixture.js';

let fresh: FreshDatabase | undefined;
let database: Database;
let world: ReturnType<typeof replayHarness>;
let inbox: ReturnType<typeof inboxHarness>;

async function end() {
  await database?.close();
  await fresh?.drop();
}
beforeEach(async () => {
  await end();
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  world = replayHarness(database);
  inbox = inboxHarness(database);
});
afterAll(end);

const gone = ruleInForce('gone', { phrases: ['qx * departed'] });
const ourFault = ruleInForce('our-fault', {
  ...{ phrases: ['no such user * sender list'], category: 'reputation_block', scope: 'our_ip' },
});
const rules = [gone, ourFault];

/** Two who are gone without any rule knowing it, one who was blamed for our fault, one nobody speaks of. */
async function history() {
  const unseen = [await world.refused('Qx7 reader departed'), await world.refused('Qx8 reader departed')];
  const blamed = await world.refused('No such user, says our sender list', 550);
  const other = await world.refused('No such user', 550);
  return { unseen, blamed, other };
}

describe('a replay', () => {
  it('shows what would change, and changes nothing', async () => {
    const { blamed, unseen } = await history();
    expect(await world.causesOf(blamed)).toEqual(['hard_bounce']);
    const before = await world.state();
    const { id } = await world.begin(rules);
    await world.work();
    expect(await world.row(id)).toMatchObject({
      ...{ state: 'ready', seen: 4, part: 'people' },
      summary: { differences: 3, people: 3, added: 2, lifted: 1 },
    });
    expect(await world.state()).toEqual(before);
    const [most, least] = await world.replays.groups(id);
    expect(most).toMatchObject({ ...{ fromCategory: 'unclassified', toCategory: 'address_unknown' }, people: 2 });
    expect(most!.samples.map(({ address }) => address).sort()).toEqual(unseen.map(({ address }) => address));
    expect(least).toMatchObject({
      fromCategory: 'address_unknown',
      toCategory: 'reputation_block',
      toRuleId: 'own/our-fault@1',
    });
  });

  it('does, when it is applied, what it showed; once', async () => {
    const { unseen, blamed, other } = await history();
    const { id } = await world.begin(rules);
    await world.work();
    const planned = await world.replays.people(id, { limit: 10, only: 'all' });
    const attempts = await world.query('SELECT * FROM attempt ORDER BY id');
    await world.replays.ask(id, 'apply', 'Bob');
    await world.work();
    expect(await world.row(id)).toMatchObject({ state: 'applied', appliedBy: 'Bob', summary: { done: 3 } });
    for (const person of unseen) expect(await world.causesOf(person)).toEqual(['hard_bounce']);
    expect(await world.causesOf(blamed)).toEqual([]);
    expect(await world.causesOf(other)).toEqual(['hard_bounce']);
    const done = await world.replays.people(id, { limit: 10, only: 'all' });
    expect(done.map(({ addressId, plan }) => [addressId, plan])).toEqual(
      planned.map(({ addressId, plan }) => [addressId, plan]),
    );
    expect(done.find(({ addressId }) => addressId === blamed.addressId)?.plan).toEqual({
      ...{ added: [], lifted: ['hard_bounce'], standing: { from: 'hard', to: 'unknown' } },
    });
    // A finished attempt is never changed: its class stands beside it.
    expect(await world.query('SELECT * FROM attempt ORDER BY id')).toEqual(attempts);
    const [lifted] = await world.query<{ reason: string; evidence: { ruleId: string } }>(
      `SELECT lift_reason AS reason, evidence FROM suppression WHERE address_id = $1`,
      blamed.addressId,
    );
    expect(lifted).toMatchObject({
      reason: 'Reclassified by rule own/our-fault@1',
      evidence: { ruleId: expect.stringMatching(/^text/) },
    });
    await expect(world.replays.ask(id, 'apply', 'Bob')).rejects.toMatchObject({ code: 'not_now' });
    const again = await world.begin(rules);
    await world.work();
    expect((await world.row(again.id)).summary).toMatchObject({ differences: 0 });
  });

  it('is taken back whole', async () => {
    const { blamed } = await history();
    const before = await world.state();
    const { id } = await world.begin(rules);
    await world.work();
    await world.replays.ask(id, 'apply', 'Bob');
    await world.work();
    expect(await world.state()).not.toEqual(before);
    await world.replays.ask(id, 'undo', 'Cid');
    await world.work();
    expect(await world.row(id)).toMatchObject({ state: 'undone', undoneBy: 'Cid' });
    expect(await world.state()).toEqual(before);
    const events = await world.query<{ kind: string; actor: string }>(
      'SELECT kind, actor FROM address_event WHERE address_id = $1 ORDER BY id',
      blamed.addressId,
    );
    expect(events).toMatchObject([
      ...[{ actor: 'Doorstep' }, { kind: 'suppression_lifted', actor: 'Bob' }, { kind: 'suppressed', actor: 'Cid' }],
    ]);
  });

  it('reads reports with the rules, too, and never blames on a guess', async () => {
    const ann = await inbox.person();
    const bob = await inbox.person();
    const words = '554 5.0.0 Qx7 reader departed';
    const report = { status: '5.0.0', diagnostic: words };
    await inbox.receive(deliveryReport({ ...report, to: ann.returnPath, recipient: ann.address }));
    await inbox.receive(
      deliveryReport({ ...report, to: bob.returnPath, recipient: 'bob@else.example', originalRecipient: bob.address }),
    );
    const before = await world.state();
    const { id } = await world.begin([gone]);
    await world.work();
    await world.replays.ask(id, 'apply', 'Bob');
    await world.work();
    expect(await world.causesOf(ann)).toEqual(['hard_bounce']);
    expect(await world.causesOf(bob)).toEqual([]);
    expect(await inbox.messages()).toMatchObject([{ category: 'address_unknown' }, { category: 'address_unknown' }]);
    await world.replays.ask(id, 'undo', 'Cid');
    await world.work();
    expect(await world.state()).toEqual(before);
  });

  it('leaves alone whom something happened to since', async () => {
    const { unseen } = await history();
    const { id } = await world.begin(rules);
    await world.work();
    await world.query(
      `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL, accepted_at = now() WHERE id = $1`,
      unseen[0]!.deliveryId,
    );
    await world.replays.ask(id, 'apply', 'Bob');
    await world.work();
    expect((await world.row(id)).summary).toMatchObject({ done: 2, skipped: 1 });
    const [skipped] = await world.replays.people(id, { limit: 10, only: 'skipped' });
    expect(skipped).toMatchObject({ addressId: unseen[0]!.addressId, note: expect.stringMatching(/left as it is/) });
    expect(await world.causesOf(unseen[0]!)).toEqual([]);
  });

  it('does not suppress again whom somebody freed', async () => {
    const { blamed } = await history();
    await world.query(
      `UPDATE suppression SET lifted_at = now(), lifted_by = 'Ann', lift_reason = 'She wrote to us' WHERE address_id = $1`,
      blamed.addressId,
    );
    await world.begin([ruleInForce('moved', { phrases: ['no such user * sender list'], category: 'address_moved' })]);
    await world.work();
    const [row] = await world.replays.page({ limit: 1 });
    expect(row!.summary).toMatchObject({ people: 1, added: 0 });
  });

  it('goes on where a killed worker stood, and counts nothing twice', async () => {
    for (let i = 0; i < 7; i++) await world.refused(`Qx${i} reader departed`);
    const { id } = await world.begin(rules);
    const page = { attempts: 2, inbound: 2 };
    const work = new ReplayWorkStore(database);
    let pages = 0;
    const dying = Object.assign(Object.create(work) as ReplayWorkStore, {
      keepPage: async (...given: Parameters<ReplayWorkStore['keepPage']>) => {
        if (++pages > 2) return new Promise<never>(() => undefined); // as after kill -9: never heard of again
        return work.keepPage(...given);
      },
    });
    void world.replayer({ work: dying, page }).turn();
    while (pages < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await world.row(id)).toMatchObject({ state: 'running', seen: 4 });
    expect(await world.replayer({ page }).turn()).toBe(false); // its lease still holds
    await world.query(`UPDATE rule_replay SET lease_until = now() - interval '1 second'`);
    await world.work({ page });
    expect(await world.row(id)).toMatchObject({
      state: 'ready',
      seen: 7,
      summary: { differences: 7, people: 7, added: 7 },
    });
    expect(await world.query('SELECT count(*)::int AS n FROM rule_replay_change')).toEqual([{ n: 7 }]);
  });

  it('does not let a worker go on that was overtaken', async () => {
    for (let i = 0; i < 3; i++) await world.refused(`Qx${i} reader departed`);
    await world.begin(rules);
    const work = new ReplayWorkStore(database);
    const slow = (await work.take(0))!;
    await world.work();
    await expect(work.keepPage(slow, [], 5, { part: 'inbound' }, 30)).rejects.toBeInstanceOf(Overtaken);
    expect((await world.replays.page({ limit: 1 }))[0]).toMatchObject({ seen: 3 });
  });

  it('stops when it is cancelled, and one at a time is at work', async () => {
    await history();
    const { id } = await world.begin(rules);
    await expect(world.begin(rules)).rejects.toMatchObject({ code: 'replay_at_work' });
    await world.replays.ask(id, 'cancel', 'Ann');
    await world.work();
    expect(await world.row(id)).toMatchObject({ state: 'cancelled', seen: 0 });
    await expect(world.replays.ask(id, 'cancel', 'Ann')).rejects.toMatchObject({ code: 'not_now' });
  });
});

describe('a preview', () => {
  it('looks at what its rule decides alone, and can never be applied', async () => {
    await history();
    const { id } = await world.begin(rules, { kind: 'preview', onlySlug: 'our-fault' });
    await world.work();
    expect(await world.row(id)).toMatchObject({ state: 'ready', summary: { differences: 1, lifted: 1 } });
    await expect(world.replays.ask(id, 'apply', 'Ann')).rejects.toMatchObject({ code: 'not_now' });
    expect(await world.replays.page({ limit: 5 })).toEqual([]);
  });

  it('ends the one before it of the same person, and is forgotten after some hours', async () => {
    const first = await world.begin(rules, { kind: 'preview' });
    const second = await world.begin(rules, { kind: 'preview' });
    expect(await world.row(first.id)).toMatchObject({ state: 'cancelled' });
    await world.work();
    expect(await world.row(second.id)).toMatchObject({ state: 'ready' });
    await world.query(`UPDATE rule_replay SET created_at = now() - interval '7 hours'`);
    await world.work();
    expect(await world.replays.one(second.id)).toBeNull();
  });
});
