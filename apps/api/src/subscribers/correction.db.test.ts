// One mistyped address corrected over the real API: looked at, done, told in the history of both, and taken back exactly.
import type {
  AddressCorrection,
  AddressPage,
  CorrectedAddress,
  List,
  MembershipView,
  Problem,
  Subscriber,
} from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, OWNER, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let plain: List;
let asking: List;
let ada: Subscriber;

const TYPED = 'ada@gmial.com';
const RIGHT = 'ada@gmail.com';
const reason = 'She told us by phone';

const run = (sql: string, values: unknown[] = []) => api.dependencies.database.pool.query(sql, values);
const preview = async (to?: string) =>
  (
    await owner('GET', `/v1/subscribers/${ada.id}/correction${to ? `?to=${encodeURIComponent(to)}` : ''}`)
  ).json() as AddressCorrection;
const correct = (to: string) => owner('POST', `/v1/subscribers/${ada.id}/correction`, { to, reason });
const pageOf = async (address: string) => (await owner('GET', `/v1/addresses/${address}`)).json() as AddressPage;
const standing = (memberships: readonly MembershipView[]) =>
  Object.fromEntries(memberships.map(({ listName, status }) => [listName, status]));

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  plain = (await owner('POST', '/v1/lists', { name: 'Letter' })).json();
  asking = (await owner('POST', '/v1/lists', { name: 'Members', optIn: 'double' })).json();
  const listIds = [plain.id, asking.id];
  ada = (
    await owner('POST', '/v1/subscribers', { address: TYPED, name: 'Ada', listIds, fields: { city: 'Ulm' } })
  ).json();
  await run(`UPDATE membership SET status = 'subscribed', confirmed_at = now() WHERE list_id = $1`, [asking.id]);
  await owner('PATCH', `/v1/subscribers/${ada.id}`, { tags: ['Choir'] });
  await owner('POST', '/v1/subscribers', { address: 'ben@gmail.com', listIds: [] });
  await owner('POST', '/v1/suppressions', { address: 'held@gmail.com', reason: 'Asked us' });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('correcting one address', () => {
  it('says before what comes of it, and guesses what was meant', async () => {
    expect(await preview()).toEqual({
      ...{ before: TYPED, after: RIGHT, problem: null, waiting: 0 },
      lists: [
        { name: 'Letter', asksAnew: false },
        { name: 'Members', asksAnew: true },
      ],
    });
    expect(await preview('ADA@gmial.com')).toMatchObject({ problem: 'same' });
    expect(await preview('ben@gmail.com')).toMatchObject({ problem: 'on_the_list' });
    expect(await preview('held@gmail.com')).toMatchObject({ problem: 'held_back' });
    for (const [to, words] of [
      ['no address', /^/],
      ['ben@gmail.com', /is a subscriber already/],
      ['held@gmail.com', /is held back/],
    ] as const) {
      const answer = await correct(to);
      expect(answer.statusCode, to).toBe(422);
      const [fault] = (answer.json() as Problem).errors!;
      expect(fault).toMatchObject({ pointer: '#/to', detail: expect.stringMatching(words) });
    }
  });

  it('moves lists with their consent, and the person as she is; both addresses tell it, and the audit has it', async () => {
    const before = (await pageOf(TYPED)).memberships;
    const done = (await correct(RIGHT)).json() as CorrectedAddress;
    expect(done).toMatchObject({ before: TYPED, after: RIGHT });
    const after = (await owner('GET', `/v1/subscribers/${ada.id}`)).json() as Subscriber;
    expect(after).toMatchObject({ address: RIGHT, name: 'Ada', fields: { city: 'Ulm' }, tags: ['Choir'] });
    expect(standing(after.memberships)).toEqual({ Letter: 'subscribed', Members: 'unconfirmed' });
    const [old, right] = await Promise.all([pageOf(TYPED), pageOf(RIGHT)]);
    expect(old.subscriber).toBeNull();
    expect(standing(old.memberships)).toEqual({ Letter: 'removed', Members: 'removed' });
    for (const [page, other] of [
      [old, RIGHT],
      [right, TYPED],
    ] as const)
      expect(page.events[0]).toMatchObject({
        ...{ kind: 'address_corrected', words: expect.stringContaining(other) },
        audit: { who: OWNER.name, about: `subscribers:${ada.id}` },
      });
    const audit = await run(`SELECT subject_id, detail FROM audit_entry WHERE action = 'subscribers.correct'`);
    expect(audit.rows).toEqual([{ subject_id: ada.id, detail: { reason } }]);

    const undone = await owner('POST', `/v1/chronic/actions/${done.correctionId}/undo`);
    expect(undone.json()).toMatchObject({ groupKey: null, kind: 'correct', count: 1, undoneBy: OWNER.name });
    const back = await pageOf(TYPED);
    expect(back.subscriber).toMatchObject({ id: ada.id, name: 'Ada' });
    expect(back.memberships).toEqual(before);
    expect(standing((await pageOf(RIGHT)).memberships)).toEqual({ Letter: 'removed', Members: 'removed' });
    expect((await owner('POST', `/v1/chronic/actions/${done.correctionId}/undo`)).statusCode).toBe(409);
  });

  it('gives back no list she left at the right address meanwhile', async () => {
    const done = (await correct(RIGHT)).json() as CorrectedAddress;
    await run(
      `UPDATE membership SET status = 'unsubscribed' WHERE list_id = $1 AND address_id = (SELECT id FROM address WHERE normalized = $2)`,
      [plain.id, RIGHT],
    );
    await owner('POST', `/v1/chronic/actions/${done.correctionId}/undo`);
    expect(standing((await pageOf(TYPED)).memberships)).toEqual({ Letter: 'removed', Members: 'subscribed' });
    expect(standing((await pageOf(RIGHT)).memberships)).toMatchObject({ Letter: 'unsubscribed' });
  });
});
