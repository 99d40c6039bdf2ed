// A series over HTTP, the calendar it stands in, and the time zone of the account.
import type { CalendarMonth, Campaign, Preflight, Series } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('a campaign', () => {
  it('comes again as a series, stands in the calendar, and is kept while the series needs it', async () => {
    const { id } = (
      await owner('POST', '/v1/campaigns', { name: 'May letter', html: '<p>{{ issue_number }}</p>' })
    ).json<Campaign>();
    const { findings } = (await owner('GET', `/v1/campaigns/${id}/preflight`)).json<Preflight>();
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'unknown_field',
        words: expect.stringMatching(/is filled in when a series makes/),
      }),
    );
    const rule = { kind: 'monthly', day: 31 };
    const series = {
      name: 'Monthly',
      templateId: id,
      rule,
      clock: '09:00',
      timeZone: 'Europe/Berlin',
      startsOn: '2031-01-01',
    };
    expect((await owner('POST', '/v1/series', { ...series, untilOn: '2020-01-01' })).json()).toMatchObject({
      errors: [{ code: 'never_comes' }],
    });
    const made = (await owner('POST', '/v1/series', series)).json<Series>();
    expect(made).toMatchObject({ state: 'active', unchangedPolicy: 'draft', templateName: 'May letter' });
    expect(made.coming.map(({ at }) => at.slice(0, 16))).toEqual([
      '2031-01-31T08:00',
      '2031-02-28T08:00',
      '2031-03-31T07:00',
    ]);
    const step = (name: string, body?: object) => owner('POST', `/v1/series/${made.id}/${name}`, body);
    expect((await step('skip', { occurrence: '2031-01-31' })).json<Series>().coming[0]).toMatchObject({
      isSkipped: true,
    });
    const month = async (name: string) =>
      (await owner('GET', `/v1/reports/calendar?month=${name}&timeZone=Europe/Berlin`)).json<CalendarMonth>().entries;
    expect([await month('2031-01'), await month('2031-03')]).toMatchObject([
      [],
      [{ kind: 'issue', id: made.id, at: '2031-03-31T07:00:00.000Z' }],
    ]);
    expect((await step('unskip', { occurrence: '2031-01-31' })).json<Series>().coming[0]).toMatchObject({
      isSkipped: false,
    });
    expect((await owner('DELETE', `/v1/campaigns/${id}`)).json()).toMatchObject({ code: 'series_needs_it' });
    expect((await step('resume')).json()).toMatchObject({ status: 409, code: 'series_stays' });
    expect((await step('end')).json()).toMatchObject({ state: 'ended', coming: [] });
    expect((await owner('DELETE', `/v1/campaigns/${id}`)).statusCode).toBe(204);
  });

  it('takes the zone of the account, and none that is not there', async () => {
    expect((await owner('PUT', '/v1/time-zone', { timeZone: 'Mars/Base' })).statusCode).toBe(422);
    expect((await owner('PUT', '/v1/time-zone', { timeZone: 'Europe/Berlin' })).statusCode).toBe(200);
    expect((await owner('GET', '/v1/time-zone')).json()).toEqual({ timeZone: 'Europe/Berlin' });
    expect((await owner('PUT', '/v1/time-zone', { timeZone: null })).json()).toEqual({ timeZone: null });
  });
});
