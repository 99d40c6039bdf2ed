// A real Dovecot tells of new mail within seconds (IDLE), drops connections, and is made anew: nothing is lost or counted twice.
import { type MailboxSettings, openMailbox, watchMailbox } from '@doorstep/bounces';
import { createVault, type Database, openDatabase } from '@doorstep/database';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryReport, inboxHarness, type Person, secret } from '../../apps/worker/src/testing/inbox-fixture.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { type Dovecot, startDovecot } from './dovecot.js';

describe('a bounce mailbox on a real Dovecot', () => {
  let dovecot: Dovecot;
  let fresh: FreshDatabase;
  let database: Database;
  let inbox: ReturnType<typeof inboxHarness>;
  let stop: AbortController;

  beforeAll(async () => {
    [dovecot, fresh] = await Promise.all([startDovecot(), freshDatabase()]);
    database = openDatabase(fresh.url);
    inbox = inboxHarness(database);
  });
  beforeEach(async () => {
    await inbox.empty();
    stop = new AbortController();
  });
  afterEach(() => stop.abort());
  afterAll(async () => {
    await dovecot?.stop();
    await database?.close();
    await fresh?.drop();
  });

  const settings = (): MailboxSettings => ({
    ...{ protocol: 'imap', host: '127.0.0.1', port: dovecot.ports.imap, tls: 'none', folder: 'INBOX' },
    ...{ username: dovecot.username, password: dovecot.password, timeoutMs: 10_000, signal: stop.signal },
  });
  const report = (one: Person) =>
    deliveryReport({ to: one.returnPath, recipient: one.address, status: '5.2.2', diagnostic: '552 5.2.2 full' });
  const mailboxRow = async () => {
    const id = await inbox.mailboxRow();
    const sealed = createVault(secret).seal(dovecot.password);
    await inbox.query(
      `UPDATE bounce_mailbox SET host = '127.0.0.1', port = $1, tls = 'none', username = $2, password_sealed = $3,
         next_read_at = now() + interval '1 hour'`,
      ...[dovecot.ports.imap, dovecot.username, sealed],
    );
    return id;
  };
  const readerOver = () => inbox.inboxOver(undefined as never, { open: openMailbox });
  const streakOf = async ({ addressId }: Person) =>
    (await inbox.query<{ soft_streak: number }>('SELECT soft_streak FROM address WHERE id = $1', addressId))[0]!
      .soft_streak;

  it('tells of each new message within seconds', async () => {
    let news = 0;
    const opened = await watchMailbox(settings(), () => news++);
    if (opened.kind !== 'watching') throw new Error(opened.kind);
    for (const expected of [2, 3]) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      dovecot.deliver(`Subject: news ${expected}\n\nx\n`);
      await expect.poll(() => news, { timeout: 5000 }).toBe(expected);
    }
    dovecot.dropSessions();
    expect(await opened.watch.ended).not.toBe('stopped');
  });

  it('is read at once when mail comes, and watched again after the server dropped the connection', async () => {
    await mailboxRow();
    const reader = readerOver();
    const watches = inbox.watchesOver(reader.readOne);
    const watched = async () => (await inbox.query<{ watch: string }>('SELECT watch FROM bounce_mailbox'))[0]!.watch;
    await watches.turn();
    await expect.poll(watched, { timeout: 10_000 }).toBe('watching');
    const ann = await inbox.person();
    dovecot.deliver(report(ann));
    const kept = async () =>
      (
        await inbox.query(
          'SELECT FROM inbound_message WHERE position($1::bytea IN raw) > 0',
          Buffer.from(ann.returnPath),
        )
      ).length;
    await expect.poll(kept, { timeout: 5000 }).toBe(1);
    dovecot.dropSessions();
    await expect.poll(watched, { timeout: 10_000 }).toBe('trouble');
    const bob = await inbox.person();
    dovecot.deliver(report(bob)); // comes while nobody watches
    await expect
      .poll(
        async () => {
          await watches.turn();
          return (
            await inbox.query(
              'SELECT FROM inbound_message WHERE position($1::bytea IN raw) > 0',
              Buffer.from(bob.returnPath),
            )
          ).length;
        },
        { timeout: 15_000, interval: 500 },
      )
      .toBe(1);
    await watches.stop();
    expect(await watched()).toBe('none');
  });

  it('counts nothing twice when the mailbox is made anew', async () => {
    const id = await mailboxRow();
    const ann = await inbox.person();
    dovecot.deliver(report(ann));
    const reader = readerOver();
    await reader.readOne(id);
    await reader.understandWaiting();
    expect(await streakOf(ann)).toBe(1);
    const uids = async () => {
      const opened = await openMailbox(settings());
      if (opened.kind !== 'open') throw new Error(opened.words);
      const listed = await opened.mailbox.list();
      await opened.mailbox.close();
      return listed.map(({ uid }) => uid);
    };
    const before = await uids();
    dovecot.makeAnew();
    const after = await uids();
    expect(after).toHaveLength(before.length);
    expect(after.filter((uid) => before.includes(uid))).toEqual([]);
    const count = async () => (await inbox.query('SELECT FROM inbound_message')).length;
    const keptBefore = await count();
    await reader.readOne(id);
    await reader.understandWaiting();
    expect([await count(), await streakOf(ann)]).toEqual([keptBefore, 1]);
    const [row] = await inbox.query('SELECT backlog, error_streak FROM bounce_mailbox');
    expect(row).toEqual({ backlog: 0, error_streak: 0 });
  });
});
