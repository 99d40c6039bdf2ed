// Counts of results against a plain reading of the tables: after retries, late returns, matches taken back, other classes, erasure.
import { clusterKey } from '@doorstep/bounces';
import {
  type Database,
  ErasureStore,
  HandMatchStore,
  InboundStore,
  OutcomeStore,
  openDatabase,
  ResultCountStore,
  ResultDeliveryStore,
  ResultStore,
  UpkeepStore,
} from '@doorstep/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { createHandMatches } from '../bounce-inbox/hand-matches.js';
import { parseHere } from '../bounce-inbox/parse-room.js';
import { createUnderstanding } from '../bounce-inbox/understand.js';
import { silentLog } from '../log.js';
import { createHandMatchDoor } from '../outcome/hand-match-door.js';
import { createReturnDoor } from '../outcome/return-door.js';
import { deliveryReport, inboxHarness, type Person, signer } from '../testing/inbox-fixture.js';
import { type PlainResults, plainResults } from '../testing/plain-results.js';
import { replayHarness, ruleInForce } from '../testing/replay-fixture.js';

let fresh: FreshDatabase;
let database: Database;
let world: ReturnType<typeof replayHarness>;
let inbox: ReturnType<typeof inboxHarness>;
let counts: ResultCountStore;
let plain: PlainResults;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url, { secret: new Uint8Array(32).fill(9) });
  world = replayHarness(database);
  inbox = inboxHarness(database);
  counts = new ResultCountStore(database, clusterKey);
  plain = plainResults(world.query);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** Counts what changed; then the sums, the rows behind them and a plain reading agree. */
async function agree(): Promise<string[]> {
  while ((await counts.turn()).isMore);
  const cells = await plain.inCells();
  expect(cells).toEqual(await plain.counted());
  const sums = await world.query(
    `SELECT 'cell' AS t, hour, campaign_id, outcome, bucket, sum(count)::int AS n FROM result_cell GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5`,
  );
  const same = async (table: string, sql: string) => {
    const rows = await world.query(sql);
    expect(
      rows.map((row) => ({ ...row, t: 'cell' })),
      table,
    ).toEqual(sums);
  };
  await same(
    'hours',
    'SELECT hour, campaign_id, outcome, bucket, sum(count)::int AS n FROM result_hour GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4',
  );
  await same(
    'facts',
    'SELECT hour, campaign_id, outcome, bucket, count(*)::int AS n FROM result_fact GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4',
  );
  expect(
    await world.query('SELECT FROM result_cell WHERE count <= 0 UNION ALL SELECT FROM result_hour WHERE count <= 0'),
  ).toEqual([]);
  return cells;
}

const howMany = (cells: readonly string[], word: string) =>
  cells.filter((cell) => cell.split(' | ')[0] === word).length;

/** Another try of a delivery that waits, with this result. */
async function tryAgain(person: Person, outcome: 'accepted' | 'in_doubt'): Promise<void> {
  const [attempt] = await world.query<{ id: string; fence: number }>(
    `WITH d AS (UPDATE delivery SET state = 'sending', fence = fence + 1, lease_until = now() + interval '1 minute' WHERE id = $1 RETURNING *)
     INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, fence, worker, phase)
     SELECT id, campaign_id, address_id, domain_name, fence, 'w', 'begun' FROM d RETURNING id, fence`,
    person.deliveryId,
  );
  await new OutcomeStore(database).finishBatch([
    {
      ...{ attemptId: attempt!.id, deliveryId: person.deliveryId, addressId: person.addressId, fence: attempt!.fence },
      ...{
        outcome,
        nextState: outcome,
        stage: 'dot',
        mxHost: 'mx2.club.example',
        mxIp: null,
        sourceIp: null,
        tls: null,
      },
      ...{
        replyCode: outcome === 'accepted' ? 250 : null,
        enhancedCode: null,
        replyText: outcome === 'accepted' ? '250 ok' : null,
      },
      ...{
        category: outcome === 'accepted' ? null : 'in_doubt',
        scope: null,
        ruleId: null,
        report: {},
        waitSeconds: null,
      },
      ...{ countsAsAttempt: true, isReroute: false, speaks: true, effect: outcome === 'accepted' ? 'well' : 'none' },
    },
  ]);
}

async function arrives(raw: string): Promise<string> {
  const inbound = new InboundStore(database);
  const mailboxId = await inbox.mailboxRow();
  await inbound.keep({ mailboxId, sourceUid: crypto.randomUUID(), raw: Buffer.from(raw) });
  const understand = createUnderstanding({
    inbound,
    tokens: signer,
    returns: createReturnDoor(inbound, silentLog),
    log: silentLog,
  });
  const [message] = await inbound.waiting(1);
  await understand(message!);
  return message!.id;
}

it('stay what a plain reading of the tables says, whatever happens to the deliveries', async () => {
  expect(await agree()).toEqual([]);
  const refused = await world.refused('Qx7 reader departed, see 4711');
  const alike = await world.refused('Qx8 reader departed, see 815');
  const [put, doubtful] = [await world.refused('come back later', 451), await world.refused('come back later', 451)];
  let cells = await agree();
  expect([howMany(cells, 'refused'), howMany(cells, 'trying_again')]).toEqual([2, 2]);
  expect(new Set(cells).size, 'replies that differ in numbers alone are one').toBe(2);

  await tryAgain(put, 'accepted');
  await tryAgain(doubtful, 'in_doubt');
  cells = await agree();
  expect([howMany(cells, 'accepted_later'), howMany(cells, 'in_doubt'), howMany(cells, 'trying_again')]).toEqual([
    1, 1, 0,
  ]);

  // A worker died before the dot: nobody said anything, so nobody was tried.
  const waiting = await inbox.person('due');
  await world.query(
    `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, fence, worker, phase, outcome)
     SELECT id, campaign_id, address_id, domain_name, 1, 'w', 'finished', 'abandoned' FROM delivery WHERE id = $1`,
    waiting.deliveryId,
  );
  const ann = await inbox.person();
  await inbox.acceptedAs(ann, '250 ok', 30);
  expect(howMany(await agree(), 'accepted_at_once')).toBe(1);

  // It comes back, twice; then somebody matches another by hand, and takes that back.
  await arrives(
    deliveryReport({ to: ann.returnPath, recipient: ann.address, diagnostic: '552 5.2.2 mailbox of ann full' }),
  );
  expect(howMany(await agree(), 'returned')).toBe(1);
  await arrives(deliveryReport({ to: ann.returnPath, recipient: ann.address, diagnostic: '550 5.1.1 gone' }));
  await agree();
  const bob = await inbox.person();
  await inbox.acceptedAs(bob, '250 ok', 30);
  const shelved = await arrives(
    deliveryReport({ to: 'bounce@back.example', recipient: bob.address, diagnostic: '550 nobody' }),
  );
  const matches = new HandMatchStore(database);
  const byHand = createHandMatches({
    ...{ matches, inbound: new InboundStore(database), log: silentLog, room: parseHere },
    door: createHandMatchDoor(matches, silentLog),
  });
  const { id: matchId } = (await matches.ask(shelved, bob.deliveryId, 'Ada', 'Ours')) as { id: string };
  await byHand.settleAsked();
  expect(howMany(await agree(), 'returned')).toBe(2);
  await matches.askUndo(matchId, 'Ada');
  await byHand.settleAsked();
  expect(howMany(await agree(), 'returned')).toBe(1);

  // Other rules, and back.
  const before = await agree();
  const { id } = await world.begin([ruleInForce('gone', { phrases: ['qx * departed'] })]);
  await world.work();
  await world.replays.ask(id, 'apply', 'Bob');
  await world.work();
  const reclassified = await agree();
  expect(reclassified.filter((line) => line.includes('address_unknown …') || line.includes('departed'))).not.toEqual(
    before.filter((line) => line.includes('departed')),
  );
  await world.replays.ask(id, 'undo', 'Bob');
  await world.work();
  expect(await agree()).toEqual(before);

  // The deferral of a message that was taken since means something else now, and not any more; no delivery moves for it.
  await world.query(
    `INSERT INTO reclassification (subject_kind, subject_id, category, scope, rule_id, replay_id)
     SELECT 'attempt', id, 'mailbox_full', 'address', 'own/x@1', $2 FROM attempt WHERE delivery_id = $1 AND outcome = 'deferred'`,
    ...[put.deliveryId, id],
  );
  expect((await agree()).some((line) => line.startsWith('accepted_later') && line.includes('mailbox_full'))).toBe(true);
  await world.query(`DELETE FROM reclassification WHERE rule_id = 'own/x@1'`);
  expect(await agree()).toEqual(before);
  // The first of two bounce messages turns out to be another one's: the words of the second count.
  const [first] = await world.query<{ id: string }>(
    `UPDATE inbound_message SET delivery_id = NULL, state = 'unmatched'
     WHERE id = (SELECT id FROM inbound_message WHERE delivery_id = $1 ORDER BY id LIMIT 1) RETURNING id`,
    ann.deliveryId,
  );
  expect((await agree()).some((line) => line.startsWith('returned') && line.includes('gone'))).toBe(true);
  await world.query(
    `UPDATE inbound_message SET delivery_id = $2, state = 'matched' WHERE id = $1`,
    first!.id,
    ann.deliveryId,
  );
  expect(await agree()).toEqual(before);

  // Stopped after a try, given up, and a lease that ran out after the dot.
  await world.query(
    `UPDATE delivery SET state = 'cancelled', next_attempt_at = NULL, reason = 'campaign_cancelled' WHERE id = $1`,
    alike.deliveryId,
  );
  await world.query(`UPDATE delivery SET state = 'expired', next_attempt_at = NULL WHERE id = $1`, refused.deliveryId);
  const late = await inbox.person('sending');
  await world.query(
    `WITH d AS (UPDATE delivery SET fence = 1, lease_until = now() - interval '1 second' WHERE id = $1 RETURNING id, lease_until)
     INSERT INTO delivery_lease (delivery_id, lease_until) SELECT id, lease_until FROM d`,
    late.deliveryId,
  );
  await world.query(
    `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, fence, worker, phase)
     SELECT id, campaign_id, address_id, domain_name, 1, 'w', 'dot_sending' FROM delivery WHERE id = $1`,
    late.deliveryId,
  );
  await new UpkeepStore(database).endExpiredLeases(10);
  cells = await agree();
  expect([howMany(cells, 'stopped'), howMany(cells, 'gave_up'), howMany(cells, 'in_doubt')]).toEqual([1, 1, 2]);

  // Numbers are what their lists hold; the list says what was said.
  const span = { from: new Date(Date.now() - 86_400_000), until: new Date(Date.now() + 3_600_000) };
  const lists = new ResultDeliveryStore(database);
  const table = await new ResultStore(database).rows({
    ...{ ...span, normFrom: span.from, level: 'pattern', provider: 'other', sort: 'sent', order: 'desc', limit: 50 },
  });
  expect(table.total.sent).toBe(cells.length);
  for (const row of table.rows) {
    const filter = { ...span, provider: 'other', pattern: Number(row.key) };
    const page = await lists.page(filter, { limit: 100 });
    expect([page.length, await lists.count(filter)]).toEqual([row.sent, row.sent]);
  }
  const one = await lists.page({ ...span, group: 'returned' }, { limit: 10 });
  expect(one).toMatchObject([{ address: ann.address, replyText: '552 5.2.2 mailbox of ann full', group: 'returned' }]);
  const paged: string[] = [];
  for (let after: { hour: Date; id: string } | undefined; ; ) {
    const page = await lists.page(span, { limit: 2, after });
    paged.push(...page.map((row) => row.id));
    if (page.length < 2) break;
    after = { hour: page.at(-1)!.firstTriedAt, id: page.at(-1)!.id };
  }
  expect([paged.length, new Set(paged).size]).toEqual([cells.length, cells.length]);

  // Everything anew gives the same; somebody erased leaves no domain of her own.
  const sums = await plain.inCells();
  await world.query('UPDATE result_cell SET count = count + 7');
  await counts.rebuild();
  expect(await plain.inCells()).toEqual(sums);
  await world.query(`INSERT INTO mail_domain (name) VALUES ('ann.example') ON CONFLICT DO NOTHING`);
  await world.query(
    `UPDATE address SET normalized = 'me@ann.example', spelling = 'me@ann.example', domain_name = 'ann.example' WHERE id = $1`,
    ann.addressId,
  );
  await world.query(`UPDATE delivery SET domain_name = 'ann.example' WHERE id = $1`, ann.deliveryId);
  expect((await agree()).some((line) => line.includes('ann.example'))).toBe(true);
  await new ErasureStore(database).erasePerson(ann.addressId, 'Olga');
  expect((await agree()).some((line) => line.includes('ann.example'))).toBe(false);
  expect(await world.query(`SELECT FROM result_place WHERE domain = 'ann.example'`)).toEqual([]);
  expect(await world.query(`SELECT FROM reply_pattern WHERE text LIKE '%ann%'`)).toEqual([]);
});

it('miss nothing that is committed while others are counted, whoever counts', async () => {
  const client = await database.pool.connect();
  const open = await inbox.person('due');
  await client.query('BEGIN');
  await client.query(
    `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL, accepted_at = now(), attempts = 1 WHERE id = $1`,
    [open.deliveryId],
  );
  const done = await Promise.all([1, 2, 3, 4].map(() => inbox.person('due')));
  await world.query(
    `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL, accepted_at = now(), attempts = 1 WHERE id = ANY($1::uuid[])`,
    done.map((one) => one.deliveryId),
  );
  const other = new ResultCountStore(database, clusterKey);
  await Promise.all([counts.turn(), other.turn(), counts.turn()]);
  const without = await agree();
  await client.query('COMMIT');
  client.release();
  expect((await agree()).length).toBe(without.length + 1);
});
