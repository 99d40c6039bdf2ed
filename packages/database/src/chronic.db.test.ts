// Who is found to be in chronic trouble, how groups open and close, and that what was done together is undone together.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { ChronicStore } from './chronic.store.js';
import { ChronicActionStore } from './chronic-actions.store.js';
import { ChronicCorrectionStore } from './chronic-corrections.store.js';
import { ChronicRetryStore } from './chronic-retry.store.js';
import { ChronicWatchStore } from './chronic-watch.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let chronic: ChronicStore;
let actions: ChronicActionStore;
let watch: ChronicWatchStore;
let listId: string;
let people: string[];
let siteId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  chronic = new ChronicStore(fixture.database);
  actions = new ChronicActionStore(fixture.database);
  watch = new ChronicWatchStore(fixture.database);
  ({ listId, addressIds: people } = await fixture.people('bakery.example', 6));
  siteId = await fixture.site('bakery.example');
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

/** A campaign of `daysAgo` in which each person had this end; '-' was not sent. */
async function issue(daysAgo: number, ends: string, category = 'mailbox_full'): Promise<void> {
  const campaignId = await fixture.campaign(listId, 'finished');
  await fixture.query(`UPDATE campaign SET planned_at = now() - $2 * interval '1 day' WHERE id = $1`, [
    ...[campaignId, daysAgo],
  ]);
  for (const [at, end] of [...ends].entries()) {
    if (end === '-') continue;
    const state = end === 'a' ? 'accepted' : end === 'x' ? 'expired' : 'refused';
    await fixture.query(
      `INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, category, settled_at, accepted_at)
       VALUES ($1, $2, 'bakery.example', $3, $4, $5, now() - $6 * interval '1 day', CASE WHEN $4 = 'accepted' THEN now() END)`,
      [campaignId, people[at], siteId, state, state === 'accepted' ? null : category, daysAgo],
    );
  }
}

async function lookThrough(): Promise<void> {
  const inForce = await watch.ruleInForce();
  while (await watch.reweigh(inForce));
  for (let changed = await watch.changed(inForce); changed.length > 0; changed = await watch.changed(inForce))
    for (const campaign of changed) await watch.lookThrough(campaign, inForce);
}

const failing = async () =>
  (
    await fixture.query<{ n: number; failed: number }>(
      `SELECT array_position($1::uuid[], address_id) AS n, failed FROM chronic_case ORDER BY 1`,
      [people],
    )
  ).map(({ n, failed }) => `${n}:${failed}`);

describe('who is in chronic trouble', () => {
  it('failed three of the last five issues over two weeks; twice or within a week is not chronic', async () => {
    await issue(40, 'rrr-ra');
    await issue(30, 'arxaaa');
    await issue(10, 'rrx-ra');
    await lookThrough();
    // 1: r a r is two · 2: three in a row · 3: refused, expired, expired · 4: never sent twice · 5: two · 6: well
    expect(await failing()).toEqual(['2:3', '3:3']);
    await issue(3, 'r---r-');
    await lookThrough();
    expect(await failing()).toEqual(['1:3', '2:3', '3:3', '5:3']);
  });

  it('is found once however often results are looked through, also by two at a time', async () => {
    await Promise.all([lookThrough(), lookThrough()]);
    await fixture.query('DELETE FROM chronic_seen');
    await Promise.all([lookThrough(), lookThrough()]);
    expect(await failing()).toEqual(['1:3', '2:3', '3:3', '5:3']);
  });

  it('forms groups by cause and mail server, with what was said last', async () => {
    expect(await chronic.groups()).toMatchObject([
      {
        ...{ key: `mailbox_full:site:${siteId}`, people: 4, heldBack: 0, mxHost: 'mx.bakery.example', state: 'open' },
        // 40, 30, 10 and 3 days ago; who failed twice in a week is one.
        ...{ newThisWeek: 2, newWeekBefore: 4, weeks: [0, 0, 0, 0, 0, 0, 4, 2, 0, 0, 4, 2] },
      },
    ]);
    const key = (await chronic.groups())[0]!.key;
    const all = { groupKey: key, isHeldBack: null, limit: 3 };
    const first = await chronic.people(all);
    const rest = await chronic.people({ ...all, after: first.at(-1)!.addressId });
    expect([first.length, rest.length]).toEqual([3, 1]);
  });

  it('knows where mail to the newest of a group went on to, unless the report speaks of her own address', async () => {
    const [group] = await chronic.groups();
    expect(group!.forwardedTo).toBeNull();
    const report = (finalRecipient: string) =>
      fixture.query(
        `INSERT INTO inbound_message (source_uid, content_sha256, raw, size_bytes, kind, state, delivery_id, address_id, report)
         SELECT $2, decode(md5($2), 'hex'), 'raw', 3, 'bounce', 'matched', c.delivery_id, c.address_id, jsonb_build_object('finalRecipient', $2::text)
         FROM chronic_case c JOIN address a ON a.id = c.address_id WHERE a.normalized = $1`,
        [group!.latestAddress, finalRecipient],
      );
    await report(group!.latestAddress.toUpperCase());
    expect((await chronic.groups())[0]!.forwardedTo).toBeNull();
    await report('Old.Box@else.example');
    expect((await chronic.groups())[0]!.forwardedTo).toBe('old.box@else.example');
    await fixture.query('DELETE FROM inbound_message');
  });
});

describe('a group', () => {
  const key = () => `mailbox_full:site:${siteId}`;

  it('sleeps, waits or is solved until the next failure opens it again', async () => {
    await chronic.setState(key(), 'snoozed', 30, 'after the holidays', 'Ada');
    expect(await chronic.group(key())).toMatchObject({
      state: 'snoozed',
      note: 'after the holidays',
      isReopened: false,
    });
    await fixture.query(`UPDATE chronic_group SET until = now() - interval '1 second'`);
    expect(await chronic.group(key())).toMatchObject({ state: 'open', isReopened: true });
    await chronic.setState(key(), 'solved', null, '', 'Ada');
    await fixture.query(`UPDATE chronic_group SET changed_at = now() - interval '1 hour'`);
    await issue(0, 'r-----');
    await lookThrough();
    expect(await chronic.group(key())).toMatchObject({ state: 'open', isReopened: true, newThisWeek: 2 });
    await expect(
      chronic.setState('mailbox_full:domain:nowhere.example', 'solved', null, '', 'Ada'),
    ).rejects.toMatchObject({
      code: 'group_empty',
    });
  });

  it('is paused together, who was held back before keeps the first reason, and an undo lifts exactly that', async () => {
    await fixture.query(
      `INSERT INTO suppression (address_id, cause, source, actor, evidence) VALUES ($1, 'manual', 'user', 'Bo', '{"reason":"asked"}')`,
      [people[1]],
    );
    const action = await actions.act(key(), { kind: 'pause', days: 30, reason: 'full since March' }, 'Ada');
    expect(action).toMatchObject({ kind: 'pause', count: 3 });
    expect(await chronic.group(key())).toMatchObject({ people: 4, heldBack: 4 });
    await fixture.query(`UPDATE suppression SET lifted_at = now() WHERE actor = 'Bo'`);
    expect(await chronic.totals()).toEqual({ people: 4, heldBack: 3 });
    const behind = (isHeldBack: boolean) => chronic.people({ groupKey: null, isHeldBack, limit: 9 });
    expect([(await behind(true)).length, (await behind(false)).map(({ addressId }) => addressId)]).toEqual([
      ...[3, [people[1]]],
    ]);
    await fixture.query(`UPDATE suppression SET lifted_at = NULL WHERE actor = 'Bo'`);
    const inForce = () =>
      fixture.query<{ actor: string; days: number | null }>(
        `SELECT actor, round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM suppression WHERE lifted_at IS NULL ORDER BY actor, id`,
      );
    expect(await inForce()).toEqual([
      ...Array.from({ length: 3 }, () => ({ actor: 'Ada', days: 30 })),
      { actor: 'Bo', days: null },
    ]);
    expect(await actions.undo(action.id, 'Eve')).toMatchObject({ undoneBy: 'Eve' });
    expect(await inForce()).toEqual([{ actor: 'Bo', days: null }]);
    await expect(actions.undo(action.id, 'Eve')).rejects.toMatchObject({ code: 'already_undone' });
    const told = await fixture.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM address_event WHERE kind IN ('suppressed', 'suppression_lifted')`,
    );
    expect(told[0]!.n).toBe(6);
  });

  it('loses who got two issues in a row, and whoever the rule speaks of no more', async () => {
    await issue(0, '-a----');
    await lookThrough();
    expect(await failing()).toContain('2:3');
    await issue(0, '-a----');
    await lookThrough();
    expect(await failing()).toEqual(['1:4', '3:3', '5:3']);
    await chronic.setRule({ failures: 4, ofLast: 5, overDays: 14 }, 'Ada');
    await lookThrough();
    expect(await failing()).toEqual(['1:4']);
    await chronic.setRule({ failures: 3, ofLast: 5, overDays: 14 }, 'Ada');
    await lookThrough();
    expect(await failing()).toEqual(['1:4', '3:3', '5:3']);
    expect(await chronic.rule()).toMatchObject({ version: 2, actor: 'Ada' });
  });
});

describe('ways out of a group', () => {
  const KEY = 'domain_dead:domain:gmial.test';
  beforeAll(async () => {
    await fixture.people('gmial.test', 3);
    await fixture.query(
      `INSERT INTO chronic_case (address_id, group_key, category, domain_name, since, last_failed_at, failed, looked_at, delivery_id, rule_version)
       SELECT id, $1, 'domain_dead', 'gmial.test', now() - interval '40 days', now(), 3, 3, id, 0 FROM address WHERE domain_name = 'gmial.test'`,
      [KEY],
    );
  });
  const members = () =>
    fixture.query<{ address: string; status: string }>(
      `SELECT a.normalized AS address, m.status FROM subscriber b JOIN address a ON a.id = b.address_id JOIN membership m ON m.address_id = a.id
       WHERE a.normalized ~ 'gm(ai|ia)l.test$' ORDER BY 1`,
    );

  it('puts a mistyped domain right with the lists, leaves alone who is there already, and gives it all back', async () => {
    const corrections = new ChronicCorrectionStore(fixture.database);
    const before = await members();
    const [first] = before;
    const taken = first!.address.replace('gmial', 'gmail');
    await fixture.query(`INSERT INTO mail_domain (name) VALUES ('gmail.test')`);
    await fixture.query(
      `WITH a AS (INSERT INTO address (normalized, spelling, domain_name) VALUES ($1, $1, 'gmail.test') RETURNING id)
       INSERT INTO subscriber (address_id) SELECT id FROM a`,
      [taken],
    );
    const preview = await corrections.preview(KEY, 'gmail.test');
    expect(preview.map(({ before, problem }) => [before, problem])).toEqual(
      before.map(({ address }, n) => [address, n === 0 ? 'on_the_list' : null]),
    );
    const action = await corrections.correct(KEY, 'gmail.test', 'They meant gmail', 'Ada');
    expect(action).toMatchObject({ kind: 'correct', count: 2, undoneAt: null });
    expect((await members()).map(({ address, status }) => [address.split('@')[1], status])).toEqual([
      ...[
        ['gmial.test', 'subscribed'],
        ['gmail.test', 'subscribed'],
        ['gmail.test', 'subscribed'],
      ],
    ]);
    await corrections.undo(action.id, 'Ada');
    expect(await members()).toEqual(before);
    await expect(corrections.undo(action.id, 'Ada')).rejects.toMatchObject({ code: 'already_undone' });
  });

  it('sends once more what each missed last, and never to who is held back', async () => {
    const retries = new ChronicRetryStore(fixture.database);
    await expect(retries.make(KEY, 'Ada')).rejects.toMatchObject({ code: 'group_empty' });
    const { campaignId, addressIds } = await fixture.dueCampaign('retry.test', 3);
    await fixture.query(`UPDATE delivery SET state = 'expired', next_attempt_at = NULL WHERE campaign_id = $1`, [
      campaignId,
    ]);
    await fixture.query(
      `INSERT INTO chronic_case (address_id, group_key, category, domain_name, since, last_failed_at, failed, looked_at, delivery_id, rule_version)
       SELECT address_id, 'unreachable:domain:retry.test', 'unreachable', 'retry.test', now(), now(), 3, 3, id, 0 FROM delivery WHERE campaign_id = $1`,
      [campaignId],
    );
    await fixture.query(
      `INSERT INTO suppression (address_id, cause, source, actor, evidence) VALUES ($1, 'manual', 'user', 'Ada', '{}')`,
      [addressIds[0]],
    );
    const [draft] = await retries.make('unreachable:domain:retry.test', 'Ada');
    expect(draft).toMatchObject({ people: 2, name: expect.stringMatching(/ \(one more try\)$/) });
  });

  it('stays away when it is no problem, whatever fails', async () => {
    await chronic.setState(KEY, 'ignored', null, 'Test addresses', 'Ada');
    await fixture.query(`UPDATE chronic_case SET last_failed_at = now() + interval '1 minute' WHERE group_key = $1`, [
      KEY,
    ]);
    expect(await chronic.group(KEY)).toMatchObject({ state: 'ignored', isReopened: false });
  });
});
