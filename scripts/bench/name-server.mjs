// The DNS of the benchmark in a process of its own: dN.test has its own MX host (or shares one of fewer), all on loopback.
import dgram from 'node:dgram';
import net from 'node:net';
import dns from 'dns-packet';

const sites = Number(process.argv[2] ?? 500);
const TTL = 3600;

function recordsOf({ name, type }) {
  const domain = /^d(\d+)\.test$/i.exec(name);
  if (domain) {
    const exchange = `mx.s${Number(domain[1]) % sites}.test`;
    return type === 'MX' ? [{ name, type, ttl: TTL, data: { preference: 10, exchange } }] : [];
  }
  if (/^mx\.s\d+\.test$/i.test(name)) return type === 'A' ? [{ name, type, ttl: TTL, data: '127.0.0.1' }] : [];
  return null;
}

const SOA = {
  name: 'test',
  type: 'SOA',
  ttl: TTL,
  data: {
    ...{ mname: 'ns.test', rname: 'dns.test', serial: 1 },
    ...{ refresh: TTL, retry: TTL, expire: TTL, minimum: TTL },
  },
};

function answer(bytes) {
  const { id, questions } = dns.decode(bytes);
  const found = recordsOf(questions[0]);
  return {
    ...{ id, type: 'response', questions },
    flags: dns.AUTHORITATIVE_ANSWER | dns.RECURSION_DESIRED | dns.RECURSION_AVAILABLE | (found === null ? 3 : 0),
    answers: found ?? [],
    authorities: found?.length ? [] : [SOA],
  };
}

const tcp = net.createServer((socket) => {
  let rest = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length > 2 && rest.length >= rest.readUInt16BE(0) + 2) {
      const length = rest.readUInt16BE(0);
      socket.write(dns.streamEncode(answer(rest.subarray(2, length + 2))));
      rest = rest.subarray(length + 2);
    }
  });
});
process.on('disconnect', () => process.exit(0));
listen(20);

/** One port that is free for both: the next one is tried when another program has it for UDP. */
function listen(triesLeft) {
  tcp.listen(0, '127.0.0.1', () => {
    const { port } = tcp.address();
    const udp = dgram.createSocket('udp4', (bytes, from) =>
      udp.send(dns.encode(answer(bytes)), from.port, from.address),
    );
    udp.once('error', (error) => {
      if (triesLeft === 0) throw error;
      tcp.close(() => listen(triesLeft - 1));
    });
    udp.bind(port, '127.0.0.1', () => process.send({ port }));
  });
}
