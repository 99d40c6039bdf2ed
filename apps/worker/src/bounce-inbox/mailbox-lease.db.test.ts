// One worker reads and one worker watches a mailbox; what an outlived worker says does not count.
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailboxWatch, OpenedWatch } from '@doorstep/bounces';
import {
  type Database,
  MailboxReadingStore,
  MailboxWatchStore,
  openDatabase,
  sealOAuthSecrets,
} from '@doorstep/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { silentLog } from '../log.js';
import { inboxHarness, MemoryMailbox, vault } from '../testing/inbox-fixture.js';
import { createMailboxAccess } from './mailbox-access.js';

let fresh: FreshDatabase;
let database: Database;
let inbox: ReturnType<typeof inboxHarness>;
let readings: MailboxReadingStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  inbox = inboxHarness(database);
  readings = new MailboxReadingStore(database);
});
beforeEach(() => inbox.empty());
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const box = () =>
  inbox
    .query<Record<string, unknown>>('SELECT *, next_read_at - now() AS rest FROM bounce_mailbox')
    .then((rows) => rows[0]!);
const well = { error: null, pollSeconds: 60, failureSeconds: 60, messageCount: 7, backlog: 2 };

describe('a reading', () => {
  it('is taken over when its lease has run out, and the outlived worker changes nothing any more', async () => {
    const id = await inbox.mailboxRow();
    await readings.take({ reader: 'dead', leaseSeconds: 30 });
    expect(await readings.take({ reader: 'next', leaseSeconds: 30 })).toBeNull();
    await inbox.query(`UPDATE bounce_mailbox SET read_lease_until = now() - interval '1 second'`);
    expect(await readings.take({ reader: 'next', leaseSeconds: 30 })).toMatchObject({ id });
    expect(await readings.renew(id, { reader: 'dead', leaseSeconds: 30 })).toBe(false);
    await readings.finish(id, 'dead', { ...well, error: 'lost' });
    expect(await box()).toMatchObject({ read_by: 'next', last_error: null, error_streak: 0 });
    await readings.finish(id, 'next', well);
    expect(await box()).toMatchObject({ read_by: null, read_lease_until: null, message_count: 7, backlog: 2 });
  });

  it('waits twice as long after each failure, up to an hour', async () => {
    const id = await inbox.mailboxRow();
    const waits: number[] = [];
    for (let streak = 0; streak < 9; streak++) {
      await readings.take({ reader: 'r', leaseSeconds: 30 }, id);
      await readings.finish(id, 'r', { ...well, error: 'wrong password' });
      const [row] = await inbox.query<{ rest: number }>(
        'SELECT round(extract(epoch FROM next_read_at - now()))::int AS rest FROM bounce_mailbox',
      );
      waits.push(row!.rest);
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  });

  it('keeps its lease as long as it goes on', async () => {
    await inbox.mailboxRow();
    const slow = new MemoryMailbox().put('1/1', 'Subject: slow');
    let isOver = false;
    slow.list = async () => {
      await sleep(2400);
      isOver = true;
      return [{ uid: '1/1', sizeBytes: 5 }];
    };
    const reading = inbox.inboxOver(slow, { leaseSeconds: 1.2 }).readDue();
    await sleep(1800);
    expect([isOver, await readings.take({ reader: 'other', leaseSeconds: 1 })]).toEqual([false, null]);
    await reading;
    expect(await box()).toMatchObject({ read_by: null, message_count: 1, backlog: 0 });
  });

  it('ends when the mailbox is switched off meanwhile, and is no failure when the worker ends', async () => {
    await inbox.mailboxRow();
    const stop = new AbortController();
    const hanging = new MemoryMailbox();
    const { readDue } = inbox.inboxOver(hanging, {
      signal: stop.signal,
      open: ({ signal }) =>
        new Promise((resolve) => {
          signal!.addEventListener('abort', () =>
            resolve({ kind: 'failed', step: 'connect', words: 'Reading was stopped.', detail: 'stopped' }),
          );
        }),
    });
    const reading = readDue();
    await sleep(100);
    stop.abort();
    await reading;
    expect(await box()).toMatchObject({ read_by: null, last_error: null, error_streak: 0 });
  });

  it('reads the others while one hangs', async () => {
    const slowId = await inbox.mailboxRow();
    await inbox.mailboxRow();
    const release = Promise.withResolvers<void>();
    const read: string[] = [];
    const slow = new MemoryMailbox();
    slow.list = async () => {
      await release.promise;
      read.push('slow');
      return [];
    };
    const quick = new MemoryMailbox();
    quick.list = async () => {
      read.push('quick');
      return [];
    };
    await inbox.query(`UPDATE bounce_mailbox SET host = 'slow.example' WHERE id = $1`, slowId);
    const reading = inbox
      .inboxOver(quick, {
        open: async ({ host }) => ({ kind: 'open', mailbox: host === 'slow.example' ? slow : quick }),
      })
      .readDue();
    await expect.poll(() => read, { timeout: 5000 }).toEqual(['quick']);
    release.resolve();
    expect(await reading).toBe(2);
  });

  it('signs in by a token, and keeps the refresh token the provider exchanged', async () => {
    const id = await inbox.mailboxRow();
    const sealed = sealOAuthSecrets(vault, { clientSecret: 's', refreshToken: 'r1' });
    const oauth = { tokenUrl: 'https://login.example/token', clientId: 'id', scope: 'mail' };
    await inbox.query(`UPDATE bounce_mailbox SET auth = 'oauth2', oauth = $1, oauth_sealed = $2`, oauth, sealed);
    const access = createMailboxAccess({ vault, readings, log: silentLog });
    const taken = (await readings.take({ reader: 'r', leaseSeconds: 30 }, id))!;
    const settings = access.settings(taken);
    if (typeof settings === 'string') throw new Error(settings);
    expect(settings.password).toBe('');
    const again = access.settings(taken);
    expect(typeof again !== 'string' && again.oauth).toBe(settings.oauth);
    await readings.exchangeOAuthSecrets(id, sealed, 'v1.next');
    await readings.exchangeOAuthSecrets(id, sealed, 'v1.too-late');
    expect(await box()).toMatchObject({ oauth_sealed: 'v1.next' });
  });
});

describe('a watch', () => {
  function watchesOver(
    open: (host: string, onNews: () => void) => OpenedWatch,
    read: (id: string) => Promise<boolean>,
  ) {
    return inbox.watchesOver(read, { leaseSeconds: 3, open: async ({ host }, onNews) => open(host, onNews) });
  }
  function heldOpen() {
    const ended = Promise.withResolvers<string>();
    const watch: MailboxWatch = { ended: ended.promise, close: () => ended.resolve('stopped') };
    return { watch, lose: (why: string) => ended.resolve(why) };
  }

  it('is held by one worker, tells of news, and is given back at the end', async () => {
    const id = await inbox.mailboxRow();
    const read: string[] = [];
    const one = heldOpen();
    let news = () => undefined as unknown;
    const first = watchesOver(
      (_, onNews) => {
        news = onNews;
        return { kind: 'watching', watch: one.watch };
      },
      async (mailboxId) => read.push(mailboxId) > 0,
    );
    let secondOpened = 0;
    const second = watchesOver(
      () => {
        secondOpened++;
        return { kind: 'no_idle' };
      },
      async () => true,
    );
    await first.turn();
    await second.turn();
    await expect.poll(async () => (await box()).watch).toBe('watching');
    expect(secondOpened).toBe(0);
    news();
    await expect.poll(() => read).toEqual([id]);
    const stopping = first.stop();
    one.watch.close();
    await stopping;
    expect(await box()).toMatchObject({ watch: 'none', watch_by: null });
    await second.turn();
    await expect.poll(async () => (await box()).watch).toBe('no_idle');
    await second.stop();
  });

  it('is opened again after a loss, with words meanwhile, and anew when the settings change', async () => {
    await inbox.mailboxRow();
    const opened: string[] = [];
    const held: ReturnType<typeof heldOpen>[] = [];
    const watches = watchesOver(
      (host) => {
        opened.push(host);
        const one = heldOpen();
        held.push(one);
        return { kind: 'watching', watch: one.watch };
      },
      async () => true,
    );
    await watches.turn();
    await expect.poll(async () => (await box()).watch).toBe('watching');
    held[0]!.lose('connection reset');
    await expect.poll(async () => (await box()).watch).toBe('trouble');
    expect((await box()).watch_words).toMatch(/connection reset.*opened again by itself/);
    await watches.turn();
    expect(opened).toHaveLength(1); // not at once
    await inbox.query(`UPDATE bounce_mailbox SET watch_next_at = now() - interval '1 second'`);
    await watches.turn();
    await expect.poll(() => opened).toHaveLength(2);
    await inbox.query(`UPDATE bounce_mailbox SET host = 'other.example'`);
    await sleep(1100);
    await watches.turn(); // renews, sees the change, lets go
    held[1]!.watch.close();
    await expect.poll(async () => (await box()).watch).toBe('none');
    await watches.turn();
    await expect.poll(() => opened).toEqual(['mail.example', 'mail.example', 'other.example']);
    const stopping = watches.stop();
    held[2]!.watch.close();
    await stopping;
  });

  it('is taken over from a worker that died, and not hammered after a refused sign-in', async () => {
    await inbox.mailboxRow();
    await new MailboxWatchStore(database).take({ watcher: 'dead', leaseSeconds: 30 }, 5);
    await inbox.query(`UPDATE bounce_mailbox SET watch_lease_until = now() - interval '1 second'`);
    const watches = watchesOver(
      () => ({ kind: 'failed', step: 'sign_in', words: 'The server did not accept it.', detail: '' }),
      async () => true,
    );
    await watches.turn();
    await expect.poll(async () => (await box()).watch).toBe('trouble');
    const [row] = await inbox.query<{ rest: number }>(
      'SELECT round(extract(epoch FROM watch_next_at - now()))::int AS rest FROM bounce_mailbox',
    );
    expect(row!.rest).toBe(900);
    await watches.stop();
  });
});
