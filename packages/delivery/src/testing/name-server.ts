// A name server on loopback that answers what a test tells it to, over UDP and TCP, and counts what it is asked.
import dgram from 'node:dgram';
import net from 'node:net';
import packet from 'dns-packet';

export interface Zone {
  /** By "MX reader.test"; a word is what goes wrong. Unknown names do not exist. */
  readonly [question: string]: readonly packet.Answer[] | Mishap;
}

/** cut: does not fit into UDP, the records come over TCP · forged: a wrong id first · lame: REFUSED · validated: with AD, for who asks */
export type Mishap =
  | 'no-data'
  | 'servfail'
  | 'lame'
  | 'silence'
  | 'garbage'
  | { readonly cut: readonly packet.Answer[] }
  | { readonly forged: readonly packet.Answer[] }
  | { readonly validated: readonly packet.Answer[] };

export interface NameServer {
  /** "127.0.0.1:port" */
  readonly address: string;
  /** "MX reader.test over udp", in order. */
  readonly asked: string[];
  /** Most questions that waited for their answer at once. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

const RCODES = { servfail: 2, nxdomain: 3, lame: 5 } as const;

export async function nameServer(zone: Zone, delayMs = 0): Promise<NameServer> {
  const asked: string[] = [];
  let underWay = 0;
  let most = 0;
  const tcp = net.createServer((socket) => {
    socket.on('error', () => undefined); // the client has heard enough
    let waiting = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      waiting = Buffer.concat([waiting, data]);
      // A resolver may send one question after the other on one connection (RFC 7766 section 6.2.1).
      while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE()) {
        const question = waiting.subarray(2, 2 + waiting.readUInt16BE());
        waiting = waiting.subarray(2 + question.length);
        for (const answer of answersTo(question, 'tcp')) {
          const length = Buffer.alloc(2);
          length.writeUInt16BE(answer.length);
          socket.write(Buffer.concat([length, answer]));
        }
      }
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as net.AddressInfo;
  const udp = dgram.createSocket('udp4');
  udp.on('message', (data, from) => {
    most = Math.max(most, ++underWay);
    setTimeout(() => {
      underWay--;
      for (const answer of answersTo(data, 'udp')) udp.send(answer, from.port, from.address);
    }, delayMs);
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));

  function answersTo(data: Buffer, over: 'udp' | 'tcp'): Buffer[] {
    const query = packet.decode(data);
    const question = query.questions![0]!;
    asked.push(`${question.type} ${question.name} over ${over}`);
    const found = zone[`${question.type} ${question.name}`];
    const reply = (answers: readonly packet.Answer[], flags = 0, id = query.id) =>
      packet.encode({ type: 'response', id: id!, flags, questions: [question], answers: [...answers] });
    if (found === 'silence') return [];
    if (found === 'garbage') return [Buffer.from('not a DNS packet')];
    if (found === undefined) return [reply([], RCODES.nxdomain)];
    if (found === 'servfail' || found === 'lame') return [reply([], RCODES[found])];
    if (found === 'no-data') return [reply([])];
    if ('cut' in found) return [over === 'udp' ? reply([], packet.TRUNCATED_RESPONSE) : reply(found.cut)];
    if ('validated' in found) return [reply(found.validated, (query.flags ?? 0) & packet.AUTHENTIC_DATA)];
    if (!('forged' in found)) return [reply(found)];
    const false_ = reply([{ type: 'A', name: question.name, ttl: 60, data: '6.6.6.6' }], 0, (query.id! + 1) % 65_536);
    return [false_, reply(found.forged)];
  }

  return {
    address: `127.0.0.1:${port}`,
    asked,
    mostAtOnce: () => most,
    async close() {
      await Promise.all([
        new Promise((resolve) => tcp.close(resolve)),
        new Promise<void>((resolve) => udp.close(resolve)),
      ]);
    },
  };
}

export const mx = (name: string, exchange: string, preference = 10, ttl = 600): packet.Answer => ({
  ...{ type: 'MX' as const, name, ttl },
  data: { exchange, preference },
});

export const tlsa = (host: string, usage: number, selector: number, matchingType: number, certificate: Buffer) => ({
  ...{ type: 'TLSA' as const, name: `_25._tcp.${host}`, ttl: 600 },
  data: { usage, selector, matchingType, certificate },
});

export const a = (name: string, data: string, ttl = 600): packet.Answer => ({ type: 'A', name, ttl, data });
