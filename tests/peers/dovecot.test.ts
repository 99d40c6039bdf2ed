// Bounce mailboxes are read from a real Dovecot: POP3 and IMAP, in the clear, with STARTTLS, with TLS from the start.
import { type Mailbox, type MailboxSettings, openMailbox, testMailbox } from '@doorstep/bounces';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dovecot, startDovecot } from './dovecot.js';

/** Dots at the beginning of lines, a line without an end, bytes that are no UTF-8: everything a reader may get wrong. */
const raw = (n: number) =>
  `From: MAILER-DAEMON@mx.example\nSubject: Undelivered ${n}\nMessage-ID: <${n}@mx.example>\n\n.\n..two\n.three ${n}\nlast line without an end`;

const asRead = (n: number) => raw(n).replaceAll('\n', '\r\n');

describe('a real Dovecot', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
    for (const n of [1, 2, 3]) dovecot.deliver(raw(n));
  });
  afterAll(() => dovecot?.stop());

  const settings = (protocol: 'imap' | 'pop3', tls: 'none' | 'starttls' | 'implicit'): MailboxSettings => ({
    protocol,
    tls,
    host: '127.0.0.1',
    port: dovecot.ports[tls === 'implicit' ? (`${protocol}s` as 'imaps' | 'pop3s') : protocol],
    username: dovecot.username,
    password: dovecot.password,
    folder: 'INBOX',
    timeoutMs: 10_000,
    allowSelfSigned: true,
  });

  async function open(protocol: 'imap' | 'pop3', tls: 'none' | 'starttls' | 'implicit' = 'none'): Promise<Mailbox> {
    const opened = await openMailbox(settings(protocol, tls));
    if (opened.kind !== 'open') throw new Error(`${opened.step}: ${opened.words} ${opened.detail}`);
    return opened.mailbox;
  }

  describe.each(['pop3', 'imap'] as const)('over %s', (protocol) => {
    it.each(['none', 'starttls', 'implicit'] as const)('reads every byte (TLS: %s)', async (tls) => {
      const mailbox = await open(protocol, tls);
      const entries = await mailbox.list();
      expect(entries).toHaveLength(3);
      expect(new Set(entries.map(({ uid }) => uid)).size).toBe(3);
      const texts: string[] = [];
      for (const { uid } of entries) {
        const { raw: bytes, isCut } = await mailbox.fetch(uid, 100_000);
        expect(isCut).toBe(false);
        texts.push(Buffer.from(bytes).toString('latin1').trimEnd());
      }
      await mailbox.close();
      expect(texts.sort()).toEqual([1, 2, 3].map(asRead));
    });

    it('cuts what is longer than asked for', async () => {
      const mailbox = await open(protocol);
      const [first] = await mailbox.list();
      const { raw: bytes, isCut } = await mailbox.fetch(first!.uid, 40);
      await mailbox.close();
      expect(isCut).toBe(true);
      expect(bytes.length).toBeLessThanOrEqual(40);
    });

    it('says so when the password is wrong', async () => {
      const opened = await openMailbox({ ...settings(protocol, 'none'), password: 'wrong' });
      expect(opened).toMatchObject({ kind: 'failed', step: 'sign_in' });
    });

    it('tests the mailbox in steps', async () => {
      const { steps, messageCount } = await testMailbox(settings(protocol, 'starttls'));
      expect(steps.filter(({ result }) => result === 'fail')).toEqual([]);
      expect(steps.map(({ step }) => step)).toContain('sign_in');
      expect(messageCount).toBe(3);
    });
  });

  it('moves read messages over IMAP and removes them over POP3, the others stay', async () => {
    const imap = await open('imap');
    const [first] = await imap.list();
    await imap.move([first!.uid], 'Processed');
    expect(await imap.list()).toHaveLength(2);
    await imap.close();
    const pop3 = await open('pop3');
    const [second] = await pop3.list();
    await pop3.remove([second!.uid]);
    await pop3.close();
    const again = await open('pop3');
    const left = await again.list();
    await again.close();
    expect(left).toHaveLength(1);
    expect(left[0]!.uid).not.toBe(second!.uid);
  });
});
