// What the simulated mail servers took, asked of them and not of Doorstep.
import { service } from './service.js';

/** Messages to an address, oldest first, with quoted-printable undone as far as these messages use it. */
export async function receivedBy(address: string): Promise<string[]> {
  const answer = await fetch(`${service().controlUrl}/received?recipient=${encodeURIComponent(address)}`);
  return ((await answer.json()) as { raw: string }[]).map(({ raw }) => readable(raw));
}

/** How many messages to these addresses the servers of a domain took. */
export async function receivedAmong(domain: string, addresses: readonly string[]): Promise<number> {
  const answer = await fetch(`${service().controlUrl}/received?domain=${domain}`);
  const received = (await answer.json()) as { recipient: string }[];
  return received.filter(({ recipient }) => addresses.includes(recipient)).length;
}

const readable = (raw: string): string =>
  raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
