// Transactions with hosts whose answers do not fit: before their time, of two minds, or of no sense at all.
import type net from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf, type RawScript, rawHost } from '../testing/raw-host.js';
import { connectToSite } from './connect-to-site.js';
import type { ConnectOptions, OutgoingMessage, SiteConnection } from './site-connection.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function connect(port: number, more: Partial<ConnectOptions> = {}): Promise<SiteConnection> {
  const timeouts = { bannerMs: 2000, ehloMs: 2000, mailMs: 300, rcptMs: 300, dataMs: 300, dotMs: 300, quitMs: 100 };
  const result = await connectToSite({
    ...{ answer: answerOf(), smtpPort: port, ehloName: 'mail.news.test', allowPrivateMx: true, timeouts },
    ...more,
  });
  if (result.kind !== 'open') throw new Error(JSON.stringify(result.report));
  ends.push(() => result.connection.destroy());
  return result.connection;
}

async function connectTo(script: RawScript) {
  const host = await rawHost(script);
  ends.push(() => host.close());
  return { host, connection: await connect(host.port) };
}

const letter = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  from: 'bounce-x@news.test',
  to: 'ada@reader.test',
  body: Buffer.from('Subject: x\r\n\r\nhi\r\n'),
  beforeDot: async () => true,
  ...more,
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const slowly = { beforeDot: () => pause(40).then(() => true) };
const to = (command: RegExp, reply: string | null) => (line: string) => (command.test(line) ? reply : undefined);

describe('a transaction', () => {
  it.each([
    ['354', { afterDot: '354 go on' }],
    ['words without a code', { afterDot: 'hello' }],
    ['a digit that is no code', { afterDot: '2hello' }],
    ['yes and no in one reply', { afterDot: '250-2.0.0 ok\r\n550 5.1.1 no' }],
  ])('is in doubt when the dot is answered by %s', async (_, script) => {
    const { connection } = await connectTo(script);
    expect(await connection.send(letter())).toMatchObject({
      ...{ outcome: 'in_doubt', stage: 'dot', reply: null, wasDotSent: true },
      trouble: expect.stringContaining('no reply that makes sense to the final dot'),
    });
    expect(connection.isUsable()).toBe(false);
  });

  it('is not accepted by a yes that comes before the dot', async () => {
    const { connection } = await connectTo({ answer: to(/^DATA/, '354 go on\r\n250 2.0.0 taken') });
    const report = await connection.send(letter(slowly));
    expect(report).toMatchObject({ outcome: 'deferred', stage: 'data', reply: null, wasDotSent: false });
    expect(report.trouble).toBe('the host said 250 before the message was complete');
    expect(connection.isUsable()).toBe(false);
  });

  it('ends with a no that comes before the dot, and the connection with it', async () => {
    const { host, connection } = await connectTo({ answer: to(/^DATA/, '354 go on\r\n552 5.3.4 too big') });
    const report = await connection.send(letter(slowly));
    expect(report).toMatchObject({ outcome: 'refused', stage: 'data', reply: { code: 552 }, wasDotSent: false });
    expect(connection.isUsable()).toBe(false);
    await pause(60);
    expect(host.heard()).not.toContain('\r\n.\r\n');
  });

  it.each([['PIPELINING'], ['8BITMIME']])('is deferred by a reply of two minds to RCPT (%s)', async (extension) => {
    const { connection } = await connectTo({
      extensions: [extension],
      answer: to(/^RCPT/, '250-2.1.5 ok\r\n550 5.1.1 no'),
    });
    expect(await connection.send(letter())).toMatchObject({ outcome: 'deferred', stage: 'rcpt', reply: null });
  });

  it('keeps the refusal of RCPT although DATA is never answered', async () => {
    const { connection } = await connectTo({
      answer: (line) => to(/^RCPT/, '550 5.1.1 no such user')(line) ?? to(/^DATA/, null)(line),
    });
    const report = await connection.send(letter());
    expect(report).toMatchObject({ outcome: 'refused', stage: 'rcpt', reply: { enhancedCode: '5.1.1' } });
    expect(connection.isUsable()).toBe(false);
  });

  it('goes on after a host that said 354 to a message nobody receives', async () => {
    const { connection } = await connectTo({ answer: to(/^RCPT.*gone/, '550 5.1.1 no'), afterDot: '554 5.5.1 nobody' });
    const report = await connection.send(letter({ to: 'gone@reader.test' }));
    expect(report).toMatchObject({ outcome: 'refused', stage: 'rcpt', wasDotSent: false });
    expect(connection.isUsable()).toBe(true);
  });

  it('is cut off by a reply that never ends', async () => {
    const { connection } = await connectTo({ answer: to(/^RCPT/, `550-${'x'.repeat(100_000)}`) });
    expect(await connection.send(letter())).toMatchObject({ outcome: 'deferred', stage: 'rcpt', reply: null });
  });

  it.each([
    ['ada lovelace@reader.test', /is no address/],
    ['ada@reader.test,eve@reader.test', /is no address/],
    ['ada@reader.test>\r\nRCPT TO:<eve@reader.test', /is no address/],
    ['jürgen@reader.test', /needs SMTPUTF8, which mx.test does not offer/],
  ])('to %j never reaches the wire', async (address, words) => {
    const { host, connection } = await connectTo({});
    const report = await connection.send(letter({ to: address }));
    expect(report).toMatchObject({
      outcome: 'refused',
      stage: null,
      reply: null,
      trouble: expect.stringMatching(words),
    });
    expect((await connection.send(letter())).outcome).toBe('accepted');
    expect(host.heard()).not.toMatch(/lovelace|eve@|gen@/);
  });

  it('to a name outside of ASCII goes where SMTPUTF8 is offered', async () => {
    const host = await rawHost({ extensions: ['SMTPUTF8', '8BITMIME'] });
    ends.push(() => host.close());
    const connection = await connect(host.port);
    expect((await connection.send(letter({ to: 'jürgen@reader.test' }))).outcome).toBe('accepted');
    expect(host.heard()).toMatch(/MAIL FROM:<bounce-x@news\.test> SMTPUTF8/);
  });
});

describe('a connection', () => {
  it.each([
    ['silent', null],
    ['cut', 'drop'],
    ['without sense', 'hello'],
    ['no', '502 5.5.1 never heard of it'],
  ])('whose RSET after a refusal is answered by %s is given up, the refusal stands', async (_, answer) => {
    const { connection } = await connectTo({
      answer: (line) => (line === 'RSET' ? answer : to(/^RCPT/, '550 5.1.1 no such user')(line)),
    });
    expect(await connection.send(letter())).toMatchObject({ outcome: 'refused', reply: { enhancedCode: '5.1.1' } });
    expect(connection.isUsable()).toBe(false);
  });

  it('that ended by 421 between two messages is not used again', async () => {
    const { host, connection } = await connectTo({ afterDot: '250 2.0.0 taken\r\n421 4.4.2 idle too long' });
    expect((await connection.send(letter())).outcome).toBe('accepted');
    await pause(50);
    expect(connection.isUsable()).toBe(false);
    expect(host.connections()).toBe(1);
  });

  it('with a self-signed certificate is used and the certificate told; many messages go over it', async () => {
    const taken: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          taken.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    server.on('error', () => undefined); // the client's end is what the test is about
    const listening = await new Promise<net.Server>((resolve) => {
      const own = server.listen(0, '127.0.0.1', () => resolve(own as net.Server));
    });
    ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const connection = await connect((listening.address() as net.AddressInfo).port);
    expect(connection.tls).toMatch(/^TLSv1\.3 \S+ unverified: /);
    for (let n = 0; n < 25; n++) {
      const report = await connection.send(letter({ body: Buffer.from(`Subject: ${n}\r\n\r\n.${n}\nbare\rend`) }));
      expect(report).toMatchObject({ outcome: 'accepted', tls: connection.tls });
    }
    await connection.close();
    expect(taken).toHaveLength(25);
    expect(taken[24]).toBe('Subject: 24\r\n\r\n.24\r\nbare\r\nend\r\n');
  });
});
