// A series makes each of its issues once, whatever was missed, skipped or left unchanged.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { CampaignStore } from './campaigns.store.js';
import { PlanStore } from './plans.store.js';
import { SeriesStore } from './series.store.js';
import { SeriesWorkStore } from './series-work.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let series: SeriesStore;
let work: SeriesWorkStore;
let template: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  series = new SeriesStore(fixture.database);
  work = new SeriesWorkStore(fixture.database);
  const { listId } = await fixture.people('series.example', 2);
  template = await fixture.campaign(listId, 'draft');
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const DAY_MS = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
const write = (subject: string) =>
  fixture.query('UPDATE campaign SET subject = $2, html = $3 WHERE id = $1', [
    template,
    subject,
    '<p>{{ issue_date }}, {{ name }}</p>',
  ]);

/** Daily at midnight UTC: the last time of it is never more than a day ago. */
const daily = (own: object = {}) =>
  series.add(
    {
      ...{ name: 'Weekly', templateId: template, rule: { kind: 'daily', every: 1 }, clock: '00:00', timeZone: 'UTC' },
      ...{ startsOn: day(-30), untilOn: null, mostIssues: null, unchangedPolicy: 'draft' as const },
      ...own,
    },
    'Ada',
  );
/** As if it were looked at for the first time after so many days. */
const away = (id: string, days: number) =>
  fixture.query(
    `UPDATE campaign_series SET next_at = date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - $2 * interval '1 day' WHERE id = $1`,
    [id, days],
  );
const issues = async (id: string) =>
  (await series.one(id))!.issues.map(({ occurrence, state, number }) => [occurrence, state, number]);

describe('a series', () => {
  it('makes an issue once, also with two workers, as a copy with its number and date', async () => {
    await write('Letter {{ issue_number }}');
    const id = await daily();
    await away(id, 0);
    const made = await Promise.all([work.makeNext(), work.makeNext(), work.makeNext()]);
    const found = made.filter((issue) => issue !== null);
    expect(found).toMatchObject([{ seriesId: id, occurrence: day(0), state: 'made' }]);
    const [campaign] = await fixture.query(
      `SELECT subject, html, state, scheduled_at, list_ids, created_by FROM campaign WHERE id = $1`,
      [found[0]!.campaignId],
    );
    const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date());
    expect(campaign).toMatchObject({
      ...{
        subject: 'Letter 1',
        html: `<p>${inWords}, {{ name }}</p>`,
        state: 'scheduled',
        created_by: 'Series Weekly',
      },
      scheduled_at: new Date(`${day(0)}T00:00:00Z`),
    });
    expect(await series.one(id)).toMatchObject({
      issuesMade: 1,
      nextAt: new Date(`${day(1)}T00:00:00Z`),
      state: 'active',
    });
    expect(await work.makeNext()).toBeNull();
    await series.end(id);
  });

  it('copies the test of its template and what was decided about the archive; a change of a variant is a change', async () => {
    await write('Tested');
    const id = await daily();
    await fixture.query(
      `UPDATE campaign SET archive_choice = 'hidden', ab_sample_percent = 20, ab_winner_by = 'hand', ab_decide_after_hours = 4,
         ab_deadline_hours = 24, ab_if_unclear = 'wait' WHERE id = $1`,
      [template],
    );
    await fixture.query(
      `INSERT INTO campaign_variant (campaign_id, number, subject) VALUES ($1, 1, 'B {{ issue_number }}')`,
      [template],
    );
    await away(id, 0);
    const made = await work.makeNext();
    expect(made).toMatchObject({ state: 'made' });
    const [copy] = await fixture.query(
      `SELECT archive_choice, ab_sample_percent AS percent, ab_winner_by AS "by", ab_decide_after_hours AS after, ab_deadline_hours AS latest,
         ab_if_unclear AS unclear, ab_winner AS winner,
         (SELECT jsonb_agg(jsonb_build_array(number, subject, html)) FROM campaign_variant v WHERE v.campaign_id = c.id) AS variants
       FROM campaign c WHERE id = $1`,
      [made!.campaignId],
    );
    expect(copy).toEqual({
      ...{ archive_choice: 'hidden', percent: 20, by: 'hand', after: 4, latest: 24, unclear: 'wait', winner: null },
      variants: [[1, 'B 1', null]],
    });
    const campaigns = new CampaignStore(fixture.database);
    expect((await campaigns.summary(made!.campaignId!))?.series).toEqual({
      id,
      name: 'Weekly',
      isTemplate: false,
      number: 1,
    });
    expect((await campaigns.summary(template))?.series).toEqual({ id, name: 'Weekly', isTemplate: true, number: null });
    const again = async () => {
      await fixture.query(
        `UPDATE series_issue SET occurrence = '2020-01-01' WHERE series_id = $1 AND occurrence = $2`,
        [id, day(0)],
      );
      await away(id, 0);
      return work.makeNext();
    };
    await fixture.query(`UPDATE campaign_variant SET subject = 'Better' WHERE campaign_id = $1`, [template]);
    expect(await again()).toMatchObject({ state: 'made' });
    await series.end(id);
    await fixture.query(`DELETE FROM campaign_variant WHERE campaign_id = $1`, [template]);
    await fixture.query(`UPDATE campaign SET archive_choice = 'default', ab_sample_percent = NULL WHERE id = $1`, [
      template,
    ]);
  });

  it('makes a draft where nothing was changed, one at a time, and goes on once somebody wrote', async () => {
    await write('One');
    const id = await daily();
    await away(id, 0);
    await work.makeNext();
    const turn = async (occurrence: number) => {
      await fixture.query(
        `UPDATE series_issue SET occurrence = occurrence || $2 WHERE series_id = $1 AND occurrence = $3`,
        [id, `-${occurrence}`, day(0)],
      );
      await away(id, 0);
      return work.makeNext();
    };
    expect(await turn(1)).toMatchObject({ state: 'draft' });
    expect(await turn(2)).toMatchObject({ state: 'waiting', campaignId: null });
    await write('Two');
    expect(await turn(3)).toMatchObject({ state: 'made' });
    await series.change(id, { unchangedPolicy: 'send' });
    expect(await turn(4)).toMatchObject({ state: 'made' });
    await series.end(id);
  });

  it('makes the last of the times it missed, and leaves it to the missed policy of its template', async () => {
    const id = await daily({ clock: '00:00', rule: { kind: 'daily', every: 10 }, startsOn: day(-30) });
    await fixture.query(`UPDATE campaign SET missed_policy = 'ask' WHERE id = $1`, [template]);
    await fixture.query(`UPDATE campaign_series SET next_at = $2 WHERE id = $1`, [id, `${day(-30)}T00:00:00Z`]);
    const issue = await work.makeNext();
    expect(await issues(id)).toEqual([
      [day(0), 'made', 1],
      ...[-10, -20, -30].map((days) => [day(days), 'missed', null]),
    ]);
    await fixture.query(`UPDATE campaign SET scheduled_at = now() - interval '1 hour' WHERE id = $1`, [
      issue!.campaignId,
    ]);
    expect(await new PlanStore(fixture.database).startDue(72 * 3600)).toContainEqual({
      id: issue!.campaignId,
      state: 'paused',
    });
    await series.end(id);
  });

  it('leaves a day out that was skipped, and takes that back before its time', async () => {
    const id = await daily();
    const [first, second] = (await series.one(id))!.coming.map(({ occurrence }) => occurrence);
    expect(await series.skip(id, first!, true)).toBe(true);
    expect(await series.skip(id, first!, true)).toBe(false);
    expect(await series.skip(id, second!, true)).toBe(true);
    expect(await series.skip(id, second!, false)).toBe(true);
    expect((await series.one(id))!.coming.map(({ isSkipped }) => isSkipped)).toEqual([true, false, false]);
    await fixture.query(`UPDATE series_issue SET occurrence = $2 WHERE series_id = $1 AND occurrence = $3`, [
      id,
      day(0),
      first,
    ]);
    await away(id, 0);
    expect(await work.makeNext()).toMatchObject({ state: 'skip', campaignId: null });
    expect(await series.one(id)).toMatchObject({ issuesMade: 0 });
    await series.end(id);
  });

  it('is paused, resumed with the next time, and ends after its last issue', async () => {
    await write('Three');
    const id = await daily({ mostIssues: 1 });
    await series.pause(id);
    await away(id, 3);
    expect(await work.makeNext()).toBeNull();
    expect(await series.resume(id)).toBe(true);
    expect(await series.one(id)).toMatchObject({ nextAt: new Date(`${day(1)}T00:00:00Z`), issues: [] });
    expect(await series.coming(new Date(), new Date(Date.now() + 5 * DAY_MS))).toHaveLength(1);
    await away(id, 0);
    expect(await work.makeNext()).toMatchObject({ state: 'made' });
    expect(await series.one(id)).toMatchObject({ state: 'ended', nextAt: null, coming: [] });
    await expect(daily({ untilOn: day(-1) })).rejects.toThrow(/never come/);
  });
});
