// How long a resolver keeps the answer it gives now: node:dns does not tell that of TXT, MX and PTR records.
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { isIPv6 } from 'node:net';
import packet from 'dns-packet';

const PATIENCE_MS = 3000;
const UDP_BYTES = 1232;
const DNS_PORT = 53;

/**
 * @param server "192.0.2.1", "192.0.2.1:5353" or "[2001:db8::1]:53"
 * @returns seconds: of the records it has, or of its knowledge that there is none (RFC 2308 §5: the lesser of the SOA's TTL and
 *   its last field); null when it did not say so in time
 */
export async function askSecondsLeft(server: string, name: string, type: string): Promise<number | null> {
  const id = randomInt(0, 65_536);
  const question = { type: type as 'TXT', name };
  const bytes = packet.encode({
    ...{
      id,
      type: 'query' as const,
      flags: packet.RECURSION_DESIRED,
      questions: [{ ...question, class: 'IN' as const }],
    },
    additionals: [{ type: 'OPT', name: '.', udpPayloadSize: UDP_BYTES, flags: 0, options: [] } as never],
  });
  const answer = await exchange(addressOf(server), bytes, (one) => isAnswerTo(one, id, question));
  return answer === null ? null : secondsOf(answer);
}

function secondsOf({ answers = [], authorities = [] }: packet.DecodedPacket): number | null {
  const lives = answers.flatMap((one) => ('ttl' in one && typeof one.ttl === 'number' ? [one.ttl] : []));
  if (lives.length > 0) return Math.min(...lives);
  const soa = authorities.find((one) => one.type === 'SOA');
  return soa === undefined ? null : Math.min(soa.ttl ?? Number.POSITIVE_INFINITY, soa.data.minimum ?? 0);
}

/** RFC 5452 section 9.1: a forged or late packet differs in id or question. */
function isAnswerTo(answer: packet.DecodedPacket, id: number, { type, name }: { type: string; name: string }): boolean {
  const asked = answer.questions?.[0];
  return answer.type === 'response' && answer.id === id && asked?.type === type && asked.name.toLowerCase() === name;
}

function exchange(
  { host, port }: { host: string; port: number },
  bytes: Uint8Array,
  accept: (answer: packet.DecodedPacket) => boolean,
): Promise<packet.DecodedPacket | null> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const end = (answer: packet.DecodedPacket | null) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined); // what comes after the answer changes nothing
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    socket.on('error', () => end(null));
    socket.on('message', (data) => {
      const answer = decode(data);
      if (answer !== null && accept(answer)) end(answer);
    });
    socket.connect(port, host, () => socket.send(bytes));
  });
}

function decode(data: Buffer): packet.DecodedPacket | null {
  try {
    return packet.decode(data);
  } catch {
    return null; // not a DNS packet: as if it had not come
  }
}

function addressOf(server: string): { host: string; port: number } {
  if (isIPv6(server)) return { host: server, port: DNS_PORT };
  const [, host = server, port] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(server) ?? [];
  return { host, port: port === undefined ? DNS_PORT : Number(port) };
}
