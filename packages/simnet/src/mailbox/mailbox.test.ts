// The bounce mailbox over POP3 and IMAP.
import net from 'node:net';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailboxMxHost } from '../reports/post-office.js';
import { startSimnet } from '../simnet.js';
import type { Simnet } from '../simnet-face.js';
import { send } from '../testing/talk.js';

let simnet: Simnet;

beforeAll(async () => {
  simnet = await startSimnet();
});
beforeEach(() => simnet.reset());
afterAll(() => simnet.close());

const odd = Buffer.from('From: a@b.example\r\nSubject: \xe9\r\n\r\n.dot\r\n..two\r\n\xff\x00 bare\n.\nend', 'latin1');

/** Says all commands at once and gives everything that came back until the server hung up. */
function pop3(...commands: string[]): Promise<string> {
  const { host, port, username, password } = simnet.pop3;
  const socket = net.connect(port, host);
  socket.setEncoding('latin1');
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  socket.write([`USER ${username}`, `PASS ${password}`, ...commands, ''].join('\r\n'));
  return new Promise((resolve) => socket.on('close', () => resolve(text)));
}

async function withImap<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const { host, port, username, password } = simnet.imap;
  const client = new ImapFlow({ host, port, secure: false, auth: { user: username, pass: password }, logger: false });
  await client.connect();
  const lock = await client.getMailboxLock('INBOX');
  try {
    return await work(client);
  } finally {
    lock.release();
    await client.logout();
  }
}

const sources = () =>
  withImap(async (client) => {
    const found: Buffer[] = [];
    for await (const message of client.fetch('1:*', { uid: true, source: true })) found.push(message.source!);
    return found;
  });

describe('the bounce mailbox', () => {
  it('gives a message back byte for byte over IMAP and POP3', async () => {
    simnet.putMailboxMessage(odd);
    expect(await sources()).toEqual([odd]);
    const text = await pop3('LIST', 'UIDL', 'RETR 1', 'TOP 1 1', 'QUIT');
    expect(text).toContain(`+OK ${odd.length} octets\r\n`);
    const stuffed = odd.toString('latin1').replace('\r\n.dot\r\n..two', '\r\n..dot\r\n...two');
    expect(text).toContain(`octets\r\n${stuffed}\r\n.\r\n`);
    expect(text).toContain('top of message follows\r\nFrom: a@b.example\r\nSubject: \xe9\r\n\r\n..dot\r\n.\r\n');
    expect(text).toMatch(
      new RegExp(`listing follows\r\n1 ${odd.length}\r\n\\.\r\n\\+OK listing follows\r\n1 [0-9a-f]+-\\d+\r\n`),
    );
  });

  it('turns text into UTF-8 with CR LF', async () => {
    simnet.putMailboxMessage('Subject: é\n\nbody\n');
    expect((await sources())[0]?.toString('utf8')).toBe('Subject: é\r\n\r\nbody\r\n');
  });

  it('deletes over POP3 at QUIT only, for IMAP too', async () => {
    for (const n of [1, 2, 3]) simnet.putMailboxMessage(`Subject: ${n}\r\n\r\n`);
    const { host, port, username, password } = simnet.pop3;
    const dropped = net.connect(port, host);
    dropped.write(`USER ${username}\r\nPASS ${password}\r\nDELE 1\r\n`);
    await new Promise<void>((resolve) => {
      dropped.on('data', (chunk) => String(chunk).includes('marked') && resolve());
    });
    dropped.destroy();
    expect(await sources()).toHaveLength(3);
    const text = await pop3('DELE 2', 'RETR 2', 'STAT', 'DELE 1', 'RSET', 'DELE 2', 'QUIT');
    expect(text).toContain('-ERR no such message\r\n+OK 2 28\r\n');
    expect((await sources()).map(String)).toEqual(['Subject: 1\r\n\r\n', 'Subject: 3\r\n\r\n']);
  });

  it('loses over POP3 what IMAP moved or deleted', async () => {
    for (const n of [1, 2, 3]) simnet.putMailboxMessage(`Subject: ${n}\r\n\r\n`);
    await withImap(async (client) => {
      await client.messageMove('1', 'Processed');
      await client.messageDelete('1');
    });
    expect(await pop3('STAT', 'QUIT')).toContain('+OK 1 14\r\n');
  });

  it('tells a waiting IMAP client of a new message', async () => {
    const count = await withImap(async (client) => {
      const told = new Promise<number>((resolve) => client.once('exists', (event) => resolve(event.count)));
      void client.idle();
      setTimeout(() => simnet.putMailboxMessage('Subject: new\n\n'), 30);
      return told;
    });
    expect(count).toBe(1);
  });

  it('refuses a wrong password over both, and takes AUTH PLAIN', async () => {
    const { host, port, username, password } = simnet.pop3;
    expect(await pop3('QUIT')).toContain('+OK 0 messages');
    const login = Buffer.from(`\0${username}\0${password}`).toString('base64');
    const socket = net.connect(port, host);
    socket.write(`CAPA\r\nUSER x\r\nPASS y\r\nSTAT\r\nAUTH PLAIN\r\n${login}\r\nSTAT\r\nQUIT\r\n`);
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toContain('SASL PLAIN\r\n');
    expect(text).toContain(
      '-ERR [AUTH] invalid user name or password\r\n-ERR sign in first\r\n+ \r\n+OK 0 messages\r\n+OK 0 0\r\n',
    );
    const client = new ImapFlow({ ...simnet.imap, secure: false, auth: { user: username, pass: 'no' }, logger: false });
    await expect(client.connect()).rejects.toMatchObject({ authenticationFailed: true });
  });

  it('takes mail that is sent to its MX host, for any recipient', async () => {
    simnet.putRecords([
      { name: 'bounces.news.example', type: 'MX', data: { preference: 10, exchange: mailboxMxHost } },
    ]);
    const sent = await send(simnet, { to: 'bounce-abc@bounces.news.example', from: 'check@news.example' });
    expect(sent.isAccepted).toBe(true);
    const [source] = await sources();
    expect(String(source)).toMatch(
      /^Return-Path: <check@news\.example>\r\nDelivered-To: bounce-abc@bounces\.news\.example\r\nReceived: /,
    );
  });
});
