// Behaviour of the POP3 client against servers that behave, dribble, hang, lie and drop.
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../testing/certificate.js';
import { type Pop3Behaviour, type Pop3Server, startPop3Server } from '../testing/pop3-server.js';
import type { Mailbox, MailboxSettings } from './mailbox.js';
import { openMailbox } from './open-mailbox.js';
import { testMailbox } from './test-mailbox.js';

const servers: Pop3Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function settingsFor(behaviour: Pop3Behaviour, more: Partial<MailboxSettings> = {}): Promise<MailboxSettings> {
  const server = await startPop3Server(behaviour);
  servers.push(server);
  return {
    protocol: 'pop3',
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    username: 'bounce',
    password: 'secret',
    folder: 'INBOX',
    timeoutMs: 2000,
    ...more,
  };
}

async function open(behaviour: Pop3Behaviour, more: Partial<MailboxSettings> = {}): Promise<Mailbox> {
  const opened = await openMailbox(await settingsFor(behaviour, more));
  if (opened.kind === 'failed') throw new Error(`${opened.step}: ${opened.words} ${opened.detail}`);
  return opened.mailbox;
}

const first = Buffer.from('Subject: one\r\n\r\n.dot\r\n..dots\r\n8-bit \xe4\r\n', 'latin1');
const second = Buffer.from(`Subject: two\r\n\r\n${'long line of a mail\r\n'.repeat(2000)}`, 'latin1');

describe('a POP3 mailbox', () => {
  it.each([1, 2, 3, 7, 1000])(
    'lists and fetches byte for byte when answers come in pieces of %d',
    async (pieceBytes) => {
      const mailbox = await open({ messages: [first], pieceBytes });
      expect(await mailbox.list()).toEqual([{ uid: 'uid-1', sizeBytes: first.length }]);
      const { raw, isCut } = await mailbox.fetch('uid-1', 1e6);
      expect(Buffer.from(raw).equals(first)).toBe(true);
      expect(isCut).toBe(false);
      await mailbox.close();
    },
  );

  it('cuts a message that is longer than was asked for, and goes on', async () => {
    const mailbox = await open({ messages: [second, first] });
    const cut = await mailbox.fetch('uid-1', 100);
    expect(cut).toEqual({ raw: second.subarray(0, 100), isCut: true });
    expect((await mailbox.fetch('uid-2', 1e6)).raw).toEqual(first);
  });

  it('asks for the beginning only of a message that is far too long', async () => {
    const huge = Buffer.from(`Subject: huge\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(10_000)}`);
    const settings = await settingsFor({ messages: [huge] });
    const opened = await openMailbox(settings);
    if (opened.kind === 'failed') throw new Error(opened.words);
    const { raw, isCut } = await opened.mailbox.fetch('uid-1', 1000);
    expect([raw.length, isCut]).toEqual([1000, true]);
    expect(servers[0]!.commands).toContain('TOP 1 63');
  });

  it('removes at the good-bye, and nothing when the session breaks before', async () => {
    const mailbox = await open({ messages: [first, second] });
    await mailbox.remove(['uid-2']);
    expect(servers[0]!.removed).toEqual([]);
    await mailbox.close();
    expect(servers[0]!.removed).toEqual([2]);
  });

  it('cannot move, and says so', async () => {
    await expect((await open({})).move(['uid-1'], 'Done')).rejects.toThrow(/no folders/);
  });

  it('uses USER and PASS where AUTH PLAIN is not offered', async () => {
    await open({ capabilities: ['USER', 'UIDL'] });
    expect(servers[0]!.commands).toEqual(expect.arrayContaining(['USER bounce', 'PASS secret']));
  });

  it('encrypts by STLS and from the start, and refuses a certificate nobody vouches for', async () => {
    const tls = await selfSigned();
    const byStls = await open({ tls, messages: [first] }, { tls: 'starttls', allowSelfSigned: true });
    expect(await byStls.list()).toHaveLength(1);
    const implicit = await open({ tls, isImplicitTls: true }, { tls: 'implicit', allowSelfSigned: true });
    expect(await implicit.list()).toEqual([]);
    const strict = await openMailbox(
      await settingsFor({ tls, isImplicitTls: true }, { tls: 'implicit', host: 'localhost' }),
    );
    expect(strict).toMatchObject({ kind: 'failed', step: 'tls' });
  });
});

describe('a POP3 server that fails', () => {
  it.each<[name: string, behaviour: Pop3Behaviour, step: string, words: RegExp]>([
    [
      'wrong password',
      { answers: { AUTH: '-ERR no\r\n', PASS: '-ERR [AUTH] wrong\r\n' } },
      'sign_in',
      /user name and password/,
    ],
    [
      'mailbox in use',
      { answers: { AUTH: '-ERR\r\n', PASS: '-ERR [IN-USE] locked\r\n' } },
      'sign_in',
      /Another program/,
    ],
    ['an IMAP server', { greeting: '* OK IMAP4rev1 ready\r\n' }, 'greeting', /no POP3 server/],
    ['an endless greeting', { greeting: 'x'.repeat(20_000) }, 'greeting', /no POP3 server/],
    ['hang-up at CAPA', { answers: { CAPA: 'drop' } }, 'greeting', /lost/],
  ])('%s is told in words', async (_, behaviour, step, words) => {
    const opened = await openMailbox(await settingsFor(behaviour));
    expect(opened).toMatchObject({ kind: 'failed', step, words: expect.stringMatching(words) });
  });

  it('is not waited for longer than the time set', async () => {
    const begun = Date.now();
    const opened = await openMailbox(await settingsFor({ greeting: null }, { timeoutMs: 200 }));
    expect(opened).toMatchObject({ kind: 'failed', words: expect.stringMatching(/did not answer in time/) });
    expect(Date.now() - begun).toBeLessThan(2000);
  });

  it('breaks a RETR in the middle without hanging', async () => {
    const mailbox = await open({ messages: [second], dropAfterBytes: 500 });
    await expect(mailbox.fetch('uid-1', 1e6)).rejects.toThrow(/lost/);
    await expect(mailbox.fetch('uid-1', 1e6)).rejects.toThrow();
  });

  it('is left when it sends far more than it announced', async () => {
    const mailbox = await open({ messages: [first], answers: { RETR: `+OK\r\n${'z'.repeat(2_000_000)}` } });
    await expect(mailbox.fetch('uid-1', 1000)).rejects.toThrow(/more than it announced/);
  });

  it('is left at once when reading is stopped', async () => {
    const stop = new AbortController();
    const mailbox = await open({ answers: { UIDL: null } }, { signal: stop.signal, timeoutMs: 60_000 });
    const listing = mailbox.list();
    setTimeout(() => stop.abort(), 50);
    await expect(listing).rejects.toThrow(/stopped/);
  });
});

describe('testMailbox over POP3', () => {
  it('tells every step and the count', async () => {
    const { steps, messageCount } = await testMailbox(await settingsFor({ messages: [first, second] }));
    expect(steps.map(({ step, result }) => `${step} ${result}`)).toEqual([
      'dns pass',
      'connect pass',
      'tls warn',
      'greeting pass',
      'sign_in pass',
      'open_folder pass',
      'count pass',
    ]);
    expect(messageCount).toBe(2);
    expect(servers[0]!.removed).toEqual([]);
  });

  it('ends at the step that fails', async () => {
    const { steps, messageCount } = await testMailbox({ ...(await settingsFor({})), port: 1 });
    expect(steps.at(-1)).toMatchObject({
      step: 'connect',
      result: 'fail',
      words: expect.stringMatching(/Check the port/),
    });
    expect(messageCount).toBeNull();
  });
});
