// Suppressions by the list over the real API: a trial counts what the import then does, and what is written can be read again.
import type { Page, Suppression, SuppressionImportResult } from '@doorstep/contracts';
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

const give = async (text: string, isTrial: boolean) =>
  (
    await owner('POST', '/v1/suppression-files', { text, reason: 'Old service', isTrial })
  ).json<SuppressionImportResult>();
const found = async (asked: string) =>
  (await owner('GET', `/v1/suppressions?${asked}`))
    .json<Page<Suppression>>()
    .data.map((row) => row.address ?? `@${row.domainName}`);

describe('lists of suppressions', () => {
  it('take 5,000 at once, and the trial said so', async () => {
    await owner('POST', '/v1/subscribers', { address: 'p7@five.example' });
    const text = `${Array.from({ length: 5000 }, (_, at) => `p${at}@five.example`).join('\n')}\n*@trap.example\nnonsense here\n`;
    const trial = await give(text, true);
    expect(trial).toMatchObject({
      format: 'plain',
      added: 5001,
      already: 0,
      subscribers: 1,
      domains: 1,
      unreadableCount: 1,
    });
    expect(trial.unreadable[0]).toMatchObject({ line: 5002, text: 'nonsense here' });
    expect(await found('search=p7@')).toEqual([]);
    expect(await give(text, false)).toEqual({ ...trial, isTrial: false });
    expect(await give(text, true)).toMatchObject({ added: 0, already: 5001 });
    expect(await found('search=p7@')).toEqual(['p7@five.example']);
    expect((await owner('GET', '/v1/subscribers?search=p7')).json()).toMatchObject({
      data: [{ suppressedBy: 'manual' }],
    });
  });

  it('are filtered by cause, scope, source and day', async () => {
    await give('Email Address,CLEAN_TIME\ncleaned@mc.example,2026-01-01\n', false);
    expect(await found('cause=hard_bounce')).toEqual(['cleaned@mc.example']);
    expect(await found('scope=domain&source=import')).toEqual(['@trap.example']);
    expect(await found('addedTo=2020-01-01T00:00:00.000Z')).toEqual([]);
  });

  it.each(['csv', 'listmonk', 'mailchimp', 'ses'])('written as %s are read again', async (format) => {
    const file = await owner('GET', `/v1/suppression-files?format=${format}&search=cleaned`);
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.body).toContain('cleaned@mc.example');
    expect(await give(file.body, true)).toMatchObject({
      unreadableCount: 0,
      passedOver: 0,
      format: format === 'csv' ? 'doorstep' : format,
    });
  });

  it('hold everybody at a domain by hand, and let go of it with a reason', async () => {
    const made = (
      await owner('POST', '/v1/suppressions', { address: '@whole.example', reason: 'A trap' })
    ).json<Suppression>();
    expect(made).toMatchObject({ scope: 'domain', domainName: 'whole.example', address: null });
    await owner('POST', '/v1/subscribers', { address: 'ann@whole.example' });
    expect((await owner('GET', '/v1/subscribers?search=ann@whole')).json()).toMatchObject({
      data: [{ suppressedBy: 'manual' }],
    });
    expect((await owner('GET', `/v1/suppressions/${made.id}/results`)).json()).toEqual({ data: [], nextCursor: null });
    expect((await owner('POST', `/v1/suppressions/${made.id}/lift`, { reason: 'No trap' })).statusCode).toBe(200);
  });
});
