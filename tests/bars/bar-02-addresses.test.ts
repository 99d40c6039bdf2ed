// Bar 2: no packet to an address that no mail server of the world has, whatever way it comes.
import net from 'node:net';
import { createDns, resolveMx } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { a, mx } from '../../packages/delivery/src/testing/name-server.js';
import { answerOf } from '../../packages/delivery/src/testing/raw-host.js';
import { atEnd, mailHost, names, reach } from './hosts.js';

const FORBIDDEN = [
  ...[
    '127.0.0.1',
    '127.9.9.9',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
  ],
  ...['0.0.0.0', '224.0.0.1', '255.255.255.255', 'fc00::1', 'fd00::1', 'fe80::1', '::1', '::', '::ffff:127.0.0.1'],
  ...['::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2002:a9fe:a9fe::'],
];

describe('bar 2: addresses', () => {
  it.each(FORBIDDEN)('%s is refused without a packet', async (ip) => {
    const result = await reach(9, answerOf({ host: 'mx.test', addresses: [ip] }), { allowPrivateMx: false });
    expect(result).toMatchObject({
      kind: 'failed',
      report: { outcome: 'deferred', stage: 'connect', reply: null, steps: [{ stage: 'connect', ip, ms: 0 }] },
    });
    expect(result.kind === 'failed' && result.report.trouble).toContain('not connected');
  });

  it('a host on loopback hears nothing of a message in live mode, with IPv4 and mapped into IPv6', async () => {
    const host = await mailHost();
    for (const ip of ['127.0.0.1', '::ffff:127.0.0.1'])
      await reach(host.port, answerOf({ host: 'mx.test', addresses: [ip] }), { allowPrivateMx: false });
    expect(host.connections()).toBe(0);
  });

  it('an address of this machine itself is refused', async () => {
    const result = await reach(9, answerOf({ host: 'mx.test', addresses: ['8.8.4.4'] }), {
      ...{ allowPrivateMx: false, ownAddresses: ['8.8.4.4'] },
    });
    expect(result.kind === 'failed' && result.report.trouble).toContain('an address of this machine itself');
  });

  it('where loopback is allowed (sandbox), nothing else is', async () => {
    const result = await reach(9, answerOf({ host: 'mx.test', addresses: ['10.0.0.1', '8.8.8.8', '2a00:1450::1'] }));
    expect(result.kind === 'failed' && result.report.steps).toHaveLength(3);
    if (result.kind === 'failed') for (const { words } of result.report.steps) expect(words).toContain('not connected');
  });

  it('rebinding: an address that was public when it was looked up and is private at the next look is never connected', async () => {
    const zone = {
      'MX reader.test': [mx('reader.test', 'mx.reader.test')],
      'A mx.reader.test': [a('mx.reader.test', '93.184.216.34')],
      'AAAA mx.reader.test': 'no-data' as const,
    };
    const listener = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    atEnd(() => new Promise((resolve) => listener.close(resolve)));
    let connections = 0;
    listener.on('connection', (socket) => {
      connections++;
      socket.destroy();
    });
    const server = await names(zone);
    const dns = createDns({ servers: [server.address], cache: false });
    const first = await resolveMx('reader.test', dns);
    for (const ip of ['127.0.0.1', '10.1.1.1', '169.254.169.254']) {
      zone['A mx.reader.test'] = [a('mx.reader.test', ip)];
      const asked = server.asked.length;
      const again = await resolveMx('reader.test', dns);
      const { port } = listener.address() as net.AddressInfo;
      expect(await reach(port, again, { allowPrivateMx: false })).toMatchObject({ kind: 'failed' });
      // Connecting goes by the addresses it was given: it asks no name server a second time.
      expect(server.asked).toHaveLength(asked + 3);
    }
    expect(first.hosts[0]?.addresses).toEqual(['93.184.216.34']);
    expect(connections).toBe(0);
  });
});
