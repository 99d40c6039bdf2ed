// The page of deliverability over HTTP: rows that add up, numbers that open exactly their messages, an answer to "us or them?".
import { clusterKey } from '@doorstep/bounces';
import type {
  Overview,
  ReplyPattern,
  ResultDays,
  ResultDelivery,
  ResultTable,
  SenderScorecard,
} from '@doorstep/contracts';
import { ResultCountStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type SeededResults, seedResults } from '../../../../tests/seed-results.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let seeded: SeededResults;

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  api.dependencies.database.pool.query<Row>(text, values).then((answer) => answer.rows);
const ask = async <T>(path = '') => (await owner('GET', `/v1/deliverability${path}`)).json<T>();

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  const made = await owner('POST', '/v1/sending-domains', { name: 'letters.example' });
  const { id } = made.json<{ id: string }>();
  seeded = await seedResults(query, { name: 'api', people: 400, sendingDomainId: id });
  const counts = new ResultCountStore(api.dependencies.database, clusterKey);
  while ((await counts.turn()).isMore);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('the table', () => {
  it('has a row for each provider of an MX, worst news in words, and a total of all rows', async () => {
    const table = await ask<ResultTable>('?days=7&sort=accepted_at_once&order=asc');
    expect(table).toMatchObject({ level: 'provider', rowsInAll: 3, isCatchingUp: false });
    expect(table.total.counts).toMatchObject({ sent: 1200, acceptedLater: seeded.later, refused: seeded.refused });
    const [google, ...others] = table.rows;
    expect(google).toMatchObject({
      ...{ key: 'google', name: 'Google (Gmail)', limiter: null, pattern: null },
      counts: { sent: 400, acceptedAtOnce: 400 - seeded.later - seeded.refused, acceptedLater: seeded.later },
      comparison: { verdict: 'worse_here', norm: { of: 1600, atOnce: 1600 }, othersNow: { of: 800, atOnce: 800 } },
    });
    expect(google!.comparison!.sentence).toMatch(
      /^Google \(Gmail\) took 94\.0 % \(376 of 400\) at once, 100 % .* it is Google \(Gmail\) with us\.$/,
    );
    expect(others.map((row) => row.comparison!.verdict)).toEqual(['as_before', 'as_before']);
    // Two seconds and an hour, each within 9 %.
    expect(Math.abs(google!.medianMs! / 2000 - 1)).toBeLessThan(0.09);
    expect(
      Math.abs((await ask<ResultTable>(`?days=7&campaignId=${seeded.campaignIds[0]}`)).total.p95Ms! / 2000 - 1),
    ).toBeLessThan(0.09);
  });

  it('is what the numbers of the overview are made of: each of them opens as many messages', async () => {
    const { lastDays } = (await owner('GET', '/v1/overview?days=7')).json<Overview>();
    expect(lastDays).toMatchObject({ attempted: 1200, refused: seeded.refused, before: { attempted: 1200 } });
    const opened = async (group: string) =>
      (await ask<{ messages: number }>(`/deliveries/count?days=7${group}`)).messages;
    const groups = {
      ...{ attempted: '', accepted: '&group=accepted', deferred: '&group=trying_again', refused: '&group=refused' },
      ...{ gaveUp: '&group=gave_up', returned: '&group=returned', complained: '&group=complained' },
    };
    for (const [key, group] of Object.entries(groups))
      expect(await opened(group), key).toBe(lastDays[key as keyof typeof groups]);
    expect(lastDays.accepted).toBeGreaterThan(1000);
  });

  it('goes down to domains, mail servers and replies, each as large as the one above', async () => {
    const domain = seeded.domains.google!;
    const under = '?days=7&provider=google';
    const levels = [under, `${under}&domain=${domain}`, `${under}&domain=${domain}&mxHost=mx.${domain}`];
    const tables = await Promise.all(levels.map((one) => ask<ResultTable>(one)));
    expect(tables.map(({ level, total }) => [level, total.counts.sent])).toEqual([
      ['domain', 400],
      ['mx_host', 400],
      ['pattern', 400],
    ]);
    const said = tables[2]!.rows
      .map((row) => row.pattern)
      .filter((pattern): pattern is ReplyPattern => pattern !== null);
    expect(said.map(({ owner: whose, category, replyCode }) => [whose, category, replyCode])).toEqual([
      ['us', 'rate_limited', 421],
      ['us', 'authentication', 550],
    ]);
    expect(said[1]!.text).not.toContain(domain);
    expect(said[1]!.newestText).toContain(`<script>alert(1)</script> Unauthenticated mail from ${domain}`);
    expect(said[0]!.nextSteps[0]).toContain('Doorstep goes slower by itself');
  });

  it('opens exactly the messages of each number, page by page and as a file', async () => {
    const path = `provider=google&group=accepted_later`;
    expect(await ask(`/deliveries/count?days=7&${path}`)).toEqual({ messages: seeded.later });
    const found: ResultDelivery[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: ResultDelivery[]; nextCursor: string | null } = await ask(
        `/deliveries?days=7&limit=7&${path}&cursor=${cursor}`,
      );
      found.push(...page.data);
      cursor = page.nextCursor;
    }
    expect(new Set(found.map(({ id }) => id)).size).toBe(seeded.later);
    expect(found[0]).toMatchObject({
      group: 'accepted_later',
      campaignName: 'api letter 5',
      waitMs: 3_600_000,
      category: 'rate_limited',
    });
    const file = await owner('GET', `/v1/deliverability/deliveries/export?days=7&${path}`);
    expect(file.body.trim().split('\r\n')).toHaveLength(seeded.later + 2);
    expect(await ask('/deliveries/count?days=7&provider=google&group=not_taken')).toEqual({ messages: seeded.refused });
  });

  it('is a file too: filters and zone in its first line, no cell a formula', async () => {
    const [pattern] = await query<{ id: number }>(`SELECT id FROM reply_pattern WHERE category = 'rate_limited'`);
    await query(`UPDATE reply_pattern SET text = '=cmd()', reply_code = 0, enhanced_code = '' WHERE id = $1`, [
      pattern!.id,
    ]);
    const file = await owner('GET', '/v1/deliverability/export?days=7&provider=google&by=pattern');
    const [first, head, ...rows] = file.body.replace('\uFEFF', '').trim().split('\r\n');
    expect(first).toMatch(/^"?Deliverability from .* UTC until .* UTC; days: 7, provider: google, by: pattern/);
    expect(head).toContain('key,name,sent,accepted_at_once');
    expect(rows).toHaveLength(3);
    expect(file.body).toContain("'=cmd()");
    const asJson = await ask<{ rows: unknown[]; filter: object }>('/export?format=json&days=7&provider=google');
    expect([asJson.rows.length, asJson.filter]).toEqual([
      1,
      { days: 7, provider: 'google', sort: 'sent', order: 'desc' },
    ]);
  });

  it('takes a campaign for its whole time, and a time from one hour to another', async () => {
    const [newest, , , , oldest] = seeded.campaignIds;
    const [last, first] = await Promise.all([newest, oldest].map((id) => ask<ResultTable>(`?campaignId=${id}`)));
    expect([last!.total.counts.sent, first!.total.counts.sent]).toEqual([1200, 1200]);
    expect(last!.campaign).toEqual({ id: newest, name: 'api letter 5' });
    expect(first!.total.comparison!.verdict).toBe('no_norm');
    const before = new Date(Date.now() - 7 * 86_400_000).toISOString();
    const older = await ask<ResultTable>(`?from=2020-01-01T00:00:00Z&until=${before}`);
    expect(older).toMatchObject({ code: 'invalid_input', detail: expect.stringContaining('longer than 400 days') });
    const month = await ask<ResultTable>(
      `?from=${new Date(Date.now() - 60 * 86_400_000).toISOString()}&until=${before}`,
    );
    expect(month.total.counts).toMatchObject({ sent: 4800, acceptedAtOnce: 4800 });
    const days = await ask<ResultDays>('/days?days=28');
    expect(days.series.map(({ days: own }) => own.reduce((sum, { accepted }) => sum + accepted, 0))).toEqual([
      1592, 1600, 1600,
    ]);
  });

  it.each([
    ['?domain=x.example', 422, 'Name the provider too'],
    ['?days=7&from=2026-01-01T00:00:00Z', 422, 'not for both'],
    ['?from=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z', 422, 'ends before it begins'],
    ['?days=0', 422, ''],
    ['?campaignId=01900000-0000-7000-8000-000000000000', 404, 'no campaign'],
    ['/deliveries?cursor=bm8', 400, 'cursor'],
  ])('says what is wrong with %s', async (path, status, words) => {
    const answer = await owner('GET', `/v1/deliverability${path}`);
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
      status,
      expect.stringContaining(words),
    ]);
  });

  it('says what holds a provider up', async () => {
    await query(
      `INSERT INTO site_state (site_id, source_id, provider, paused_until, pause_reason, pause_cause)
       SELECT s.id, a.id, s.provider, now() + interval '1 hour', '421 too fast', 'rule' FROM site s, source_address a WHERE s.provider = 'google'`,
    );
    const [row] = (await ask<ResultTable>('?search=goo')).rows;
    expect(row!.limiter).toMatchObject({ state: 'paused', destinations: 1, of: 1, reason: '421 too fast' });
    const [domain] = (await ask<ResultTable>('?provider=google')).rows;
    expect(domain!.limiter).toMatchObject({ state: 'paused' });
  });
});

describe('the rules of large providers', () => {
  it('rest on checks, a message as it goes out, and what was replied', async () => {
    await query('UPDATE sending_domain SET checks = $1', [
      JSON.stringify([
        {
          name: 'spf',
          result: 'pass',
          words: 'In order.',
          recordName: null,
          recordType: null,
          expected: null,
          found: [],
        },
      ]),
    ]);
    const { data } = await ask<{ data: SenderScorecard[] }>('/sender-rules?days=7');
    expect(data).toMatchObject([{ domain: 'letters.example', accepted: 1200 - seeded.refused, complained: 0 }]);
    const of = (id: string) => data[0]!.rules.find((rule) => rule.id === id)!;
    expect([of('spf').status, of('dmarc').status, of('complaints').status]).toEqual(['warn', 'unknown', 'unknown']);
    expect(of('spf').replies[0]).toMatchObject({ messages: seeded.refused });
    expect(of('tls')).toMatchObject({ status: 'pass', evidence: [expect.stringContaining('1,000 of the last 1,000')] });
    expect(of('one_click')).toMatchObject({
      status: 'pass',
      evidence: [expect.stringContaining('api letter'), expect.any(String)],
    });
  });
});
