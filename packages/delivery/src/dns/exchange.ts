// One question to one name server: over UDP from a port of its own, over TCP when the answer did not fit.
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import net from 'node:net';
import packet from 'dns-packet';

export type RecordType = 'MX' | 'A' | 'AAAA' | 'TXT' | 'PTR' | 'TLSA';

export interface Question {
  readonly type: RecordType;
  readonly name: string;
}

export interface NameServer {
  readonly host: string;
  readonly port: number;
}

/** The server's packet, or why there is none: "ETIMEOUT", "ECONNREFUSED", … */
export type Exchange = { readonly packet: packet.DecodedPacket } | { readonly failure: string };

/** Largest UDP answer we ask for: no fragmentation on any path (DNS flag day 2020). */
const UDP_BYTES = 1232;
const MAX_TCP_BYTES = 65_535;

/** @param validates the server is asked what DNSSEC says of its answer: AD (RFC 6840 §5.7) and DO (RFC 3225 §3) */
export async function askOver(
  server: NameServer,
  question: Question,
  timeoutMs: number,
  validates = false,
  signal?: AbortSignal,
): Promise<Exchange> {
  if (signal?.aborted) return STOPPED;
  const id = randomInt(0, 65_536);
  const optFlags = validates ? packet.DNSSEC_OK : 0;
  const bytes = packet.encode({
    id,
    type: 'query',
    flags: packet.RECURSION_DESIRED | (validates ? packet.AUTHENTIC_DATA : 0),
    questions: [{ ...question, class: 'IN' }],
    additionals: [{ type: 'OPT', name: '.', udpPayloadSize: UDP_BYTES, flags: optFlags, options: [] } as never],
  });
  const first = await overUdp(server, bytes, timeoutMs, (answer) => isAnswerTo(answer, id, question), signal);
  if ('failure' in first || !first.packet.flag_tc) return first;
  return overTcp(server, bytes, timeoutMs, (answer) => isAnswerTo(answer, id, question));
}

/** A forged or late packet differs in id or question and is passed over (RFC 5452 §9.1). */
function isAnswerTo(answer: packet.DecodedPacket, id: number, { type, name }: Question): boolean {
  const asked = answer.questions?.[0];
  return answer.type === 'response' && answer.id === id && asked?.type === type && asked.name.toLowerCase() === name;
}

/** Another question needed its place. */
const STOPPED: Exchange = { failure: 'ECANCELLED' };

type Accept = (answer: packet.DecodedPacket) => boolean;

function overUdp(
  server: NameServer,
  bytes: Uint8Array,
  timeoutMs: number,
  accept: Accept,
  signal?: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(net.isIPv6(server.host) ? 'udp6' : 'udp4');
    const stop = () => end(STOPPED);
    const end = (exchange: Exchange) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      socket.removeAllListeners();
      socket.on('error', () => undefined); // an ICMP that comes after the answer changes nothing
      socket.close();
      resolve(exchange);
    };
    const timer = setTimeout(() => end({ failure: 'ETIMEOUT' }), timeoutMs);
    signal?.addEventListener('abort', stop);
    socket.on('error', (error: NodeJS.ErrnoException) => end({ failure: error.code ?? 'EFAULT' }));
    socket.on('message', (data) => {
      const answer = decode(data);
      if (answer && accept(answer)) end({ packet: answer });
    });
    // Connected: only packets of that server come in, and a closed port is told at once.
    socket.connect(server.port, server.host, () => socket.send(bytes));
  });
}

function overTcp(server: NameServer, bytes: Uint8Array, timeoutMs: number, accept: Accept): Promise<Exchange> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: server.host, port: server.port });
    let received = Buffer.alloc(0);
    const end = (exchange: Exchange) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(exchange);
    };
    const timer = setTimeout(() => end({ failure: 'ETIMEOUT' }), timeoutMs);
    socket.on('error', (error: NodeJS.ErrnoException) => end({ failure: error.code ?? 'EFAULT' }));
    socket.on('close', () => end({ failure: 'ECONNRESET' }));
    socket.on('connect', () => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      socket.write(Buffer.concat([length, bytes]));
    });
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]).subarray(0, MAX_TCP_BYTES + 2);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const answer = decode(received.subarray(2, 2 + received.readUInt16BE(0)));
      end(answer && accept(answer) ? { packet: answer } : { failure: 'EBADRESP' });
    });
  });
}

function decode(data: Buffer): packet.DecodedPacket | null {
  try {
    return packet.decode(data);
  } catch {
    return null; // not a DNS packet: as if it had not come
  }
}
