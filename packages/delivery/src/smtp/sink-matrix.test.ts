// Every place of a dialogue, every way a host can fail there: what is told, and whether the connection lives on.
import { afterAll, describe, expect, it } from 'vitest';
import { answerOf } from '../testing/raw-host.js';
import { type Manner, type Place, type SinkHost, type SinkOptions, sinkHost } from '../testing/sink-host.js';
import { requiredTls } from '../tls-policy/tls-policy.js';
import { connectToSite } from './connect-to-site.js';
import type { ConnectOptions, OutgoingMessage } from './site-connection.js';

const withinMs = 500;
const within = (ms: number) => ({
  ...{ connectMs: 2000, bannerMs: ms, ehloMs: ms, tlsMs: ms, mailMs: ms, rcptMs: ms },
  ...{ dataMs: ms, bodyMs: ms, dotMs: ms, quitMs: 50 },
});
const timeouts = within(withinMs);
/** A yes that comes slowly comes: a busy machine must not make a silence of it. */
const forYes = (name: MannerName) => (isPatient(name) ? { timeouts: within(15_000) } : {});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const forever = new Promise(() => undefined);
const says = (text: string): Manner => ({ act: (socket) => socket.write(text) });
const manners = {
  close: { act: (socket) => socket.end() },
  silence: { act: (socket) => socket.pause() && forever },
  '4yz': says('451 4.3.0 not now\r\n'),
  '5yz': says('554 5.7.1 never\r\n'),
  '421 and close': { act: (socket) => socket.end('421 4.3.2 closing\r\n') },
  babble: says('HTTP/1.1 400 Bad Request\r\n'),
  'code 999': says('999 9.9.9 beyond\r\n'),
  'a no of two minds': says('250-2.0.0 yes\r\n550 5.7.1 no\r\n'),
  'half a no, close': { act: (socket) => socket.end('550 5.7.1 ne') },
  'half a yes, close': { act: (socket, usual) => socket.end(usual.trimEnd()) },
  'half a yes, silence': { act: (socket, usual) => socket.write(usual.trimEnd()) && forever },
  'the first of two lines, close': { act: (socket) => socket.end('250-2.0.0 and\r\n') },
  'a yes byte by byte': {
    isYes: true,
    act: async (socket, usual) => {
      for (const sign of usual) {
        socket.write(sign);
        await pause(1);
      }
    },
  },
  'a yes in two packets': {
    isYes: true,
    act: async (socket, usual) => {
      socket.write(usual.slice(0, 2));
      await pause(20);
      socket.write(usual.slice(2));
    },
  },
  'a yes of many lines': {
    isYes: true,
    act: (socket, usual) => {
      const code = usual.slice(0, 3);
      const lines = usual.split('\r\n').filter((line) => line !== '');
      const more = Array.from({ length: 40 }, (_, i) => `${code}-line ${i}\r\n`).join('');
      socket.write(
        `${code}-${lines[0]?.slice(4)}\r\n${more}${usual.slice((lines[0]?.length ?? 0) + 2) || `${code} end\r\n`}`,
      );
    },
  },
} as const satisfies Record<string, Manner>;
type MannerName = keyof typeof manners;

interface Cell {
  readonly outcome: string;
  readonly stage: Place;
  /** Of the reply; null when none counts. */
  readonly code: number | null;
  readonly wasDotSent: boolean;
  /** The next message is taken over the same connection. */
  readonly isUsable: boolean;
}

const hosts: SinkHost[] = [];
afterAll(async () => {
  for (const host of hosts) await host.close();
});

const letter = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  from: 'bounce-x@news.test',
  to: 'ada@reader.test',
  body: Buffer.from('Subject: x\r\n\r\nhi\r\n'),
  beforeDot: async () => true,
  ...more,
});

/** One message, and a second over the same connection where it may be used: what the table says must be true of both. */
async function play(options: SinkOptions, message: Partial<OutgoingMessage> = {}, more: Partial<ConnectOptions> = {}) {
  const host = await sinkHost(options);
  hosts.push(host);
  const connected = await connectToSite({
    ...{ answer: answerOf(), smtpPort: host.port, ehloName: 'mail.news.test', allowPrivateMx: true, timeouts },
    ...more,
  });
  if (connected.kind === 'failed') return { host, report: connected.report, isUsable: false };
  const report = await connected.connection.send(letter(message));
  await pause(30); // what the host says last may be on its way
  const isUsable = connected.connection.isUsable();
  if (isUsable) expect(await connected.connection.send(letter())).toMatchObject({ outcome: 'accepted', stage: 'dot' });
  connected.connection.destroy();
  return { host, report, isUsable };
}

const found = ({ report, isUsable }: Awaited<ReturnType<typeof play>>): Cell => ({
  ...{ outcome: report.outcome, stage: report.stage as Place, code: report.reply?.code ?? null },
  ...{ wasDotSent: report.wasDotSent, isUsable },
});

const names = Object.keys(manners) as MannerName[];
const cells = (places: readonly Place[]) => places.flatMap((place) => names.map((name) => ({ place, name })));
const isPatient = (name: MannerName) => 'isYes' in manners[name];
const taken: Cell = { outcome: 'accepted', stage: 'dot', code: 250, wasDotSent: true, isUsable: true };

describe('before there is a connection', () => {
  function expected(place: Place, name: MannerName): Cell {
    if (isPatient(name)) return taken;
    const failed = { outcome: 'deferred', stage: place, code: null, wasDotSent: false, isUsable: false };
    if (name === '5yz') return { ...failed, outcome: 'refused', code: 554 };
    if (name === '4yz' || name === '421 and close') return { ...failed, code: name === '4yz' ? 451 : 421 };
    return failed;
  }

  it.concurrent.each(cells(['banner', 'ehlo']))('$place answered by $name', async ({ place, name }) => {
    expect(found(await play({ place, manner: manners[name] }, {}, forYes(name)))).toEqual(expected(place, name));
  });
});

describe('STARTTLS', () => {
  const failing = names.filter((name) => !isPatient(name));

  it.concurrent.each(failing)('answered by %s costs no message where encryption is a favour', async (name) => {
    const { host, report } = await play({ place: 'starttls', manner: manners[name] });
    expect(report).toMatchObject({ outcome: 'accepted', wasDotSent: true });
    expect(report.tls).toMatch(/^none/);
    expect(host.connections()).toBeLessThanOrEqual(2);
  });

  it.concurrent.each(failing)('answered by %s is waited out where encryption is a must', async (name) => {
    const tlsPolicy = requiredTls('reader.test', ['mx.test']);
    const { host, report } = await play({ place: 'starttls', manner: manners[name] }, {}, { tlsPolicy });
    expect(report).toMatchObject({ outcome: 'deferred', stage: 'starttls', wasDotSent: false });
    expect(host.commands().join()).not.toContain('MAIL');
  });
});

describe.each([
  ['one by one', []],
  ['pipelined', ['PIPELINING']],
])('commands %s', (_, extensions) => {
  function expected(place: Place, name: MannerName): Cell {
    if (isPatient(name)) return taken;
    const isDot = place === 'dot';
    const lost = { outcome: isDot ? 'in_doubt' : 'deferred', stage: place, code: null, wasDotSent: isDot };
    if (name === '5yz') return { ...lost, outcome: 'refused', code: 554, isUsable: true };
    if (name === '4yz') return { ...lost, outcome: 'deferred', code: 451, isUsable: true };
    if (name === '421 and close') return { ...lost, outcome: 'deferred', code: 421, isUsable: false };
    return { ...lost, isUsable: false };
  }

  it.concurrent.each(cells(['mail', 'rcpt', 'data', 'dot']))('$place answered by $name', async ({ place, name }) => {
    const { host, ...played } = await play({ place, manner: manners[name], extensions }, {}, forYes(name));
    expect(found({ host, ...played })).toEqual(expected(place, name));
    expect(host.connections()).toBe(1);
  });
});

describe('while the message goes over', () => {
  const lost = { outcome: 'deferred', stage: 'data', code: null, wasDotSent: false, isUsable: false } as const;
  const table: readonly (readonly [MannerName, Cell])[] = [
    ...(['close', 'babble', 'code 999', 'a no of two minds'] as const).map((name) => [name, lost] as const),
    ...(['half a no, close', 'the first of two lines, close'] as const).map((name) => [name, lost] as const),
    ['4yz', { ...lost, code: 451 }],
    ['5yz', { ...lost, outcome: 'refused', code: 554 }],
    ['421 and close', { ...lost, code: 421 }],
  ];

  it.concurrent.each(table)('%s', async (name, expected) => {
    const beforeDot = () => pause(60).then(() => true);
    const played = await play({ place: 'body', manner: manners[name] }, { beforeDot });
    expect(found(played)).toEqual(expected);
    expect(played.host.messages()).toBe(0);
  });

  it('a host that reads no further', async () => {
    const body = Buffer.alloc(16_000_000, 'Doorstep counts what is on its way.\r\n');
    const { report } = await play({ place: 'body', manner: manners.silence }, { body });
    expect(report).toMatchObject({ outcome: 'deferred', stage: 'data', reply: null, wasDotSent: false });
    expect(report.trouble).toContain('nothing moved');
  });
});

describe('words at the wrong time', () => {
  it.concurrent.each([
    ['mail', '250 2.1.0 ok\r\n250 2.1.5 of its own accord\r\n', 'deferred'],
    ['rcpt', '250 2.1.5 ok\r\n354 too early\r\n', 'deferred'],
    ['data', '354 go on\r\n250 2.0.0 taken already\r\n', 'deferred'],
    ['mail', '250 2.1.0 ok\r\n550 5.1.1 before it was asked\r\n', 'refused'],
  ] as const)('%s answered by %j never becomes an acceptance', async (place, words, outcome) => {
    for (const extensions of [[], ['PIPELINING']]) {
      const beforeDot = () => pause(30).then(() => true);
      const { report, isUsable } = await play(
        { place, manner: { ...says(words), isYes: true }, extensions },
        { beforeDot },
      );
      expect(report).toMatchObject({ wasDotSent: false });
      expect(['deferred', outcome]).toContain(report.outcome);
      expect(isUsable).toBe(false);
    }
  });

  it.concurrent('421 in the packet of the last yes: the message is accepted, the connection is not used again', async () => {
    const both: Manner = { act: (socket, usual) => void socket.end(`${usual}421 4.7.0 that was the last\r\n`) };
    expect(found(await play({ place: 'dot', manner: both }))).toEqual({ ...taken, isUsable: false });
  });

  it.concurrent('the second half of a yes begun before the dot does not become the answer to it', async () => {
    const manner: Manner = {
      act: async (socket) => {
        socket.write('354 go on\r\n250 2.0');
        await pause(80);
        socket.write('.0 taken\r\n');
      },
    };
    const { report, isUsable } = await play({ place: 'data', manner }, { beforeDot: () => pause(30).then(() => true) });
    expect(report).toMatchObject({ outcome: 'deferred', stage: 'data', wasDotSent: false });
    expect(isUsable).toBe(false);
  });
});
