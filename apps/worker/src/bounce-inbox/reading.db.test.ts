// Behaviour of reading and understanding over a real database: nothing lost, nothing counted twice.
import { MessageGone, openMailbox } from '@doorstep/bounces';
import { type Database, InboundStore, openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { deliveryReport, inboxHarness, MemoryMailbox } from '../testing/inbox-fixture.js';

let fresh: FreshDatabase;
let database: Database;
let inbox: ReturnType<typeof inboxHarness>;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  inbox = inboxHarness(database);
});
beforeEach(() => inbox.empty());
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

describe('reading', () => {
  it('counts a message once, however often and under whatever UID it is read', async () => {
    const ann = await inbox.person();
    const raw = deliveryReport({
      to: ann.returnPath,
      recipient: ann.address,
      status: '5.2.2',
      diagnostic: '552 5.2.2 full',
    });
    const id = await inbox.mailboxRow();
    const mailbox = new MemoryMailbox().put('1/1', raw).put('1/2', raw);
    const reader = inbox.inboxOver(mailbox);
    await reader.readOne(id);
    await reader.readOne(id);
    expect(mailbox.fetches).toBe(2);
    mailbox.messages.clear();
    mailbox.put('2/1', raw); // a new UIDVALIDITY
    await reader.readOne(id);
    expect(await reader.understandWaiting()).toBe(1);
    expect(await reader.understandWaiting()).toBe(0);
    expect(await inbox.query('SELECT soft_streak FROM address WHERE id = $1', ann.addressId)).toEqual([
      { soft_streak: 1 },
    ]);
  });

  it('fetches a message that lies in two mailboxes once from each, and lets go of both copies', async () => {
    const ann = await inbox.person();
    const raw = deliveryReport({ to: ann.returnPath, recipient: ann.address });
    const boxes = [new MemoryMailbox().put('1/1', raw), new MemoryMailbox().put('9/9', raw)];
    const ids = [await inbox.mailboxRow('delete'), await inbox.mailboxRow('delete')];
    const readers = boxes.map((box) => inbox.inboxOver(box));
    for (let turn = 0; turn < 3; turn++) for (const [at, reader] of readers.entries()) await reader.readOne(ids[at]!);
    expect(boxes.map(({ fetches }) => fetches)).toEqual([1, 1]);
    await readers[0]!.understandWaiting();
    for (const [at, reader] of readers.entries()) await reader.readOne(ids[at]!);
    expect(boxes.map(({ messages }) => messages.size)).toEqual([0, 0]);
  });

  it('lets go of a message only after it was understood as ours, and never of another', async () => {
    const ann = await inbox.person();
    const id = await inbox.mailboxRow('delete');
    const mailbox = new MemoryMailbox()
      .put('1/1', deliveryReport({ to: ann.returnPath, recipient: ann.address }))
      .put('1/2', deliveryReport({ to: 'bounce@back.example', recipient: ann.address }));
    const reader = inbox.inboxOver(mailbox);
    await reader.readOne(id);
    await reader.readOne(id);
    expect([...mailbox.messages.keys()]).toEqual(['1/1', '1/2']);
    await reader.understandWaiting();
    await reader.readOne(id);
    expect([...mailbox.messages.keys()]).toEqual(['1/2']);
  });

  it('moves instead where it is told to', async () => {
    const ann = await inbox.person();
    const id = await inbox.mailboxRow('move', 'Done');
    const mailbox = new MemoryMailbox().put('1/1', deliveryReport({ to: ann.returnPath, recipient: ann.address }));
    const reader = inbox.inboxOver(mailbox);
    await reader.readOne(id);
    await reader.understandWaiting();
    await reader.readOne(id);
    expect([...mailbox.moved]).toEqual([['1/1', 'Done']]);
  });

  it('marks instead where it is told to, and only what was understood', async () => {
    const ann = await inbox.person();
    const id = await inbox.mailboxRow('mark');
    const mailbox = new MemoryMailbox()
      .put('1/1', deliveryReport({ to: ann.returnPath, recipient: ann.address }))
      .put('1/2', 'Subject: lunch?\r\n\r\nAt noon?\r\n');
    const reader = inbox.inboxOver(mailbox);
    await reader.readOne(id);
    expect([...mailbox.marked]).toEqual([]);
    await reader.understandWaiting();
    await reader.readOne(id);
    expect([...mailbox.marked]).toEqual(['1/1']);
    expect([...mailbox.messages.keys()]).toEqual(['1/1', '1/2']);
  });

  it('reads the others although one message breaks the session every time', async () => {
    const ann = await inbox.person();
    const id = await inbox.mailboxRow();
    const mailbox = new MemoryMailbox()
      .put('1/1', 'Subject: broken')
      .put('1/2', deliveryReport({ to: ann.returnPath, recipient: ann.address }));
    mailbox.failures.add('1/1');
    const reader = inbox.inboxOver(mailbox);
    await reader.readOne(id);
    await reader.readOne(id);
    await reader.understandWaiting();
    expect(await inbox.stateOf(ann)).toBe('returned');
    expect(await inbox.query('SELECT error_streak, last_error FROM bounce_mailbox')).toMatchObject([
      { error_streak: 2, last_error: expect.stringContaining('lost') },
    ]);
  });

  it('leaves a message out that breaks the session a third time, and one that went away meanwhile', async () => {
    const id = await inbox.mailboxRow();
    const mailbox = new MemoryMailbox()
      .put('1/1', 'Subject: broken')
      .put('1/2', 'Subject: gone')
      .put('1/3', 'Subject: well');
    mailbox.failures.add('1/1');
    const fetch = mailbox.fetch.bind(mailbox);
    mailbox.fetch = async (uid, maxBytes) => {
      if (uid === '1/2') throw new MessageGone(uid);
      return fetch(uid, maxBytes);
    };
    const reader = inbox.inboxOver(mailbox);
    for (let turn = 0; turn < 4; turn++) await reader.readOne(id);
    expect(await inbox.messages()).toHaveLength(1);
    expect(await inbox.query('SELECT error_streak, last_error, backlog FROM bounce_mailbox')).toEqual([
      { error_streak: 0, last_error: null, backlog: 1 },
    ]);
  });

  it('notes a failure in words and comes back later each time', async () => {
    await inbox.mailboxRow();
    const reader = inbox.inboxOver(new MemoryMailbox(), {
      open: (settings) => openMailbox({ ...settings, host: '127.0.0.1', port: 1 }),
    });
    expect(await reader.readDue()).toBe(1);
    expect(await reader.readDue()).toBe(0);
    expect(await inbox.query('SELECT last_error, error_streak, read_lease_until FROM bounce_mailbox')).toMatchObject([
      { last_error: expect.stringContaining('Check the port'), error_streak: 1, read_lease_until: null },
    ]);
  });

  it('says that a password sealed under another secret must be typed again', async () => {
    await inbox.mailboxRow();
    await inbox.query(`UPDATE bounce_mailbox SET password_sealed = 'v1.AAAA'`);
    await inbox.inboxOver(new MemoryMailbox()).readDue();
    expect(await inbox.query('SELECT last_error FROM bounce_mailbox')).toMatchObject([
      { last_error: expect.stringContaining('Type it again') },
    ]);
  });
});

describe('understanding', () => {
  it('leaves a return for later while its delivery is being sent', async () => {
    const ann = await inbox.person('sending');
    await inbox.receive(deliveryReport({ to: ann.returnPath, recipient: ann.address }));
    expect(await inbox.messages()).toMatchObject([{ state: 'new' }]);
    await inbox.query(`UPDATE delivery SET state = 'accepted', next_attempt_at = NULL WHERE id = $1`, ann.deliveryId);
    expect(await inbox.inboxOver(new MemoryMailbox()).understandWaiting()).toBe(1);
    expect(await inbox.stateOf(ann)).toBe('returned');
  });

  it('sets aside what it fails at and goes on with the rest', async () => {
    const ann = await inbox.person();
    const id = await inbox.mailboxRow();
    const inbound = new InboundStore(database);
    const mailbox = new MemoryMailbox()
      .put('1/1', 'Subject: first')
      .put('1/2', deliveryReport({ to: ann.returnPath, recipient: ann.address }));
    let calls = 0;
    const failing = Object.assign(Object.create(inbound) as InboundStore, {
      note: (...args: Parameters<InboundStore['note']>) => {
        if (calls++ === 0) throw new Error('a bug');
        return inbound.note(...args);
      },
    });
    const reader = inbox.inboxOver(mailbox, { inbound: failing });
    await reader.readOne(id);
    expect(await reader.understandWaiting()).toBe(2);
    expect(await inbox.messages()).toMatchObject([
      { kind: 'unreadable', state: 'unmatched' },
      { kind: 'bounce', state: 'matched' },
    ]);
  });

  it('counts each of many once when two workers understand at the same time', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => inbox.person()));
    const id = await inbox.mailboxRow();
    const mailbox = new MemoryMailbox();
    for (const [index, one] of people.entries())
      mailbox.put(
        `1/${index}`,
        deliveryReport({ to: one.returnPath, recipient: one.address, status: '5.2.2', diagnostic: '552 5.2.2 full' }),
      );
    await inbox.inboxOver(mailbox).readOne(id);
    await Promise.all([inbox.inboxOver(mailbox).understandWaiting(), inbox.inboxOver(mailbox).understandWaiting()]);
    const streaks = await inbox.query<{ soft_streak: number }>(
      'SELECT soft_streak FROM address WHERE id = ANY($1)',
      people.map((one) => one.addressId),
    );
    expect(streaks.map((row) => row.soft_streak)).toEqual(people.map(() => 1));
  });
});
