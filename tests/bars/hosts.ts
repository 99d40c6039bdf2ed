// Own name servers, mail hosts and connections for the bars, all ended after each test.
import {
  type Connected,
  type ConnectOptions,
  connectToSite,
  type MxAnswer,
  type OutgoingMessage,
  type SiteConnection,
} from '@doorstep/delivery';
import { afterEach } from 'vitest';
import { type NameServer, nameServer, type Zone } from '../../packages/delivery/src/testing/name-server.js';
import { answerOf, type RawHost, type RawScript, rawHost } from '../../packages/delivery/src/testing/raw-host.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

export const atEnd = (end: () => unknown): void => void ends.push(end);

export async function names(zone: Zone, delayMs = 0): Promise<NameServer> {
  const server = await nameServer(zone, delayMs);
  atEnd(() => server.close());
  return server;
}

export async function mailHost(script: RawScript = {}): Promise<RawHost> {
  const host = await rawHost(script);
  atEnd(() => host.close());
  return host;
}

const MS = 600;
const timeouts = {
  ...{ connectMs: 2000, bannerMs: MS, ehloMs: MS, tlsMs: 2000, mailMs: MS, rcptMs: MS, dataMs: MS },
  ...{ bodyMs: 2000, dotMs: MS, quitMs: 100 },
};

export async function reach(
  port: number,
  answer: MxAnswer = answerOf(),
  more: Partial<ConnectOptions> = {},
): Promise<Connected> {
  const settings = { answer, smtpPort: port, ehloName: 'mail.news.test', allowPrivateMx: true, timeouts };
  const connected = await connectToSite({ ...settings, ...more });
  if (connected.kind === 'open') atEnd(() => connected.connection.destroy());
  return connected;
}

/** @throws when no connection comes about */
export async function open(
  port: number,
  answer?: MxAnswer,
  more: Partial<ConnectOptions> = {},
): Promise<SiteConnection> {
  const connected = await reach(port, answer, more);
  if (connected.kind === 'failed') throw new Error(JSON.stringify(connected.report));
  return connected.connection;
}

export const letter = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  from: 'bounce-x@news.test',
  to: 'ada@reader.test',
  body: Buffer.from('Subject: x\r\n\r\nhi\r\n'),
  beforeDot: async () => true,
  ...more,
});
