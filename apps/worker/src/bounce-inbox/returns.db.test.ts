// What comes back and what it changes: the reader is blamed only for what is hers, and only by a signed token.
import { type Database, openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { complaint, deliveryReport, inboxHarness, type Person } from '../testing/inbox-fixture.js';

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

describe('a return that belongs to a delivery', () => {
  it('moves the delivery and suppresses an unknown mailbox, with the reply as evidence', async () => {
    const ann = await inbox.person();
    await inbox.receive(deliveryReport({ to: ann.returnPath, recipient: ann.address }));
    expect(await inbox.stateOf(ann)).toBe('returned');
    const [made] = await inbox.query<{ cause: string; evidence: Record<string, unknown> }>(
      'SELECT cause, evidence FROM suppression WHERE address_id = $1',
      ann.addressId,
    );
    expect(made).toMatchObject({
      cause: 'hard_bounce',
      evidence: {
        enhancedCode: '5.1.1',
        replyCode: 550,
        mxHost: 'mx9.example',
        replyText: expect.stringContaining('No such user'),
      },
    });
    expect(await inbox.messages()).toMatchObject([{ kind: 'bounce', state: 'matched', category: 'address_unknown' }]);
  });

  it('counts a full mailbox softly and suppresses nobody for it', async () => {
    const ann = await inbox.person();
    await inbox.receive(
      deliveryReport({
        to: ann.returnPath,
        recipient: ann.address,
        status: '5.2.2',
        diagnostic: '552 5.2.2 Mailbox full',
      }),
    );
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann), await inbox.causesOf(ann)]).toEqual([
      'returned',
      'failing',
      [],
    ]);
  });

  it.each([
    ['5.7.1', '554 5.7.1 Client host blocked using list.example'],
    ['5.7.26', '550 5.7.26 Unauthenticated mail: DMARC policy'],
    ['5.7.1', '554 5.7.1 This looks like spam'],
    ['5.7.1', '550 5.7.1 refused'],
  ])('never blames the reader for %s %s', async (status, diagnostic) => {
    const ann = await inbox.person();
    await inbox.receive(deliveryReport({ to: ann.returnPath, recipient: ann.address, status, diagnostic }));
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann), await inbox.causesOf(ann)]).toEqual([
      'returned',
      'unknown',
      [],
    ]);
  });

  it('stops mailing a reader who called it spam', async () => {
    const ann = await inbox.person();
    await inbox.receive(complaint(ann.returnPath, ann.address));
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann), await inbox.causesOf(ann)]).toEqual([
      'complained',
      'complained',
      ['complaint'],
    ]);
  });

  it('takes a forwarded one by its Original-Recipient, says so, and never as hard', async () => {
    const ann = await inbox.person();
    await inbox.receive(
      deliveryReport({ to: ann.returnPath, recipient: 'elsewhere@other.example', originalRecipient: ann.address }),
    );
    expect([await inbox.stateOf(ann), await inbox.causesOf(ann)]).toEqual(['returned', []]);
    expect((await inbox.messages())[0]!.report.note).toMatch(/passed on/);
  });

  it('takes one whose returned original went to our reader, but never as hard', async () => {
    const ann = await inbox.person();
    await inbox.receive(
      deliveryReport({ to: ann.returnPath, recipient: 'elsewhere@other.example', originalTo: ann.address }),
    );
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann), await inbox.causesOf(ann)]).toEqual([
      'returned',
      'failing',
      [],
    ]);
  });
});

describe('a message that must change nothing', () => {
  it.each<[name: string, raw: (ann: Person, bob: Person) => string, kind: string, state: string]>([
    [
      'a report that names somebody else than its token',
      (ann, bob) => deliveryReport({ to: ann.returnPath, recipient: bob.address }),
      'bounce',
      'unmatched',
    ],
    [
      'a forged report without a token',
      (ann) => deliveryReport({ to: 'bounce@back.example', recipient: ann.address }),
      'bounce',
      'unmatched',
    ],
    [
      'a report to a token with one sign changed',
      (ann) =>
        deliveryReport({
          to: ann.returnPath.replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@')),
          recipient: ann.address,
        }),
      'bounce',
      'unmatched',
    ],
    [
      'a report with the tokens of two deliveries',
      (ann, bob) => deliveryReport({ to: `${ann.returnPath}, ${bob.returnPath}`, recipient: ann.address }),
      'bounce',
      'unmatched',
    ],
    [
      'a warning that the mail waits',
      (ann) =>
        deliveryReport({
          to: ann.returnPath,
          recipient: ann.address,
          action: 'delayed',
          status: '4.4.1',
          diagnostic: 'connection timed out',
        }),
      'delayed',
      'matched',
    ],
    [
      'a report of success',
      (ann) => deliveryReport({ to: ann.returnPath, recipient: ann.address, action: 'delivered', status: '2.1.5' }),
      'not-bounce',
      'ignored',
    ],
    [
      'feedback that is no complaint',
      (ann) => complaint(ann.returnPath, ann.address, 'not-spam'),
      'not-bounce',
      'ignored',
    ],
    [
      'an answering machine',
      (ann) =>
        `From: ${ann.address}\r\nTo: ${ann.returnPath}\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am away until Monday.\r\n`,
      'vacation',
      'matched',
    ],
    [
      'a letter from a person',
      (ann) =>
        `From: ${ann.address}\r\nTo: ${ann.returnPath}\r\nSubject: Re: Letter\r\n\r\n550 5.1.1 user unknown? No, hello.\r\n`,
      'not-bounce',
      'ignored',
    ],
    ['nonsense', () => '\0\xff'.repeat(1000), 'not-bounce', 'ignored'],
  ])('%s', async (_, raw, kind, state) => {
    const [ann, bob] = [await inbox.person(), await inbox.person()];
    await inbox.receive(raw(ann, bob));
    expect(await inbox.messages()).toMatchObject([{ kind, state }]);
    for (const one of [ann, bob])
      expect([await inbox.stateOf(one), await inbox.standingOf(one), await inbox.causesOf(one)]).toEqual([
        'accepted',
        'unknown',
        [],
      ]);
  });
});
