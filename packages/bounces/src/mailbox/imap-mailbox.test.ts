// Behaviour of the IMAP reader against an in-process server.
import net from 'node:net';
import { ImapFlow } from 'imapflow';
import { afterEach, describe, expect, it } from 'vitest';
import { startHoodiecrow } from '../testing/hoodiecrow.js';
import type { Mailbox, MailboxSettings } from './mailbox.js';
import { openMailbox } from './open-mailbox.js';
import { testMailbox } from './test-mailbox.js';

const messages = ['Subject: one\r\n\r\nfirst\r\n', 'Subject: two\r\n\r\nsecond, somewhat longer\r\n'];
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function settingsFor(more: Partial<MailboxSettings> = {}): Promise<MailboxSettings> {
  const server = await startHoodiecrow(messages);
  closers.push(server.close);
  return {
    protocol: 'imap',
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    username: 'testuser',
    password: 'testpass',
    folder: 'INBOX',
    timeoutMs: 3000,
    ...more,
  };
}

async function open(settings: MailboxSettings): Promise<Mailbox> {
  const opened = await openMailbox(settings);
  if (opened.kind === 'failed') throw new Error(`${opened.step}: ${opened.words} ${opened.detail}`);
  closers.push(() => void opened.mailbox.close().catch(() => undefined));
  return opened.mailbox;
}

describe('an IMAP mailbox', () => {
  it('lists by UIDVALIDITY and UID and fetches as much as was asked for', async () => {
    const mailbox = await open(await settingsFor());
    const listed = await mailbox.list();
    expect(listed.map(({ sizeBytes }) => sizeBytes)).toEqual(messages.map((raw) => raw.length));
    expect(listed[0]!.uid).toMatch(/^\d+\/\d+$/);
    const whole = await mailbox.fetch(listed[1]!.uid, 1e6);
    expect(Buffer.from(whole.raw).toString()).toBe(messages[1]);
    expect(whole.isCut).toBe(false);
    expect(await mailbox.fetch(listed[1]!.uid, 10)).toMatchObject({ isCut: true, raw: Buffer.from('Subject: t') });
  });

  it('removes one message and leaves the other', async () => {
    const settings = await settingsFor();
    const mailbox = await open(settings);
    const [one, two] = await mailbox.list();
    await mailbox.remove([one!.uid]);
    await mailbox.close();
    expect((await (await open(settings)).list()).map(({ uid }) => uid)).toEqual([two!.uid]);
  });

  it('marks one as read, once', async () => {
    const settings = await settingsFor();
    const mailbox = await open(settings);
    const [one, two] = await mailbox.list();
    await mailbox.mark([one!.uid]);
    await mailbox.mark([one!.uid]);
    await mailbox.close();
    const client = new ImapFlow({
      ...{ host: settings.host, port: settings.port, secure: false, doSTARTTLS: false, logger: false },
      auth: { user: settings.username, pass: settings.password },
    });
    await client.connect();
    await client.mailboxOpen('INBOX');
    const numberOf = (uid: string) => Number(uid.split('/')[1]);
    expect(await client.search({ seen: true }, { uid: true })).toEqual([numberOf(one!.uid)]);
    expect(await client.search({ seen: false }, { uid: true })).toEqual([numberOf(two!.uid)]);
    await client.logout();
  });

  it('moves into a folder that it makes', async () => {
    const settings = await settingsFor();
    const mailbox = await open(settings);
    const listed = await mailbox.list();
    await mailbox.move([listed[0]!.uid], 'Done');
    await mailbox.close();
    expect(await (await open({ ...settings, folder: 'Done' })).list()).toHaveLength(1);
    expect(await (await open(settings)).list()).toHaveLength(1);
  });

  it('does not touch messages by UIDs of a mailbox that was made anew', async () => {
    const mailbox = await open(await settingsFor());
    await expect(mailbox.remove(['99/1'])).rejects.toThrow(/made anew/);
    expect(await mailbox.list()).toHaveLength(2);
  });

  it('encrypts by STARTTLS', async () => {
    const mailbox = await open(await settingsFor({ tls: 'starttls', allowSelfSigned: true }));
    expect(await mailbox.list()).toHaveLength(2);
  });
});

describe('an IMAP server that fails', () => {
  it('tells a wrong password', async () => {
    const opened = await openMailbox(await settingsFor({ password: 'wrong' }));
    expect(opened).toMatchObject({
      kind: 'failed',
      step: 'sign_in',
      words: expect.stringMatching(/user name and password/),
    });
  });

  it('tells a folder that is not there, and those there are', async () => {
    const opened = await openMailbox(await settingsFor({ folder: 'Nowhere' }));
    expect(opened).toMatchObject({ kind: 'failed', step: 'open_folder', words: expect.stringMatching(/Nowhere/) });
    expect(opened).toMatchObject({ folders: ['INBOX'] });
  });

  it.each([
    ['says nothing', '', 'greeting'],
    ['hangs at the sign-in', '* OK IMAP4rev1\r\n', 'sign_in'],
    ['speaks another protocol', '+OK POP3 ready\r\n', 'greeting'],
  ])('is not waited for longer than the time set when it %s', async (_, greeting, step) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      if (greeting !== '') socket.write(greeting);
      socket.on('data', (chunk) => {
        const [tag, command] = chunk.toString().split(/[ \r]/);
        if (command === 'CAPABILITY') socket.write(`* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK\r\n`);
      });
    });
    closers.push(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const begun = Date.now();
    const opened = await openMailbox({ ...(await settingsFor({ timeoutMs: 400 })), port });
    expect(opened).toMatchObject({ kind: 'failed', step });
    expect(Date.now() - begun).toBeLessThan(5000);
  });

  it('tells that a name has no address', async () => {
    const opened = await openMailbox(await settingsFor({ host: 'mailbox.invalid' }));
    expect(opened).toMatchObject({ kind: 'failed', step: 'dns' });
  });

  it('tells that the certificate is not vouched for', async () => {
    const opened = await openMailbox(await settingsFor({ tls: 'starttls' }));
    expect(opened).toMatchObject({ kind: 'failed', step: 'tls' });
  });
});

describe('testMailbox over IMAP', () => {
  it('tells every step and the count', async () => {
    const { steps, messageCount } = await testMailbox(await settingsFor());
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
  });
});
