// Bar 17: what comes back finds its reader by the signed return path, whatever else the report says.
import { openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complaint,
  deliveryReport,
  inboxHarness,
  type Person,
  signer,
} from '../../apps/worker/src/testing/inbox-fixture.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

let fresh: FreshDatabase;
let database: ReturnType<typeof openDatabase>;
let inbox: ReturnType<typeof inboxHarness>;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url, { poolSize: 4 });
  inbox = inboxHarness(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** As a provider sends it that tells nobody whom it speaks of. */
const withoutReader = (raw: string) => raw.replace(/^(Original-Rcpt-To|To): reader.*\r\n/gm, '');

describe('bar 17: returns and complaints', () => {
  it('a DSN of RFC 3464 returns the delivery of the return path it came to', async () => {
    const ann = await inbox.person();
    const bob = await inbox.person();
    await inbox.receive(deliveryReport({ to: ann.returnPath, recipient: ann.address }));
    expect(await inbox.stateOf(ann)).toBe('returned');
    expect(await inbox.causesOf(ann)).toHaveLength(1);
    expect(await inbox.stateOf(bob)).toBe('accepted');
  });

  it('a complaint (ARF) whose address was blacked out still finds her, and no campaign may mail her once it is read', async () => {
    const ann = await inbox.person();
    const raw = withoutReader(complaint(ann.returnPath, ann.address));
    expect(raw).not.toContain(ann.address);
    await inbox.receive(raw);
    expect(await inbox.stateOf(ann)).toBe('complained');
    expect(await inbox.causesOf(ann)).toContain('complaint');
  });

  it.each([
    [
      'Microsoft: no Feedback-Type part, the original alone',
      (path: string, to: string) =>
        `From: staff@hotmail.example\r\nTo: ${path}\r\nSubject: complaint about message\r\nContent-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: JMRP\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nX-HmXmrOriginalRecipient: ${to}\r\nSubject: Letter\r\n\r\ntext\r\n--b--\r\n`,
    ],
    ['Yahoo: the recipient blacked out', (path: string, to: string) => withoutReader(complaint(path, to))],
    ['Comcast: Original-Rcpt-To', (path: string, to: string) => complaint(path, to)],
  ])('%s', async (_, mail) => {
    const ann = await inbox.person();
    await inbox.receive(mail(ann.returnPath, ann.address));
    expect(await inbox.stateOf(ann)).toBe('complained');
  });

  it('a complaint of somebody the mail was passed on to stops it for her we wrote to, and says so', async () => {
    const ann = await inbox.person();
    await inbox.receive(complaint(ann.returnPath, 'elsewhere@other.example'));
    expect(await inbox.stateOf(ann)).toBe('complained');
    expect([await inbox.standingOf(ann), await inbox.causesOf(ann)]).toEqual(['complained', ['complaint']]);
    const [message] = (await inbox.messages()).slice(-1);
    expect(message!.report.note).toBe(
      `Sent to ${ann.address}, complained of by elsewhere@other.example: the mail was passed on. ${ann.address} gets no more campaigns.`,
    );
    const foreign = await inbox.query(`SELECT id FROM address WHERE normalized = 'elsewhere@other.example'`);
    expect(foreign).toEqual([]);
  });

  it('a DSN whose token and named recipient disagree changes nothing, and is shown with whom it might be of', async () => {
    const ann = await inbox.person();
    const bob = await inbox.person();
    await inbox.receive(deliveryReport({ to: ann.returnPath, recipient: bob.address }));
    for (const one of [ann, bob])
      expect([await inbox.stateOf(one), await inbox.standingOf(one), await inbox.causesOf(one)]).toEqual([
        'accepted',
        'unknown',
        [],
      ]);
    const [message] = (await inbox.messages()).slice(-1);
    expect(message).toMatchObject({ state: 'unmatched', report: { hints: [ann.deliveryId] } });
    expect(message!.report.note).toContain('Nothing was changed');
  });

  it.each<[string, (ann: Person) => string]>([
    ['To of the original', (ann) => `To: ${ann.address}`],
    ['Delivered-To', (ann) => `Delivered-To: ${ann.address}`],
    ['X-Forwarded-For', (ann) => `X-Forwarded-For: ${ann.address} elsewhere@other.example`],
    ['Received … for', (ann) => `Received: from us by mx.firm.example id 4F3A21B7C0 for <${ann.address}>`],
    ['a return path rewritten by her own server (SRS)', () => 'Return-Path: <SRS0=ab=QX=back.example=b@firm.example>'],
  ])('a forward is known by %s: said, counted softly, never hard', async (_, line) => {
    const ann = await inbox.person();
    const raw = deliveryReport({ to: ann.returnPath, recipient: 'elsewhere@other.example' });
    await inbox.receive(raw.replace('Subject: Letter', `${line(ann)}\r\nSubject: Letter`));
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann), await inbox.causesOf(ann)]).toEqual([
      'returned',
      'failing',
      [],
    ]);
    const [message] = (await inbox.messages()).slice(-1);
    expect(message!.report.note).toMatch(
      /^Sent to reader.*, refused for elsewhere@other\.example: the mail was passed on/,
    );
  });

  it('"250, then a DSN hours later" is joined by the queue id and counts from the acceptance', async () => {
    const ann = await inbox.person();
    await inbox.acceptedAs(ann, '2.0.0 Ok: queued as 4F3A21B7C0', 3 * 3600 + 12 * 60);
    const raw = deliveryReport({ to: ann.returnPath, recipient: ann.address });
    await inbox.receive(raw.replace('Reporting-MTA', 'X-Postfix-Queue-ID: 4f3a21b7c0\r\nReporting-MTA'));
    const [message] = (await inbox.messages()).slice(-1);
    expect(message!.report.handover).toMatchObject({
      host: 'mx1.firm.example',
      queueId: '4F3A21B7C0',
      isSameQueueId: true,
      isByReportClock: false,
    });
    const { seconds } = message!.report.handover!;
    expect(seconds).toBeGreaterThanOrEqual(11_520);
    expect(seconds).toBeLessThan(11_580);
  });

  it.each(['unsubscribe', 'confirm'] as const)('a token made for %s is none for a return', async (purpose) => {
    const ann = await inbox.person();
    const path = `bounce-${signer.sign(purpose, ann.deliveryId)}@back.example`;
    await inbox.receive(deliveryReport({ to: path, recipient: ann.address }));
    await inbox.receive(complaint(path, ann.address));
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann)]).toEqual(['accepted', 'unknown']);
  });

  it('a forged return path changes nothing', async () => {
    const ann = await inbox.person();
    const forged = ann.returnPath.replace(/.@/, (last) => (last === 'a@' ? 'b@' : 'a@'));
    await inbox.receive(deliveryReport({ to: forged, recipient: ann.address }));
    expect(await inbox.stateOf(ann)).toBe('accepted');
  });
});
