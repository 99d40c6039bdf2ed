// Connections and messages against hosts that behave badly, over real sockets.
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf, type RawHost, type RawScript, rawHost } from '../testing/raw-host.js';
import { connectToSite } from './connect-to-site.js';
import type { ConnectOptions, SiteConnection } from './site-connection.js';

const quick = {
  connectMs: 2000,
  bannerMs: 800,
  ehloMs: 800,
  tlsMs: 2000,
  mailMs: 800,
  rcptMs: 800,
  dataMs: 800,
  bodyMs: 2000,
  dotMs: 800,
  quitMs: 100,
};
const body = Buffer.from('Subject: x\r\n\r\n.a dot first\r\n..two\r\nend\r\n');
const hosts: RawHost[] = [];
const open: SiteConnection[] = [];

afterEach(async () => {
  for (const connection of open.splice(0)) connection.destroy();
  for (const host of hosts.splice(0)) await host.close();
});

async function start(script: RawScript = {}): Promise<RawHost> {
  const host = await rawHost(script);
  hosts.push(host);
  return host;
}

const connect = (host: RawHost, options: Partial<ConnectOptions> = {}) =>
  connectToSite({
    answer: answerOf(),
    smtpPort: host.port,
    ehloName: 'mail.news.test',
    allowPrivateMx: true,
    timeouts: quick,
    ...options,
  });

async function connected(host: RawHost, options: Partial<ConnectOptions> = {}): Promise<SiteConnection> {
  const result = await connect(host, options);
  if (result.kind !== 'open') throw new Error(JSON.stringify(result.report));
  open.push(result.connection);
  return result.connection;
}

const letter = (to = 'ada@reader.test', beforeDot = async () => true) => ({
  from: 'bounce-x@news.test',
  to,
  body,
  beforeDot,
});

describe('connecting', () => {
  it.each([
    [
      'a final no at the banner',
      { banner: '554 5.7.1 go away' },
      { outcome: 'refused', stage: 'banner', reply: { code: 554, enhancedCode: '5.7.1' } },
    ],
    [
      'a busy banner',
      { banner: '421 4.3.2 too many connections' },
      { outcome: 'deferred', stage: 'banner', reply: { code: 421 } },
    ],
    [
      'a silent banner',
      { banner: null },
      { outcome: 'deferred', stage: 'banner', reply: null, trouble: 'no reply to the connection within 0.8 s' },
    ],
    [
      'silence after EHLO',
      { answer: (line: string) => (/^EHLO/.test(line) ? null : undefined) },
      { outcome: 'deferred', stage: 'ehlo', trouble: 'no reply to EHLO within 0.8 s' },
    ],
    [
      'a cut after EHLO',
      { answer: (line: string) => (/^EHLO/.test(line) ? 'drop' : undefined) },
      { outcome: 'deferred', stage: 'ehlo', reply: null },
    ],
    [
      'EHLO and HELO both refused',
      { answer: (line: string) => (/^(EHLO|HELO)/.test(line) ? '550 5.7.1 no' : undefined) },
      { outcome: 'refused', stage: 'ehlo', reply: { code: 550 }, ehloName: 'mail.news.test' },
    ],
  ] satisfies [string, RawScript, object][])('tells %s apart', async (_, script, expected) => {
    const host = await start(script);
    const result = await connect(host);
    expect(result.kind).toBe('failed');
    expect(result).toMatchObject({ report: { ...expected, wasDotSent: false, mxHost: 'mx.test', mxIp: '127.0.0.1' } });
  });

  it('keeps the name it greeted with, of a message too; at the banner there was no greeting yet', async () => {
    const connection = await connected(await start());
    expect(await connection.send(letter())).toMatchObject({ outcome: 'accepted', ehloName: 'mail.news.test' });
    const early = await connect(await start({ banner: '554 5.7.1 go away' }));
    expect('report' in early && early.report).not.toHaveProperty('ehloName');
  });

  it('says HELO where EHLO is not known', async () => {
    const host = await start({ answer: (line) => (/^EHLO/.test(line) ? '502 5.5.2 what?' : undefined) });
    const connection = await connected(host);
    expect((await connection.send(letter())).outcome).toBe('accepted');
    expect(host.heard()).toContain('HELO mail.news.test');
  });

  it('goes to the next host when the first does not listen', async () => {
    const host = await start();
    const answer = answerOf(
      { host: 'dead.test', addresses: ['127.0.0.77'], preference: 1 },
      { host: 'alive.test', preference: 5 },
    );
    const connection = await connected(host, { answer });
    const report = await connection.send(letter());
    expect(report).toMatchObject({ outcome: 'accepted', mxHost: 'alive.test' });
    expect(report.steps[0]).toMatchObject({
      stage: 'connect',
      mxHost: 'dead.test',
      words: 'connection refused (127.0.0.77)',
    });
  });

  it('begins with each of two equal hosts about as often', async () => {
    const first: string[] = [];
    for (let i = 0; i < 40; i++) {
      const answer = answerOf({ host: 'a.test', addresses: ['10.0.0.1'] }, { host: 'b.test', addresses: ['10.0.0.2'] });
      const result = await connectToSite({ answer, smtpPort: 1, ehloName: 'x.test', allowPrivateMx: false });
      if (result.kind === 'failed') first.push(result.report.steps[0]!.mxHost!);
    }
    expect(new Set(first)).toEqual(new Set(['a.test', 'b.test']));
  });

  it('refuses a private address without a packet', async () => {
    const host = await start();
    const result = await connect(host, { allowPrivateMx: false });
    expect(result).toMatchObject({ kind: 'failed', report: { outcome: 'deferred', stage: 'connect', reply: null } });
    expect(result.kind === 'failed' && result.report.trouble).toMatch(/loopback address/);
    expect(host.connections()).toBe(0);
  });

  it('sends in the clear, once and on a fresh connection, where TLS fails', async () => {
    const host = await start({
      extensions: ['STARTTLS', 'PIPELINING'],
      answer: (line) => (line === 'STARTTLS' ? '220 ready\r\nno TLS at all' : undefined),
    });
    const connection = await connected(host);
    expect(connection.tls).toMatch(/^none: TLS failed/);
    expect((await connection.send(letter())).outcome).toBe('accepted');
    expect(host.connections()).toBe(2);
  });

  it('stops when it is told to', async () => {
    const host = await start({ banner: null });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const result = await connect(host, { signal: controller.signal });
    expect(result).toMatchObject({ kind: 'failed', report: { outcome: 'abandoned' } });
  });
});

describe('a message', () => {
  it('is pipelined, dot-stuffed and told step by step', async () => {
    const host = await start();
    const connection = await connected(host);
    const report = await connection.send(letter());
    expect(report).toMatchObject({
      outcome: 'accepted',
      stage: 'dot',
      wasDotSent: true,
      reply: { code: 250, enhancedCode: '2.0.0' },
      tls: 'none',
    });
    expect(report.steps.map(({ stage }) => stage)).toEqual([
      'connect',
      'banner',
      'ehlo',
      'mail',
      'rcpt',
      'data',
      'dot',
    ]);
    expect(host.heard()).toMatch(/MAIL FROM:<bounce-x@news\.test>[^\r]*\r\nRCPT TO:<ada@reader\.test>\r\nDATA\r\n/);
    expect(host.heard()).toContain('\r\n..a dot first\r\n...two\r\nend\r\n.\r\n');
  });

  it('follows another on the same connection, also after a refusal, with RSET between', async () => {
    const host = await start({
      answer: (line) => (/^RCPT.*gone/.test(line) ? '550 5.1.1 <gone@reader.test>: no such user' : undefined),
    });
    const connection = await connected(host);
    expect((await connection.send(letter())).outcome).toBe('accepted');
    const refused = await connection.send(letter('gone@reader.test'));
    expect(refused).toMatchObject({
      outcome: 'refused',
      stage: 'rcpt',
      wasDotSent: false,
      reply: { code: 550, enhancedCode: '5.1.1' },
    });
    expect(refused.steps.map(({ stage }) => stage)).not.toContain('connect');
    expect((await connection.send(letter('eve@reader.test'))).outcome).toBe('accepted');
    expect(host.connections()).toBe(1);
    expect(host.heard()).toContain('RSET');
    expect(connection.messagesSent).toBe(3);
  });

  it.each([
    [
      'refused at the dot',
      { afterDot: '554 5.7.1 looks like spam' },
      { outcome: 'refused', stage: 'dot', wasDotSent: true },
    ],
    ['deferred at the dot', { afterDot: '451 4.3.0 later' }, { outcome: 'deferred', stage: 'dot', wasDotSent: true }],
    [
      'without an answer to the dot',
      { afterDot: null },
      { outcome: 'in_doubt', stage: 'dot', wasDotSent: true, trouble: 'no reply to the final dot within 0.8 s' },
    ],
    ['cut after the dot', { afterDot: 'drop' }, { outcome: 'in_doubt', stage: 'dot', wasDotSent: true, reply: null }],
    ['cut in the body', { dropsInBody: true }, { outcome: 'deferred', wasDotSent: false, reply: null }],
    [
      'refused at MAIL',
      {
        answer: (line: string) =>
          /^MAIL/.test(line) ? '550 5.7.1 not you' : /^(RCPT|DATA)/.test(line) ? '503 5.5.1 first MAIL' : undefined,
      },
      { outcome: 'refused', stage: 'mail' },
    ],
    [
      'refused at DATA',
      { answer: (line: string) => (line === 'DATA' ? '554 5.5.1 no' : undefined) },
      { outcome: 'refused', stage: 'data', wasDotSent: false },
    ],
    [
      'ended by 421 at RCPT',
      { answer: (line: string) => (/^RCPT/.test(line) ? '421 4.7.0 slow down' : undefined) },
      { outcome: 'deferred', stage: 'rcpt', reply: { code: 421 } },
    ],
    [
      'met by silence at RCPT',
      { answer: (line: string) => (/^(RCPT|DATA)/.test(line) ? null : undefined) },
      { outcome: 'deferred', stage: 'rcpt', trouble: 'no reply to RCPT within 0.8 s' },
    ],
  ] as [string, RawScript, object][])('%s is told as that', async (_, script, expected) => {
    const host = await start(script);
    const connection = await connected(host);
    let isAsked = false;
    const report = await connection.send(
      letter('ada@reader.test', async () => {
        // Time for the host to cut the connection before the dot.
        await new Promise((resolve) => setTimeout(resolve, script.dropsInBody ? 50 : 0));
        isAsked = true;
        return true;
      }),
    );
    expect(report).toMatchObject(expected);
    if (report.reply === null) expect(connection.isUsable()).toBe(false);
    if (report.wasDotSent) expect(isAsked).toBe(true);
  });

  it.each([
    ['no', async () => false],
    ['an error', async () => Promise.reject(new Error('the database is away'))],
  ])('whose dot gets %s never passes it', async (_, beforeDot) => {
    const host = await start();
    const connection = await connected(host);
    const report = await connection.send(letter('ada@reader.test', beforeDot));
    expect(report).toMatchObject({ outcome: 'abandoned', wasDotSent: false, reply: null });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(host.heard()).toContain('end\r\n');
    expect(host.heard()).not.toContain('\r\n.\r\n');
    expect(connection.isUsable()).toBe(false);
  });

  it('is not begun on a connection that the host ended meanwhile', async () => {
    const host = await start();
    const connection = await connected(host);
    await connection.send(letter());
    await host.close();
    hosts.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(connection.isUsable()).toBe(false);
    expect(await connection.send(letter())).toMatchObject({ outcome: 'deferred', stage: 'mail', wasDotSent: false });
  });

  it('whose reply is hostile is kept whole, but harmless', async () => {
    const nasty = `550-5.1.1 <script>alert(1)</script> \u001b[31mred\u001b[0m \u0007bell\r\n550 5.1.1 ${'x'.repeat(9000)}`;
    const host = await start({ answer: (line) => (/^RCPT/.test(line) ? nasty : undefined) });
    const connection = await connected(host);
    const { reply } = await connection.send(letter());
    expect(reply).toMatchObject({ code: 550, enhancedCode: '5.1.1' });
    expect(reply!.text).toHaveLength(4096);
    expect(reply!.text).toContain('<script>alert(1)</script> red');
    expect(reply!.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
