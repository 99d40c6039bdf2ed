// No address of a private or special kind is mailed to, in whatever clothes it comes.
import { describe, expect, it } from 'vitest';
import { isForbiddenAddress } from './forbidden-address.js';

const live = { allowLoopback: false };

describe('isForbiddenAddress', () => {
  it.each([
    ...['127.0.0.1', '127.255.255.254', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
    ...['169.254.169.254', '0.0.0.0', '224.0.0.1', '255.255.255.255', '240.0.0.1', '192.0.2.1', '198.18.0.1'],
    ...['::1', '::', 'fc00::1', 'fd12::1', 'fe80::1', 'ff02::1', '2001:db8::1', '2001:0:1::1', '100::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1'],
    ...['2002:7f00:1::', '2002:a00:1::1', 'mx.example.org', ''],
  ])('refuses %s', (ip) => {
    expect(isForbiddenAddress(ip, live)).toMatch(/\w/);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450::1', '64:ff9b::808:808', '2002:808:808::1'])(
    'lets %s pass',
    (ip) => {
      expect(isForbiddenAddress(ip, live)).toBeNull();
    },
  );

  it('refuses our own addresses in any spelling', () => {
    const policy = { ...live, ownAddresses: ['8.8.4.4', '2A00:1450:0::0001'] };
    for (const ip of ['8.8.4.4', '::ffff:8.8.4.4', '2a00:1450::1'])
      expect(isForbiddenAddress(ip, policy)).toBe('an address of this machine itself');
  });

  it('lets the sandbox reach loopback and nothing else', () => {
    const sandbox = { allowLoopback: true };
    for (const ip of ['127.0.0.1', '127.1.2.3', '::1']) expect(isForbiddenAddress(ip, sandbox)).toBeNull();
    for (const ip of ['10.0.0.1', '8.8.8.8', '2a00:1450::1']) expect(isForbiddenAddress(ip, sandbox)).not.toBeNull();
  });
});
