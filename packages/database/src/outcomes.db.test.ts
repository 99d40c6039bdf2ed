// Behaviour of results written in batches: deliveries, addresses, suppressions, and results that come late or twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import type { DecidedOutcome } from './decided-outcome.js';
import { type ClaimedDelivery, DeliveryStore } from './deliveries.store.js';
import { OutcomeStore } from './outcomes.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';
import { UpkeepStore } from './upkeep.store.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let outcomes: OutcomeStore;
let upkeep: UpkeepStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  outcomes = new OutcomeStore(fixture.database);
  upkeep = new UpkeepStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

async function claimAll(domain: string, count: number) {
  const due = await fixture.dueCampaign(domain, count);
  return { ...due, claimed: await claimAgain(due.siteId) };
}

async function claimAgain(siteId: string): Promise<ClaimedDelivery[]> {
  await fixture.takeLane(siteId, 'w1', 60);
  return fixture.claim(siteId, 'w1', 100, 60);
}

function result(claimed: ClaimedDelivery, changes: Partial<DecidedOutcome> = {}): DecidedOutcome {
  return {
    attemptId: claimed.attemptId,
    deliveryId: claimed.deliveryId,
    addressId: claimed.addressId,
    fence: claimed.fence,
    outcome: 'accepted',
    stage: 'dot',
    mxHost: 'mx.example',
    mxIp: '127.0.0.1',
    sourceIp: '127.0.0.1',
    tls: 'none',
    replyCode: 250,
    enhancedCode: '2.0.0',
    replyText: '250 2.0.0 Ok',
    category: null,
    scope: null,
    ruleId: null,
    report: { steps: [] },
    nextState: 'accepted',
    waitSeconds: null,
    countsAsAttempt: true,
    isReroute: false,
    speaks: true,
    effect: 'well',
    ...changes,
  };
}

const refusal = {
  outcome: 'refused',
  stage: 'rcpt',
  replyCode: 550,
  enhancedCode: '5.1.1',
  replyText: '550 5.1.1 no such user',
  category: 'address_unknown',
  scope: 'address',
  nextState: 'refused',
  effect: 'hard',
} as const;
const deferral = {
  outcome: 'deferred',
  stage: 'rcpt',
  replyCode: 450,
  replyText: '450 later',
  category: 'greylist',
  nextState: 'deferred',
  waitSeconds: 300,
  effect: 'none',
} as const;

const delivery = async (id: string) =>
  (
    await fixture.query<Record<string, unknown>>(
      `SELECT state, attempts, category, site_id, is_maybe_duplicate, attempt_id, round(extract(epoch FROM next_attempt_at - now()) / 60) AS minutes
       FROM delivery WHERE id = $1`,
      [id],
    )
  )[0];
const address = async (id: string) =>
  (await fixture.query(`SELECT standing, soft_streak, hard_count FROM address WHERE id = $1`, [id]))[0];

describe('an attempt that is finished', () => {
  it('is changed by nothing, nor is one beside it in the same statement', async () => {
    const { claimed } = await claimAll('kept.example', 2);
    const [ended, open] = claimed.map(({ attemptId }) => attemptId);
    await outcomes.finishBatch([result(claimed[0]!)]);
    const change = `UPDATE attempt SET worker = 'x' WHERE id = ANY($1::uuid[])`;
    await expect(fixture.query(change, [[open, ended]])).rejects.toThrow('append-only');
    const workers = await fixture.query('SELECT DISTINCT worker FROM attempt WHERE id = ANY($1::uuid[])', [
      [open, ended],
    ]);
    expect(workers).toEqual([{ worker: 'w1' }]);
    await fixture.query(change, [[open]]);
  });
});

describe('finishBatch', () => {
  it('moves deliveries, finishes attempts, and suppresses with evidence what is dead', async () => {
    const { claimed, campaignId } = await claimAll('batch.example', 3);
    const [well, dead, later] = claimed as [ClaimedDelivery, ClaimedDelivery, ClaimedDelivery];
    const finished = await outcomes.finishBatch([result(well), result(dead, refusal), result(later, deferral)]);
    expect(finished.moved.size).toBe(3);
    expect(finished.suppressedAddresses).toEqual([dead.addressId]);
    expect(await fixture.states(campaignId)).toEqual({ accepted: 1, refused: 1, deferred: 1 });
    expect(await fixture.tally(campaignId)).toEqual({ accepted: 1, refused: 1, deferred: 1 });
    expect(await delivery(later.deliveryId)).toMatchObject({ attempts: 1, category: 'greylist', minutes: '5' });
    expect(await address(well.addressId)).toMatchObject({ standing: 'good' });
    expect(await address(dead.addressId)).toMatchObject({ standing: 'hard', hard_count: 1 });
    const [suppression] = await fixture.query<{ cause: string; evidence: Record<string, unknown> }>(
      'SELECT cause, evidence FROM suppression WHERE address_id = $1',
      [dead.addressId],
    );
    expect(suppression).toMatchObject({
      cause: 'hard_bounce',
      evidence: { attemptId: dead.attemptId, replyCode: 550 },
    });
  });

  it('changes nothing when it is repeated', async () => {
    const { claimed } = await claimAll('repeat.example', 2);
    const batch = [result(claimed[0]!, refusal), result(claimed[1]!, deferral)];
    await outcomes.finishBatch(batch);
    const before = [await delivery(claimed[1]!.deliveryId), await address(claimed[0]!.addressId)];
    const again = await outcomes.finishBatch(batch);
    expect(again).toMatchObject({ moved: new Set(), suppressedAddresses: [] });
    const after = [await delivery(claimed[1]!.deliveryId), await address(claimed[0]!.addressId)];
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
    const events = await fixture.query('SELECT 1 FROM address_event WHERE address_id = $1 AND kind = $2', [
      claimed[0]!.addressId,
      'late_reply',
    ]);
    expect(events).toEqual([]);
  });

  it('settles a doubt when the reply arrives after all', async () => {
    const { claimed } = await claimAll('doubt.example', 1);
    const one = claimed[0]!;
    await new DeliveryStore(fixture.database).markDotSending([one.attemptId]);
    await fixture.query(
      `WITH l AS (UPDATE delivery_lease SET lease_until = now() - interval '1 second') UPDATE delivery SET lease_until = now() - interval '1 second' WHERE id = $1`,
      [one.deliveryId],
    );
    await upkeep.endExpiredLeases(100);
    expect(await delivery(one.deliveryId)).toMatchObject({ state: 'in_doubt' });
    expect((await outcomes.finishBatch([result(one)])).lateAttempts).toEqual([one.attemptId]);
    expect(await delivery(one.deliveryId)).toMatchObject({ state: 'accepted', is_maybe_duplicate: false });
  });

  it('sends a doubtful one once more and marks it, where the campaign says so', async () => {
    const { claimed, siteId, campaignId } = await claimAll('resend.example', 2);
    await fixture.query(`UPDATE campaign SET in_doubt_policy = 'resend' WHERE id = $1`, [campaignId]);
    const doubt = { outcome: 'in_doubt', nextState: 'in_doubt', replyCode: null, effect: 'none' } as const;
    await outcomes.finishBatch([result(claimed[0]!, doubt)]);
    await new DeliveryStore(fixture.database).markDotSending([claimed[1]!.attemptId]);
    await fixture.query(
      `WITH l AS (UPDATE delivery_lease SET lease_until = now() - interval '1 second') UPDATE delivery SET lease_until = now() - interval '1 second' WHERE id = $1`,
      [claimed[1]!.deliveryId],
    );
    await upkeep.endExpiredLeases(100);
    for (const { deliveryId } of claimed)
      expect(await delivery(deliveryId)).toMatchObject({ state: 'deferred', is_maybe_duplicate: true, minutes: '15' });
    await fixture.query(`UPDATE delivery SET next_attempt_at = now() - interval '1 second' WHERE campaign_id = $1`, [
      campaignId,
    ]);
    const again = await claimAgain(siteId);
    await outcomes.finishBatch(again.map((one) => result(one, doubt)));
    for (const { deliveryId } of again) expect(await delivery(deliveryId)).toMatchObject({ state: 'in_doubt' });
  });

  it('marks a delivery that was accepted late and is being sent again', async () => {
    const { claimed, siteId } = await claimAll('stale.example', 1);
    const first = claimed[0]!;
    await fixture.query(
      `WITH l AS (UPDATE delivery_lease SET lease_until = now() - interval '1 second') UPDATE delivery SET lease_until = now() - interval '1 second' WHERE id = $1`,
      [first.deliveryId],
    );
    await upkeep.endExpiredLeases(100);
    const [second] = await claimAgain(siteId);
    await outcomes.finishBatch([result(first)]);
    expect(await delivery(first.deliveryId)).toMatchObject({ state: 'sending', is_maybe_duplicate: true });
    await outcomes.finishBatch([result(second!)]);
    expect(await delivery(first.deliveryId)).toMatchObject({ state: 'accepted', is_maybe_duplicate: true });
  });

  it('counts no attempt, keeps the last real reply and forgets the site where it is told so', async () => {
    const { claimed, siteId } = await claimAll('keep.example', 1);
    await outcomes.finishBatch([result(claimed[0]!, { ...deferral, waitSeconds: 0 })]);
    const [again] = await claimAgain(siteId);
    const silence = { replyCode: null, replyText: 'SERVFAIL', category: 'dns_temp', stage: 'dns' };
    await outcomes.finishBatch([
      result(again!, { ...deferral, ...silence, speaks: false, countsAsAttempt: false, isReroute: true }),
    ]);
    expect(await delivery(again!.deliveryId)).toMatchObject({
      state: 'deferred',
      attempts: 1,
      category: 'greylist',
      attempt_id: claimed[0]!.attemptId,
      site_id: null,
    });
  });

  it('stores replies with NULs and halves of characters in them', async () => {
    const { claimed } = await claimAll('hostile.example', 1);
    const replyText = '550 5.1.1 \0<b>gone</b> \ud83d';
    await outcomes.finishBatch([
      result(claimed[0]!, { ...refusal, replyText, report: { steps: [{ words: replyText }] } }),
    ]);
    const [row] = await fixture.query('SELECT reply_text, report FROM attempt WHERE id = $1', [claimed[0]!.attemptId]);
    const kept = '550 5.1.1 <b>gone</b> \ufffd';
    expect(row).toEqual({ reply_text: kept, report: { steps: [{ words: kept }] } });
  });

  it('suppresses a full mailbox only after five failures over thirty days', async () => {
    const { claimed } = await claimAll('full.example', 1);
    const one = claimed[0]!;
    const full = { ...refusal, category: 'mailbox_full', effect: 'soft' } as const;
    const earlier = (days: number) =>
      fixture.query(
        `INSERT INTO address_failure (address_id, at, effect, failure_group, terms) VALUES ($1, now() - $2 * interval '1 day', 'soft', 'other', '{}')`,
        [one.addressId, days],
      );
    for (const days of [10, 8, 6, 4]) await earlier(days);
    expect((await outcomes.finishBatch([result(one, full)])).suppressedAddresses).toEqual([]);
    expect(await address(one.addressId)).toMatchObject({ standing: 'failing', soft_streak: 5 });
    await earlier(31);
    const next = await claimAll('full.example', 1);
    const again = result(next.claimed[0]!, full);
    expect((await outcomes.finishBatch([again])).suppressedAddresses).toEqual([one.addressId]);
  });
});

describe('upkeep', () => {
  it('expires what tried long enough and finishes the campaign', async () => {
    const { claimed, campaignId } = await claimAll('expire.example', 2);
    await outcomes.finishBatch([result(claimed[0]!), result(claimed[1]!, deferral)]);
    expect(await upkeep.finishCampaigns()).not.toContain(campaignId);
    await fixture.query(`UPDATE delivery SET expires_at = now() - interval '1 second' WHERE campaign_id = $1`, [
      campaignId,
    ]);
    expect(await upkeep.expireOld(100, () => ({ effect: 'none', terms: null }))).toBe(1);
    expect(await fixture.states(campaignId)).toEqual({ accepted: 1, expired: 1 });
    expect(await upkeep.finishCampaigns()).toContain(campaignId);
  });

  it('expires what waits for a site that rests, the oldest first, and not what may go', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('resting.example', 5);
    await fixture.query(
      `UPDATE delivery SET expires_at = now() - interval '1 second', next_attempt_at = now() - interval '1 hour'
       WHERE id IN (SELECT id FROM delivery WHERE campaign_id = $1 LIMIT 3)`,
      [campaignId],
    );
    const expire = () => upkeep.expireOld(2, () => ({ effect: 'none', terms: null }));
    expect(await expire()).toBe(0);
    await fixture.query(`UPDATE site_state SET paused_until = now() + interval '1 hour' WHERE site_id = $1`, [siteId]);
    expect([await expire(), await expire(), await expire()]).toEqual([2, 1, 0]);
    expect(await fixture.states(campaignId)).toEqual({ planned: 2, expired: 3 });
  });

  it('takes back what waits of a cancelled campaign', async () => {
    const { campaignId } = await fixture.dueCampaign('cancel.example', 5);
    await fixture.query(`UPDATE campaign SET state = 'cancelled' WHERE id = $1`, [campaignId]);
    expect(await upkeep.cancelWaiting(3)).toBe(3);
    expect(await upkeep.cancelWaiting(3)).toBe(2);
    expect(await fixture.states(campaignId)).toEqual({ cancelled: 5 });
  });

  it('folds tallies without changing their sums', async () => {
    const { claimed, campaignId } = await claimAll('fold.example', 6);
    for (const one of claimed) await outcomes.finishBatch([result(one)]);
    const rows = () => fixture.query('SELECT 1 FROM campaign_tally WHERE campaign_id = $1', [campaignId]);
    expect((await rows()).length).toBeGreaterThan(4);
    await upkeep.foldTallies(3);
    expect((await rows()).length).toBe(1);
    expect(await fixture.tally(campaignId)).toEqual({ accepted: 6 });
  });
});
