// Asking to confirm over real sockets: a whole worker, the simulated internet, people put on a list as the API does it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTokenSigner, tokenKeysFrom } from '@doorstep/bounces';
import { ConfirmationStore, createVault, ListStore, PublicPageStore, SubscriberStore } from '@doorstep/database';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Log, silentLog } from '../log.js';
import { runWorker, until } from '../testing/run-worker.js';
import { SECRET, type SendingWorld, sendingWorld } from '../testing/sending-world.js';
import type { Worker } from '../worker.js';
import { openConfirmDesk } from './confirm-desk.js';
import { createConfirmer } from './confirmer.js';

/** Five minutes in 2.5 seconds, for the sender and for the greylist. */
const SPEED = 120;
const tokens = createTokenSigner(tokenKeysFrom(SECRET));

let fresh: FreshDatabase;
let world: SendingWorld;
let simnet: Simnet;
let dataDir: string;
let worker: Worker | undefined;
let listId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url, 20);
  simnet = await startSimnet({ clockSpeed: SPEED });
  dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-confirm-'));
});
beforeEach(async () => {
  await world.query(`UPDATE membership SET status = 'removed'`);
  const lists = new ListStore(world.database);
  listId = (await lists.add({ name: 'Bread & Salt <news>', description: '', optIn: 'double' })).id;
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(async () => {
  await simnet.close();
  await world.database.close();
  await fresh.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function join(address: string): Promise<string> {
  const known = { normalized: address, spelling: address, domainName: address.slice(address.indexOf('@') + 1) };
  const added = { ...known, name: null, fields: {}, listIds: [listId], consentSource: 'At the fair' };
  return (await new SubscriberStore(world.database).add(added, 'Olga')).addressId;
}
function start(): void {
  const { dnsServer, smtpPort } = simnet;
  worker = runWorker({ database: world.database, dataDir, dnsServer, smtpPort, timeScale: SPEED });
}
const events = async (addressId: string) =>
  (
    await world.query<{ kind: string; detail: Record<string, unknown> }>(
      `SELECT kind, detail FROM address_event WHERE address_id = $1 AND kind LIKE 'confirm%' ORDER BY id`,
      [addressId],
    )
  ).map(({ kind, detail }) => ({ kind, ...detail }));
const told = (what: string, addressId: string, count = 1) =>
  until(what, async () => (await events(addressId)).length >= count);

describe('people on a list with a double opt-in', () => {
  it('get a signed message with the link that confirms them, once', async () => {
    const addressId = await join('ann@bakery.example');
    start();
    await told('she was asked', addressId);
    expect(await events(addressId)).toMatchObject([
      { kind: 'confirmation_sent', outcome: 'accepted', listName: 'Bread & Salt <news>', isFinal: true },
    ]);
    const [received, ...others] = simnet.received({ recipient: 'ann@bakery.example' });
    expect(others).toEqual([]);
    expect(received!.raw).toContain('\r\nSubject: Please confirm: Bread & Salt <news>\r\n');
    expect(received!.raw).toMatch(/\r\nFrom: "Bread & Salt <news>"\s+<confirm@news\.example>\r\n/);
    expect(received!.raw).toMatch(/^DKIM-Signature: v=1; a=ed25519-sha256;.* d=news\.example;/);
    expect(received!.raw).not.toMatch(/^List-/im);
    expect(received!.mailFrom).toMatch(/^bounce-[a-z2-7]{43}@bounces\.news\.example$/);
    const unfolded = received!.raw.replaceAll('=\r\n', '');
    const [, token, list] = /http:\/\/127\.0\.0\.1:8480\/confirm\/([a-z2-7]+)\/(\S+)/.exec(unfolded)!;
    expect([tokens.verify('confirm', token!), list]).toEqual([addressId, listId]);
    const confirmed = await new PublicPageStore(world.database).confirm(tokens.verify('confirm', token!)!, list!, {
      ip: '192.0.2.7',
      userAgent: null,
      form: '/confirm',
      language: 'en',
      words: 'Shall it come?',
    });
    expect(confirmed).toMatchObject({ status: 'subscribed' });
  });

  it('are asked again by a host that greylists, with the same envelope', async () => {
    const addressId = await join('ann@greylisting.example');
    start();
    await told('she was asked', addressId, 2);
    expect(await events(addressId)).toMatchObject([
      { kind: 'confirmation_failed', outcome: 'deferred', category: 'greylist', isFinal: false },
      { kind: 'confirmation_sent', outcome: 'accepted' },
    ]);
    expect(simnet.received({ recipient: 'ann@greylisting.example' })).toHaveLength(1);
  });

  it('are given up with the words of the host when there is no such mailbox, and wait out a block of ours', async () => {
    const unknown = await join('gone.ben@bakery.example');
    const nowhere = await join('ben@no-mail.example');
    const blocked = await join('ben@reputation.example');
    start();
    await Promise.all([unknown, nowhere, blocked].map((one) => told('it was tried', one)));
    expect(await events(unknown)).toMatchObject([
      {
        ...{ kind: 'confirmation_failed', outcome: 'refused', category: 'address_unknown', isFinal: true },
        reply: expect.stringContaining('<gone.ben@bakery.example>'),
      },
    ]);
    expect((await events(nowhere))[0]).toMatchObject({ outcome: 'refused', category: 'domain_refuses_mail' });
    expect((await events(blocked))[0]).toMatchObject({
      outcome: 'deferred',
      category: 'reputation_block',
      isFinal: false,
    });
    const standing = await world.query(
      `SELECT FROM suppression UNION ALL SELECT FROM address WHERE standing <> 'unknown'`,
    );
    expect(standing).toEqual([]);
  });

  it('get nothing while they are suppressed', async () => {
    const suppressed = await join('held@bakery.example');
    await world.query(
      `INSERT INTO suppression (address_id, cause, source, actor) VALUES ($1, 'manual', 'user', 'Olga')`,
      [suppressed],
    );
    const free = await join('free@bakery.example');
    start();
    await told('the other one was asked', free);
    expect(await events(suppressed)).toEqual([]);
    expect(simnet.summary()['held@bakery.example']).toBeUndefined();
  });

  it('are not flooded by a host that hangs up after the dot: the message is in doubt and stays alone', async () => {
    const addressId = await join('ann@drops-after-dot.example');
    start();
    await told('it was tried', addressId);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(await events(addressId)).toMatchObject([{ kind: 'confirmation_sent', outcome: 'in_doubt' }]);
    expect(simnet.summary()['ann@drops-after-dot.example']).toMatchObject({ dropped: 1 });
  });
});

describe('letters to single readers', () => {
  it('are signed, in the language of the list and with a link that names them; a complaint gets only its own kind', async () => {
    const ann = await join('moving@bakery.example');
    const bea = await join('bea@bakery.example');
    await world.query(`UPDATE list SET language = 'de' WHERE id = $1`, [listId]);
    await world.query(`UPDATE membership SET confirmation_next_at = NULL`);
    await world.query(
      `INSERT INTO suppression (address_id, cause, source, actor) VALUES ($1, 'complaint', 'outcome', 'Doorstep')`,
      [bea],
    );
    const write = async (kind: string, addressId: string, other: string | null = null) =>
      (
        await world.query<{ id: string }>(
          `INSERT INTO reader_letter (kind, address_id, list_id, other_address_id, actor, expires_at)
           VALUES ($1, $2, $3, $4, 'the reader', now() + interval '2 days') RETURNING id`,
          [kind, addressId, listId, other],
        )
      )[0]!.id;
    const moved = await write('move_confirm', ann, bea);
    const held = await write('link', bea);
    const comeBack = await write('come_back', bea);
    start();
    const outcome = async (id: string) =>
      (await world.query<{ outcome: string | null }>('SELECT outcome FROM reader_letter WHERE id = $1', [id]))[0]!
        .outcome;
    await until('all three were decided', async () =>
      (await Promise.all([moved, held, comeBack].map(outcome))).every((one) => one !== null && one !== 'in_doubt'),
    );
    expect(await Promise.all([moved, held, comeBack].map(outcome))).toEqual(['accepted', 'held', 'accepted']);
    const raw = simnet.received({ recipient: 'moving@bakery.example' }).at(-1)!.raw.replaceAll('=\r\n', '');
    expect(raw).toMatch(/^DKIM-Signature: v=1; a=ed25519-sha256;.* d=news\.example;/);
    expect(raw).toContain('bea@bakery.example');
    expect(raw).toMatch(/\r\nSubject: Soll Bread & Salt <news> an diese Adresse kommen\?\r\n/);
    expect(tokens.verify('letter', /\/me\/([a-z2-7]+)/.exec(raw)![1]!)).toBe(moved);
    const kinds = await world.query<{ kind: string }>(
      `SELECT kind FROM address_event WHERE address_id = $1 AND kind LIKE '%_sent'`,
      [bea],
    );
    expect(kinds).toEqual([{ kind: 'come_back_sent' }]);
  });
});

describe('without a domain to send from', () => {
  it('nobody is claimed, and that is said once, also when the key does not open', async () => {
    const addressId = await join('ann@choir.example');
    const said: unknown[] = [];
    const log = { ...silentLog, warn: (words: unknown) => said.push(words) } as unknown as Log;
    const confirmer = createConfirmer({
      ...{ log, tokens, signal: new AbortController().signal, vault: createVault(SECRET) },
      tls: { of: async ({ domain }) => ({ domain, hosts: {} }), note: () => undefined },
      mails: new ConfirmationStore(world.database),
      ...{ openDesk: openConfirmDesk, otherwise: 'Nobody can be asked to confirm' },
      config: {
        ...{
          dnsServers: [simnet.dnsServer],
          dnssec: false,
          smtpPort: simnet.smtpPort,
          allowPrivateMx: true,
          timeScale: SPEED,
        },
        ...{ publicUrl: 'http://127.0.0.1:8480', ehloName: 'mail.news.example' },
      },
    });
    await world.query('UPDATE dkim_key SET is_active = false');
    expect([await confirmer.turn(), await confirmer.turn()]).toEqual([false, false]);
    await world.query(`UPDATE dkim_key SET is_active = true, private_key_sealed = 'v1.' || repeat('A', 80)`);
    expect([await confirmer.turn(), await confirmer.turn()]).toEqual([false, false]);
    expect(said).toEqual([expect.stringMatching(/no sending domain/), expect.stringMatching(/DKIM key d1/)]);
    const [row] = await world.query('SELECT confirmation_tries AS tries FROM membership WHERE address_id = $1', [
      addressId,
    ]);
    expect(row).toEqual({ tries: 0 });
  });
});
