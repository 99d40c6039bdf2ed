import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { PublicPageStore } from './public-pages.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let pages: PublicPageStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  pages = new PublicPageStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const NOWHERE = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';

async function delivered(domain: string) {
  const { campaignId, listId, addressIds } = await fixture.dueCampaign(domain, 2);
  const [addressId, otherId] = addressIds as [string, string];
  const [row] = await fixture.query<{ id: string }>(
    'SELECT id FROM delivery WHERE campaign_id = $1 AND address_id = $2',
    [campaignId, addressId],
  );
  return { deliveryId: row!.id, campaignId, listId, addressId, otherId };
}
const status = async (addressId: string) =>
  (await fixture.query<{ status: string }>('SELECT status FROM membership WHERE address_id = $1', [addressId])).map(
    (row) => row.status,
  );
const kinds = async (addressId: string) =>
  (
    await fixture.query<{ kind: string }>('SELECT kind FROM address_event WHERE address_id = $1 ORDER BY id', [
      addressId,
    ])
  ).map((row) => row.kind);

describe('unsubscribing', () => {
  it('leaves the lists of that campaign once, for that address alone', async () => {
    const { deliveryId, addressId, otherId } = await delivered('leave.example');
    expect(await pages.departure(deliveryId)).toMatchObject({
      ...{ address: 'p1@leave.example', campaignName: 'March', hasLeftAll: false },
      lists: [{ name: 'Letter', isLeft: false }],
    });
    expect(await status(addressId)).toEqual(['subscribed']);
    expect(await pages.unsubscribe(deliveryId)).toBe(true);
    expect(await pages.unsubscribe(deliveryId)).toBe(true);
    expect(await status(addressId)).toEqual(['unsubscribed']);
    expect(await status(otherId)).toEqual(['subscribed']);
    expect(await kinds(addressId)).toEqual(['unsubscribed']);
    expect((await pages.departure(deliveryId))!.lists).toMatchObject([{ name: 'Letter', isLeft: true }]);
  });

  it('from everything suppresses the address once and leaves every list, removed ones too', async () => {
    const { deliveryId, addressId } = await delivered('all.example');
    await fixture.query(
      `WITH l AS (INSERT INTO list (name) VALUES ('Other') RETURNING id)
       INSERT INTO membership (list_id, address_id, status) SELECT id, $1, 'removed' FROM l`,
      [addressId],
    );
    await pages.unsubscribeFromAll(deliveryId);
    await pages.unsubscribeFromAll(deliveryId);
    expect(await status(addressId)).toEqual(['unsubscribed', 'unsubscribed']);
    expect(await kinds(addressId)).toEqual(['unsubscribed', 'unsubscribed', 'suppressed']);
    expect(await pages.departure(deliveryId)).toMatchObject({ hasLeftAll: true });
  });

  it('of a delivery nobody knows changes nothing', async () => {
    expect(await pages.departure(NOWHERE)).toBeNull();
    expect(await pages.unsubscribe(NOWHERE)).toBe(false);
    expect(await pages.unsubscribeFromAll(NOWHERE)).toBe(false);
  });
});

const agreement = {
  ip: '192.0.2.7',
  userAgent: null,
  form: '/confirm',
  language: 'en',
  words: 'Shall it come?',
} as const;

describe('confirming', () => {
  it('subscribes who waits, once, and revives nobody who left', async () => {
    const { addressId, listId } = await delivered('confirm.example');
    const put = (word: string) =>
      fixture.query('UPDATE membership SET status = $2 WHERE address_id = $1', [addressId, word]);
    await put('unconfirmed');
    expect(await pages.confirmation(addressId, listId)).toMatchObject({ status: 'unconfirmed', listName: 'Letter' });
    expect(await pages.confirm(addressId, listId, agreement)).toMatchObject({ status: 'subscribed' });
    expect(await pages.confirm(addressId, listId, agreement)).toMatchObject({ status: 'subscribed' });
    expect(await kinds(addressId)).toEqual(['confirmed']);
    await put('unsubscribed');
    expect(await pages.confirm(addressId, listId, agreement)).toMatchObject({ status: 'unsubscribed' });
    expect(await pages.confirm(addressId, NOWHERE, agreement)).toBeNull();
  });
});
