// Who is asked to confirm, how often, and what the page of the address says of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type ConfirmationSettlement, ConfirmationStore } from './confirmations.store.js';
import { type Database, openDatabase } from './database.js';
import { ListStore } from './lists.store.js';
import { PublicPageStore } from './public-pages.store.js';
import { SubscriberStore } from './subscribers.store.js';
import { SuppressionStore } from './suppressions.store.js';

let fresh: FreshDatabase;
let database: Database;
let confirmations: ConfirmationStore;
let subscribers: SubscriberStore;
let listId: string;
let count = 0;

const query = async <Row extends object>(text: string, ...values: unknown[]) =>
  (await database.pool.query<Row>(text, values)).rows;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  confirmations = new ConfirmationStore(database);
  subscribers = new SubscriberStore(database);
});
beforeEach(async () => {
  await query(`UPDATE membership SET status = 'removed'`);
  const list = await new ListStore(database).add({ name: 'Letter', description: '', optIn: 'double' });
  listId = list.id;
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const known = (address: string) => ({
  normalized: address,
  spelling: address,
  domainName: address.slice(address.indexOf('@') + 1),
});
const join = (address = `ann${++count}@firm.example`, to = listId) =>
  subscribers.add({ ...known(address), name: null, fields: {}, listIds: [to], consentSource: 'Fair' }, 'Olga');
const claim = async (limit = 10) => (await confirmations.claimDue(limit, 60)).claimed;
const accepted: ConfirmationSettlement = { outcome: 'accepted', reply: '250 ok', mxHost: 'mx.firm.example' };
const no = (outcome: 'deferred' | 'refused', retrySeconds: number | null): ConfirmationSettlement => ({
  ...{ outcome, retrySeconds, category: 'greylist', reply: '450 later\0', mxHost: 'mx.firm.example' },
});
const events = (addressId: string) =>
  query<{ kind: string; detail: Record<string, unknown> }>(
    `SELECT kind, detail FROM address_event WHERE address_id = $1 AND kind LIKE 'confirm%' ORDER BY id`,
    addressId,
  );
const later = (addressId: string, time: string) =>
  query(
    `UPDATE membership SET confirmation_sent_at = confirmation_sent_at - $2::interval,
       confirmation_next_at = confirmation_next_at - $2::interval WHERE address_id = $1`,
    addressId,
    time,
  );
async function askOnce(): Promise<number> {
  const claimed = await claim();
  for (const one of claimed) {
    expect(await confirmations.markDot(one)).toBe(true);
    await confirmations.settle(one, accepted, true);
  }
  return claimed.length;
}
const rejoin = async (subscriberId: string) => {
  await subscribers.change(subscriberId, { listIds: [] }, 'Olga');
  await subscribers.change(subscriberId, { listIds: [listId] }, 'Olga');
};

describe('asking to confirm', () => {
  it('is due for who waits on a double list, once, and told on the address', async () => {
    const { addressId } = await join();
    const single = await new ListStore(database).add({ name: 'Single', description: '', optIn: 'single' });
    await join('ben@firm.example', single.id);
    const claimed = await claim();
    expect(claimed).toMatchObject([{ addressId, listId, listName: 'Letter', domainName: 'firm.example', tries: 1 }]);
    expect(await confirmations.isAnyDue()).toBe(false);
    expect(await confirmations.markDot(claimed[0]!)).toBe(true);
    await confirmations.settle(claimed[0]!, accepted, true);
    await later(addressId, '9 days');
    expect(await claim()).toEqual([]);
    expect(await events(addressId)).toMatchObject([
      { kind: 'confirmation_sent', detail: { listName: 'Letter', reply: '250 ok', mxHost: 'mx.firm.example' } },
    ]);
  });

  it('is shared by workers, each person one of them', async () => {
    for (let i = 0; i < 12; i++) await join();
    const claimed = (await Promise.all(Array.from({ length: 6 }, () => claim(4)))).flat();
    expect(new Set(claimed.map((one) => one.addressId)).size).toBe(12);
    expect(claimed).toHaveLength(12);
  });

  it('holds back who is suppressed, by address or domain, was deleted, or whose list was archived', async () => {
    const suppressions = new SuppressionStore(database);
    await join('held@held.example');
    const { id } = await suppressions.addByHand(known('held@held.example'), 'Asked', 'Olga');
    await query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor) VALUES ('domain', 'closed.example', 'manual', 'user', 'Olga')`,
    );
    await join('ann@closed.example');
    const gone = await join();
    await query('DELETE FROM subscriber WHERE id = $1', gone.id);
    const other = await new ListStore(database).add({ name: 'Old', description: '', optIn: 'double' });
    await join(undefined, other.id);
    await new ListStore(database).archive(other.id);
    expect(await confirmations.claimDue(10, 60)).toEqual({ claimed: [], isMore: false });
    expect(await confirmations.isAnyDue()).toBe(false);
    await suppressions.lift(id, 'A mistake', 'Olga');
    await query(
      `UPDATE membership SET confirmation_next_at = now() - interval '1 second' WHERE status = 'unconfirmed'`,
    );
    expect((await claim()).map((one) => one.spelling)).toEqual(['held@held.example']);
  });

  it('is tried again after its time, given up when told so, and says each time what the host said', async () => {
    const { addressId } = await join();
    const [first] = await claim();
    await confirmations.settle(first!, no('deferred', 300), false);
    expect(await claim()).toEqual([]);
    await later(addressId, '301 seconds');
    const [second] = await claim();
    expect(second!.tries).toBe(2);
    await confirmations.settle(second!, no('refused', null), false);
    await later(addressId, '9 days');
    expect(await claim()).toEqual([]);
    expect(await events(addressId)).toMatchObject([
      { kind: 'confirmation_failed', detail: { outcome: 'deferred', isFinal: false, reply: '450 later' } },
      { kind: 'confirmation_failed', detail: { outcome: 'refused', isFinal: true } },
    ]);
  });

  it('does not count a message that was refused after its dot', async () => {
    const { addressId } = await join();
    const [one] = await claim();
    await confirmations.markDot(one!);
    await confirmations.settle(one!, no('deferred', 0), true);
    expect(await query('SELECT confirmation_count AS n FROM membership WHERE address_id = $1', addressId)).toEqual([
      { n: 0 },
    ]);
    expect(await askOnce()).toBe(1);
  });

  it('waits a day before a second message, however often somebody is put on the list, and ends at three', async () => {
    const { id, addressId } = await join();
    expect(await askOnce()).toBe(1);
    for (let message = 2; message <= 3; message++) {
      await rejoin(id);
      expect(await askOnce()).toBe(0);
      await later(addressId, '23 hours');
      expect(await askOnce()).toBe(0);
      await later(addressId, '61 minutes');
      expect(await askOnce()).toBe(1);
    }
    await later(addressId, '9 days');
    await rejoin(id);
    expect(await askOnce()).toBe(0);
    await subscribers.remove(id, 'Olga');
    const again = await join(
      (await query<{ a: string }>('SELECT normalized AS a FROM address WHERE id = $1', addressId))[0]!.a,
    );
    await later(again.addressId, '9 days');
    expect(await askOnce()).toBe(0);
    expect(await events(addressId)).toHaveLength(3);
  });

  it('lets no dot out for who confirmed or left, nor by a worker that was too slow', async () => {
    const { addressId } = await join();
    const [slow] = await claim();
    await later(addressId, '61 seconds');
    const [quick] = await claim();
    expect(await confirmations.markDot(slow!)).toBe(false);
    await new PublicPageStore(database).confirm(addressId, listId, {
      ip: '192.0.2.7',
      userAgent: null,
      form: '/confirm',
      language: 'en',
      words: 'Shall it come?',
    });
    expect(await confirmations.markDot(quick!)).toBe(false);
    const gone = await join();
    const [claimed] = await claim();
    await subscribers.remove(gone.id, 'Olga');
    expect(await confirmations.markDot(claimed!)).toBe(false);
  });

  it('sends nothing twice when a worker dies after the dot, and tries again when it dies before', async () => {
    const { addressId } = await join();
    const [before] = await claim();
    await later(addressId, '61 seconds');
    const [again] = await claim();
    expect(again!.tries).toBe(before!.tries + 1);
    await confirmations.markDot(again!);
    await later(addressId, '9 days');
    expect(await claim()).toEqual([]);
  });

  it('is due at once again when it was given back', async () => {
    await join();
    const [one] = await claim();
    await confirmations.release(one!);
    expect((await claim())[0]!.tries).toBe(1);
  });
});

describe('where the messages come from', () => {
  it('is the oldest domain with an active key and without a check that failed', async () => {
    expect(await confirmations.sender()).toBeNull();
    const domain = async (name: string, isActive: boolean, checks: object[] | null) => {
      const [row] = await query<{ id: string }>(
        'INSERT INTO sending_domain (name, return_path_domain, checks) VALUES ($1, $1, $2) RETURNING id',
        name,
        checks === null ? null : JSON.stringify(checks),
      );
      await query(
        `INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key, is_active)
         VALUES ($1, 'd1', 'ed25519-sha256', 'sealed', 'public', $2)`,
        row!.id,
        isActive,
      );
    };
    await domain('asleep.example', false, null);
    await domain('broken.example', true, [{ name: 'spf', result: 'fail' }]);
    expect(await confirmations.sender()).toBeNull();
    await domain('news.example', true, [
      { name: 'dkim', result: 'pass' },
      { name: 'ptr', result: 'fail' },
    ]);
    await domain('later.example', true, null);
    expect(await confirmations.sender()).toEqual({
      ...{ name: 'news.example', returnPathDomain: 'news.example' },
      dkimKeys: [{ selector: 'd1', algorithm: 'ed25519-sha256', privateKeySealed: 'sealed' }],
    });
  });
});
