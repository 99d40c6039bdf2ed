// The name server of a fault run, as a process that can be killed: knows the sites of the run, passes the rest on.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import dnsPacket, { type Answer, type Question } from 'dns-packet';

type Mode = 'ok' | 'dead' | 'slow' | 'servfail';

/** d3.fault.example has mx3.fault.example, which is the fourth of `hosts`. */
const SITE = /^(?:d|mx)(\d+)\.fault\.example$/;
const SERVFAIL = 2;
const [port = '0', controlPort = '0', upstream = '', hosts = ''] = process.argv.slice(2);
const addresses = hosts.split(',');
const server = createSocket('udp4');
let mode: Mode = 'ok';

function answersTo({ name, type }: Question): Answer[] | null {
  const site = SITE.exec(name.toLowerCase());
  if (site === null) return null;
  const number = Number(site[1]);
  if (type === 'MX' && name.startsWith('d'))
    return [{ type, name, ttl: 1, data: { preference: 10, exchange: `mx${number}.fault.example` } }];
  const data = addresses[number];
  if (type === 'A' && name.startsWith('mx') && data !== undefined) return [{ type, name, ttl: 1, data }];
  return [];
}

function passOn(packet: Buffer, reply: (answer: Buffer) => void): void {
  const [host = '127.0.0.1', at = '53'] = upstream.split(':');
  const asking = createSocket('udp4');
  const timer = setTimeout(() => asking.close(), 4000);
  asking.on('message', (answer) => {
    clearTimeout(timer);
    asking.close();
    reply(answer);
  });
  asking.send(packet, Number(at), host);
}

server.on('message', (packet, { address, port: from }) => {
  const reply = (answer: Buffer) => setTimeout(() => server.send(answer, from, address), mode === 'slow' ? 800 : 0);
  if (mode === 'dead') return;
  const query = dnsPacket.decode(packet);
  const [question] = query.questions ?? [];
  if (question === undefined) return;
  const answers = answersTo(question);
  if (answers === null) {
    passOn(packet, reply);
    return;
  }
  const flags = mode === 'servfail' ? SERVFAIL : 0;
  const { id, questions } = query;
  reply(
    dnsPacket.encode({ type: 'response', id, flags: 0x0580 | flags, questions, answers: flags === 0 ? answers : [] }),
  );
});

const control = createServer((request, response) => {
  mode = new URL(request.url ?? '/', 'http://names').searchParams.get('mode') as Mode;
  response.end('ok');
});
server.bind(Number(port), '127.0.0.1', () =>
  control.listen(Number(controlPort), '127.0.0.1', () => process.stdout.write('ready\n')),
);
