// Bar 17: what comes back finds its reader by the signed return path, whatever else the report says.
import { openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaint, deliveryReport, inboxHarness } from '../../apps/worker/src/testing/inbox-fixture.js';
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

  it('a forged return path changes nothing', async () => {
    const ann = await inbox.person();
    const forged = ann.returnPath.replace(/.@/, (last) => (last === 'a@' ? 'b@' : 'a@'));
    await inbox.receive(deliveryReport({ to: forged, recipient: ann.address }));
    expect(await inbox.stateOf(ann)).toBe('accepted');
  });
});
