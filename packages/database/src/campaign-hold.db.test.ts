// The hold before a campaign begins, its way back, when readers get it, and the account after each step.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { CampaignPaceStore } from './campaign-pace.store.js';
import { CampaignStore } from './campaigns.store.js';
import { PlanStore } from './plans.store.js';
import { SendingHoursStore } from './sending-hours.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';
import { UpkeepStore } from './upkeep.store.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let campaigns: CampaignStore;
let plans: PlanStore;
let pace: CampaignPaceStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  campaigns = new CampaignStore(fixture.database);
  plans = new PlanStore(fixture.database);
  pace = new CampaignPaceStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const page = { limit: 100, usesFields: true, timeScale: 1 } as const;
const rowOf = async (id: string) =>
  (
    await fixture.query(
      `SELECT state, scheduled_at, time_zone, begins_at, each_local_time, past_zones, pause_reason, hold_until, before_hold FROM campaign WHERE id = $1`,
      [id],
    )
  )[0];

describe('the hold', () => {
  it('keeps the plan from beginning, and undo makes it what it was', async () => {
    const { listId } = await fixture.people('held.example', 4);
    const id = await fixture.campaign(listId, 'draft');
    const before = await rowOf(id);
    expect(await campaigns.sendNow(id, 60)).toEqual({ kind: 'moved' });
    expect(await plans.unfinished()).not.toContain(id);
    expect(await plans.planPage(id, page)).toEqual({ kind: 'stopped' });
    expect(await campaigns.summary(id)).toMatchObject({ state: 'planned', canUndo: true });
    expect(await campaigns.undo(id)).toEqual({ kind: 'moved' });
    expect(await rowOf(id)).toEqual(before);
    expect(await campaigns.undo(id)).toEqual({ kind: 'stays', state: 'draft' });
  });

  it('cannot be undone once it is over', async () => {
    const { listId } = await fixture.people('gone.example', 4);
    const id = await fixture.campaign(listId, 'draft');
    await campaigns.sendNow(id, 0);
    expect((await plans.planPage(id, page)).kind).toBe('done');
    expect(await campaigns.undo(id)).toEqual({ kind: 'stays', state: 'sending' });
    expect(await campaigns.summary(id)).toMatchObject({ canUndo: false });
  });

  it('puts a schedule that was changed back to the one before', async () => {
    const { listId } = await fixture.people('twice.example', 1);
    const id = await fixture.campaign(listId, 'draft');
    const [first, second] = [86_400_000, 2 * 86_400_000].map((ms) => new Date(Date.now() + ms));
    await campaigns.schedule(id, first!, 'Europe/Berlin');
    await campaigns.schedule(id, second!, 'America/New_York');
    await campaigns.undo(id);
    expect(await rowOf(id)).toMatchObject({ state: 'scheduled', scheduled_at: first, time_zone: 'Europe/Berlin' });
  });
});

describe('a schedule', () => {
  it('sets the pace with the time, and undo takes both back', async () => {
    const { listId } = await fixture.people('paced.example', 6);
    const id = await fixture.campaign(listId, 'draft');
    const sendWindow = { days: [1, 2], from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' };
    const said = { spreadMinutes: 240, sendWindow, missedPolicy: 'ask', missedHours: 5, ratePerHour: 3 } as const;
    const at = new Date(Date.now() + 86_400_000);
    const before = await campaigns.one(id);
    expect(await campaigns.schedule(id, at, 'Europe/Berlin', 0, null, said)).toEqual({ kind: 'moved' });
    expect(await campaigns.summary(id)).toMatchObject({ state: 'scheduled', ...said });
    await campaigns.undo(id);
    expect(await campaigns.one(id)).toEqual({ ...before, updatedAt: expect.any(Date) });
    await campaigns.schedule(id, at, 'Europe/Berlin', 0, null, { ratePerHour: 3 });
    await fixture.query(`UPDATE campaign SET state = 'planned' WHERE id = $1`, [id]);
    await plans.planPage(id, page);
    const [span] = await fixture.query<{ minutes: number }>(
      `SELECT round(extract(epoch FROM max(next_attempt_at) - min(next_attempt_at)) / 60)::int AS minutes FROM delivery WHERE campaign_id = $1`,
      [id],
    );
    expect(span).toEqual({ minutes: 100 });
  });
});

describe('the time of the first try', () => {
  it('is on the clock of each reader, and on that of the campaign where hers is not known', async () => {
    const { listId } = await fixture.people('zones.example', 3);
    await fixture.query(
      `UPDATE subscriber s SET fields = (ARRAY['{"time_zone":"asia/tokyo"}','{"country":"US of A"}','{"country":"Germany"}'])[n]::jsonb
       FROM (SELECT address_id, row_number() OVER (ORDER BY address_id) AS n FROM membership WHERE list_id = $1) m
       WHERE m.address_id = s.address_id`,
      [listId],
    );
    const id = await fixture.campaign(listId, 'draft');
    expect(await pace.zones(id)).toHaveLength(3);
    const year = new Date().getUTCFullYear() + 1;
    const at = new Date(`${year}-01-12T14:00:00Z`);
    await campaigns.schedule(id, at, 'America/New_York', 0, { localTime: `${year}-01-12T09:00`, pastZones: 'at_once' });
    await fixture.query(`UPDATE campaign SET state = 'planned' WHERE id = $1`, [id]);
    await plans.planPage(id, page);
    const tries = await fixture.query<{ at: Date }>(
      'SELECT next_attempt_at AS at FROM delivery WHERE campaign_id = $1 ORDER BY address_id',
      [id],
    );
    expect(tries.map((row) => row.at.toISOString().slice(11, 16))).toEqual(['00:00', '14:00', '08:00']);
  });

  it('is spread over the hours that were asked for, and spaced anew when it is slowed', async () => {
    const { listId } = await fixture.people('spread.example', 60);
    const id = await fixture.campaign(listId, 'planned');
    await fixture.query('UPDATE campaign SET spread_minutes = 60 WHERE id = $1', [id]);
    await plans.planPage(id, page);
    const quarters = `SELECT count(*)::int AS n FROM delivery WHERE campaign_id = $1
      GROUP BY floor(extract(epoch FROM next_attempt_at - now()) / 900) ORDER BY min(next_attempt_at)`;
    const counts = (await fixture.query<{ n: number }>(quarters, [id])).map(({ n }) => n);
    expect(Math.min(...counts)).toBeGreaterThan(5);
    expect(counts.length).toBeGreaterThanOrEqual(4);
    expect(await pace.slow(id, 60)).toEqual({ kind: 'moved' });
    const [span] = await fixture.query<{ minutes: number }>(
      `SELECT round(extract(epoch FROM max(next_attempt_at) - min(next_attempt_at)) / 60)::int AS minutes FROM delivery WHERE campaign_id = $1`,
      [id],
    );
    expect(span).toEqual({ minutes: 59 });
  });

  it('stands where it stood once a change of pace is taken back, to the millisecond', async () => {
    const { listId } = await fixture.people('paceback.example', 30);
    const id = await fixture.campaign(listId, 'planned');
    await fixture.query('UPDATE campaign SET spread_minutes = 60 WHERE id = $1', [id]);
    await plans.planPage(id, page);
    await fixture.query(
      `UPDATE delivery SET next_attempt_at = now() - interval '1 minute' WHERE id = (SELECT id FROM delivery WHERE campaign_id = $1 ORDER BY next_attempt_at LIMIT 1)`,
      [id],
    );
    const planned = () =>
      fixture.query<{ at: Date; until: Date; isDue: boolean }>(
        `SELECT CASE WHEN next_attempt_at > now() THEN next_attempt_at END AS at, next_attempt_at <= now() AS "isDue", expires_at AS until
         FROM delivery WHERE campaign_id = $1 AND state IN ('planned','due') ORDER BY id`,
        [id],
      );
    expect(await pace.undoSlow(id)).toEqual({ kind: 'stays', state: 'sending' });
    const before = await planned();
    await pace.slow(id, 10);
    expect(await campaigns.summary(id)).toMatchObject({ ratePerHour: 10, canUndoPace: true });
    expect(await planned()).not.toEqual(before);
    expect(await pace.undoSlow(id)).toEqual({ kind: 'moved' });
    const due = before.findIndex(({ isDue }) => isDue);
    const withoutDue = (rows: { until: Date }[]) => rows.filter((_, at) => at !== due);
    expect(withoutDue(await planned())).toEqual(withoutDue(before));
    expect((await planned())[due]).toMatchObject({ isDue: true });
    expect(await campaigns.summary(id)).toMatchObject({ ratePerHour: null, canUndoPace: false });

    // Back to a pace before: spaced by it from now on, so that what fell due meanwhile does not leave in a heap.
    await pace.slow(id, 60);
    await pace.slow(id, null);
    expect(await pace.undoSlow(id)).toEqual({ kind: 'moved' });
    const [span] = await fixture.query<{ minutes: number }>(
      `SELECT round(extract(epoch FROM max(next_attempt_at) - min(next_attempt_at)) / 60)::int AS minutes FROM delivery WHERE campaign_id = $1`,
      [id],
    );
    expect(span).toEqual({ minutes: 29 });
    await pace.slow(id, 30);
    await fixture.query(`UPDATE delivery SET state = 'accepted', next_attempt_at = NULL WHERE campaign_id = $1`, [id]);
    expect(await new UpkeepStore(fixture.database, 60).finishCampaigns()).toContain(id);
    expect(await fixture.query('SELECT FROM campaign_pace_before WHERE campaign_id = $1', [id])).toEqual([]);
  });
});

describe('the account of a campaign', () => {
  it('is right after pause, resume and cancel, and tells what is not', async () => {
    const { listId } = await fixture.people('account.example', 20);
    const id = await fixture.campaign(listId, 'planned');
    await plans.planPage(id, page);
    await campaigns.pause(id);
    expect(await pace.account(id)).toMatchObject({ isRight: true, audience: 20, handedOver: 0 });
    await campaigns.resume(id);
    await campaigns.cancel(id);
    await new UpkeepStore(fixture.database, 60).cancelWaiting(5000);
    expect(await pace.account(id)).toMatchObject({ isRight: true, audience: 20 });
    await fixture.query(`UPDATE campaign_tally SET count = count + 1 WHERE campaign_id = $1 AND state = 'cancelled'`, [
      id,
    ]);
    await fixture.query('UPDATE campaign SET audience_planned = 21 WHERE id = $1', [id]);
    const faults = (await pace.account(id))!.faults.map(({ fault }) => fault).sort();
    expect(faults).toEqual(['audience', 'tally:cancelled']);
  });
});

describe('hours', () => {
  it('shut a campaign under way until a stretch is opened', async () => {
    const { listId } = await fixture.people('hours.example', 1);
    const id = await fixture.campaign(listId, 'sending');
    const hours = new SendingHoursStore(fixture.database);
    const window = { days: [1], from: '08:00', until: '09:00', timeZone: 'Europe/Berlin' };
    await hours.set(window);
    expect((await hours.asking()).find((asking) => asking.id === id)?.windows).toEqual([window]);
    const from = new Date(Date.now() + 3_600_000);
    await hours.open(id, { from, until: new Date(from.getTime() + 3_600_000) });
    expect((await hours.asking()).map((asking) => asking.id)).not.toContain(id);
    expect((await campaigns.summary(id))?.opensAt).toEqual(from);
    await hours.set(null);
    expect((await hours.asking()).find((asking) => asking.id === id)?.windows).toEqual([]);
  });
});
