// The authoritative DNS server of the simulated internet: RFC 1035 over UDP and TCP on one port.
import dgram from 'node:dgram';
import net from 'node:net';
import dnsPacket, { type Answer, type Packet, type Question } from 'dns-packet';
import { closeServer, listen } from '../listening.js';
import type { Zone, ZoneRecord } from './zone.js';

const rcodes = { records: 0, 'no-data': 0, nxdomain: 3, servfail: 2 } as const;
const defaultTtlSeconds = 300;
const plainUdpBytes = 512;
const ednsOffer: Answer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: 1232,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

export interface DnsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** @param port 0 for a free one, which is then the same for UDP and TCP */
export async function startDnsServer(zone: Zone, host: string, port: number): Promise<DnsServer> {
  const tcp = net.createServer((socket) => serveStream(zone, socket));
  const udp = dgram.createSocket('udp4');
  udp.on('message', (bytes, peer) => {
    const reply = answerUdp(zone, bytes);
    if (reply) udp.send(reply, peer.port, peer.address);
  });
  await listen(tcp, port, host);
  const taken = (tcp.address() as net.AddressInfo).port;
  try {
    await new Promise<void>((resolve, reject) => {
      udp.once('error', reject);
      udp.bind(taken, host, resolve);
    });
  } catch (error) {
    await closeServer(tcp);
    if (port === 0) return startDnsServer(zone, host, 0); // another process has that UDP port: take a new number
    throw error;
  }
  udp.removeAllListeners('error');
  udp.on('error', () => undefined); // a peer that went away (ICMP) is no trouble of ours
  return {
    port: taken,
    async close() {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await closeServer(tcp);
    },
  };
}

function answerUdp(zone: Zone, bytes: Buffer): Buffer | null {
  const reply = answer(zone, bytes);
  if (!reply) return null;
  const whole = dnsPacket.encode(reply.packet);
  if (whole.length <= reply.maxUdpBytes) return whole;
  const flags = (reply.packet.flags ?? 0) | dnsPacket.TRUNCATED_RESPONSE;
  return dnsPacket.encode({ ...reply.packet, flags, answers: [], authorities: [] });
}

/** TCP: each message after its length in two bytes (RFC 7766). */
function serveStream(zone: Zone, socket: net.Socket): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.setTimeout(10_000, () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0);
      const reply = answer(zone, rest.subarray(2, end));
      rest = rest.subarray(end);
      if (reply) socket.write(dnsPacket.streamEncode(reply.packet));
    }
  });
}

/** Null: no answer is given, as the name wants it or because the question cannot be read. */
function answer(zone: Zone, bytes: Buffer): { packet: Packet; maxUdpBytes: number } | null {
  let query: ReturnType<typeof dnsPacket.decode>;
  try {
    query = dnsPacket.decode(bytes);
  } catch {
    return null; // not DNS: a server that answers garbage can be made to echo
  }
  const question = query.questions?.[0];
  if (!question || query.type !== 'query') return null;
  const found = zone.find(question.name, question.type);
  if (found.kind === 'timeout') return null;
  const edns = query.additionals?.find((record) => record.type === 'OPT');
  const recursion = (query.flags ?? 0) & dnsPacket.RECURSION_DESIRED;
  const packet: Packet = {
    type: 'response',
    ...(query.id === undefined ? {} : { id: query.id }),
    flags: rcodes[found.kind] | dnsPacket.AUTHORITATIVE_ANSWER | dnsPacket.RECURSION_AVAILABLE | recursion,
    questions: [question],
    answers: found.records.map((record) => toAnswer(record)),
    authorities: found.kind === 'no-data' || found.kind === 'nxdomain' ? [startOfAuthority(question)] : [],
    additionals: edns ? [ednsOffer] : [],
  };
  const offered = edns && 'udpPayloadSize' in edns ? Number(edns.udpPayloadSize) : plainUdpBytes;
  return { packet, maxUdpBytes: Math.min(Math.max(offered, plainUdpBytes), 1232) };
}

/** Negative answers carry the SOA, whose minimum is how long they may be kept (RFC 2308). */
function startOfAuthority({ name }: Question): Answer {
  const zoneName = name.split('.').filter(Boolean).slice(-2).join('.') || '.';
  const data = { mname: 'ns.registry.example', rname: 'hostmaster.registry.example', serial: 1, minimum: 60 };
  return { type: 'SOA', name: zoneName, ttl: 60, data: { ...data, refresh: 3600, retry: 600, expire: 86_400 } };
}

function toAnswer({ name, type, data, ttl = defaultTtlSeconds }: ZoneRecord): Answer {
  return { name, type, ttl, class: 'IN', data: type === 'TXT' ? textPieces(data) : data } as Answer;
}

/** A TXT string has at most 255 bytes; longer text is cut into several, as every name server does. */
function textPieces(data: unknown): Buffer[] {
  const texts = Array.isArray(data) ? data.map(String) : [String(data)];
  return texts.flatMap((text) => {
    const bytes = Buffer.from(text);
    const pieces: Buffer[] = [];
    for (let start = 0; start === 0 || start < bytes.length; start += 255)
      pieces.push(bytes.subarray(start, start + 255));
    return pieces;
  });
}

/** @throws RangeError for a record that cannot be written on the wire: a fault of the caller, told before it is stored */
export function checkRecord(record: ZoneRecord): void {
  const { type, data } = record;
  try {
    if (type === 'A' && !net.isIPv4(String(data))) throw new Error('not an IPv4 address');
    if (type === 'AAAA' && !net.isIPv6(String(data))) throw new Error('not an IPv6 address');
    if (type === 'MX' && typeof (data as { exchange?: unknown })?.exchange !== 'string') throw new Error('no exchange');
    dnsPacket.encode({ type: 'response', answers: [toAnswer(record)] });
  } catch (error) {
    throw new RangeError(`record ${record.name} ${record.type} cannot be served: ${(error as Error).message}`);
  }
}
