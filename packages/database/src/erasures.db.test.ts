// Erasing a person against PostgreSQL: no table names her afterwards, and what held for her still holds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type Database, openDatabase } from './database.js';
import { ErasureStore } from './erasures.store.js';
import { ListStore } from './lists.store.js';
import { PersonExportStore } from './person-export.store.js';
import { SubscriberStore } from './subscribers.store.js';
import { SuppressionStore } from './suppressions.store.js';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url, { secret: new Uint8Array(32).fill(9) });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const query = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await database.pool.query<Row>(text, values)).rows;
const add = (address: string, listIds: string[] = [], name = 'Ada Lovelace') =>
  new SubscriberStore(database).add(
    {
      ...{ normalized: address.toLowerCase(), spelling: address, domainName: address.split('@')[1]!.toLowerCase() },
      ...{ name, fields: { town: 'Ulm' }, listIds, consentSource: `Form filled in by ${address}` },
    },
    'Olga',
  );

/** Every row of every table as text: the tables that name somebody. */
async function tablesNaming(words: string): Promise<string[]> {
  const tables = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(
      `SELECT FROM "${name}" x WHERE strpos(lower(to_jsonb(x)::text), lower($1)) > 0 OR strpos(to_jsonb(x)::text, $2) > 0 LIMIT 1`,
      [words, Buffer.from(words).toString('hex')],
    );
    if (rows.length > 0) found.push(name);
  }
  return found.sort();
}

async function herTraces(address: string, addressId: string) {
  const [campaign] = await query<{ id: string }>(
    `INSERT INTO campaign (name, state, list_ids) VALUES ('Autumn', 'sending', '{}') RETURNING id`,
  );
  const [delivery] = await query<{ id: string }>(
    `INSERT INTO delivery (campaign_id, address_id, domain_name, state, merge_fields) VALUES ($1, $2, 'ulm.example', 'due', $3) RETURNING id`,
    [campaign!.id, addressId, JSON.stringify({ greeting: `Dear ${address}` })],
  );
  await query(
    `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, fence, worker, phase, outcome, reply_text, report)
     VALUES ($1, $2, $3, 'ulm.example', 1, 'w', 'finished', 'refused', $4, $5)`,
    [
      ...[delivery!.id, campaign!.id, addressId, `550 <${address}> unknown`],
      JSON.stringify({ steps: [`RCPT\n${address}`] }),
    ],
  );
  await query(
    `INSERT INTO inbound_message (source_uid, content_sha256, raw, size_bytes, address_id) VALUES ('1', '\\x01', $1, 9, $2)`,
    [Buffer.from(`To: ${address}`), addressId],
  );
  await query(
    `INSERT INTO inbound_message (source_uid, content_sha256, raw, size_bytes) VALUES ('2', '\\x02', $1, 9)`,
    [Buffer.from(`Your mail to ${address} failed`)],
  );
  await query(
    `INSERT INTO audit_entry (actor_kind, actor_label, action, detail) VALUES ('user', 'Olga', 'subscribers.add', $1)`,
    [JSON.stringify({ address })],
  );
  return delivery!.id;
}

describe('erasing a person', () => {
  it('leaves no table that names her, and her suppression and unsubscribe hold when she is added again', async () => {
    const address = 'Ada.Love+news@Ulm.example';
    const lists = new ListStore(database);
    const [left, stayed] = [
      await lists.add({ name: 'Left', description: '', optIn: 'single' }),
      await lists.add({ name: 'Stayed', description: '', optIn: 'single' }),
    ];
    const her = await add(address, [left.id, stayed.id]);
    await add('x-ada.love+news@ulm.example', [], 'Bob');
    await query(`UPDATE membership SET status = 'unsubscribed', unsubscribed_at = now() WHERE list_id = $1`, [left.id]);
    await new SuppressionStore(database).addByHand(
      { normalized: address.toLowerCase(), spelling: address, domainName: 'ulm.example' },
      `She wrote from ${address}`,
      'Olga',
    );
    const deliveryId = await herTraces(address, her.addressId);
    const told = (await new PersonExportStore(database).exportPerson(her.addressId))!;
    expect(told).toMatchObject({
      address: { asGiven: address },
      subscriber: { name: 'Ada Lovelace', fields: { town: 'Ulm' } },
      messages: [{ campaign: 'Autumn', attempts: [{ reply: `550 <${address}> unknown` }] }],
      returnedMails: [{ text: `To: ${address}` }],
    });
    expect(await tablesNaming(address)).toContain('attempt');

    const erased = (await new ErasureStore(database).erasePerson(her.addressId, 'Olga'))!;
    expect(erased).toMatchObject({ mails: 2, cancelled: 1, kept: { suppressions: 1, unsubscribed: 1 } });
    // What is found still is the neighbour whose address ends like hers.
    const [neighbour] = await query<{ normalized: string }>(
      `SELECT normalized FROM address WHERE normalized LIKE 'x-%'`,
    );
    expect(neighbour!.normalized).toBe('x-ada.love+news@ulm.example');
    await query(`UPDATE address SET normalized = 'x', spelling = 'x' WHERE normalized LIKE 'x-%'`);
    expect(await tablesNaming(address)).toEqual([]);
    expect(await tablesNaming('Lovelace')).toEqual([]);
    expect(await query('SELECT state, reason FROM delivery WHERE id = $1', [deliveryId])).toEqual([
      { state: 'cancelled', reason: 'erased' },
    ]);
    expect(await new PersonExportStore(database).exportPerson(her.addressId)).toBeNull();

    const again = await add(address.toUpperCase(), [left.id, stayed.id]);
    expect(again.addressId).not.toBe(her.addressId);
    expect(again.suppressedBy).toBe('manual');
    expect(again.memberships.map(({ listName, status }) => [listName, status])).toEqual([
      ['Left', 'unsubscribed'],
      ['Stayed', 'subscribed'],
    ]);
    await new ErasureStore(database).erasePerson(again.addressId, 'Olga');
    expect((await add(address)).suppressedBy).toBe('manual');
  });

  it('is known by the hash of RFC 2104, and nobody without the key adds an address any more', async () => {
    const her = await add('once@key.example');
    await new ErasureStore(database).erasePerson(her.addressId, 'Olga');
    await expect(new ErasureStore(database).erasePerson(her.addressId, 'Olga')).rejects.toMatchObject({
      code: 'already_erased',
    });
    const keyless = openDatabase(fresh.url, { poolSize: 1 });
    const store = new SubscriberStore(keyless);
    const stranger = { normalized: 'new@key.example', spelling: 'new@key.example', domainName: 'key.example' };
    await expect(
      store.add({ ...stranger, name: null, fields: {}, listIds: [], consentSource: null }, 'Olga'),
    ).rejects.toThrow('DOORSTEP_SECRET');
    await keyless.close();
    const { createHmac } = await import('node:crypto');
    const [setting] = await query<{ key: string }>(`SELECT current_setting('doorstep.erasure_key') AS key`);
    const [hash] = await query<{ hash: Buffer }>(`SELECT erasure_hash('once@key.example') AS hash`);
    expect(hash!.hash).toEqual(
      createHmac('sha256', Buffer.from(setting!.key, 'hex')).update('once@key.example').digest(),
    );
    await expect(query('UPDATE address_event SET actor = actor')).rejects.toThrow('append-only');
  });
});
