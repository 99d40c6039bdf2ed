// Simulated internets as wholes: side by side, ended, and with domains that a test adds.
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { startSimnet } from './simnet.js';
import { mxAddresses, resolverOf, send } from './testing/talk.js';

const isOpen = (port: number, host: string) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(port, host);
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.unref();
  });

describe('startSimnet', () => {
  it('runs several side by side and leaves nothing open when they are closed', async () => {
    const [one, two] = await Promise.all([startSimnet(), startSimnet({ startControl: true })]);
    await send(one, { to: 'ann@googlish.example' });
    expect(one.received()).toHaveLength(1);
    expect(two.received()).toEqual([]);
    expect(one.controlUrl).toBeNull();
    const [host = ''] = await mxAddresses(one, 'googlish.example');
    await Promise.all([one.close(), two.close()]);
    expect(await isOpen(one.smtpPort, host)).toBe(false);
    expect(await isOpen(one.pop3.port, one.pop3.host)).toBe(false);
    expect(await isOpen(Number(new URL(two.controlUrl ?? '').port), '127.0.0.1')).toBe(false);
  });

  it('says so when a given port is taken', async () => {
    const one = await startSimnet();
    await expect(startSimnet({ ports: { smtp: one.smtpPort } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await one.close();
  });

  it('gives an added domain hosts and records of its own, and keeps its other records', async () => {
    const simnet = await startSimnet();
    simnet.putRecords([{ name: 'shop.test', type: 'TXT', data: 'v=spf1 -all' }]);
    simnet.putBehaviour('shop.test', { like: 'googlish' });
    const resolver = resolverOf(simnet);
    expect((await resolver.resolveMx('shop.test')).map(({ exchange }) => exchange).sort()).toEqual([
      'mx1.shop.test',
      'mx2.shop.test',
      'mx3.shop.test',
    ]);
    expect(await resolver.resolveTxt('shop.test')).toEqual([['v=spf1 -all']]);
    expect((await send(simnet, { to: 'gone@shop.test' })).reply).toMatch(/^550-5\.1\.1 The email account/);
    simnet.putBehaviour('sister.test', { sharesHostsOf: 'shop.test' });
    expect(await mxAddresses(simnet, 'sister.test')).toEqual(await mxAddresses(simnet, 'shop.test'));
    simnet.putBehaviour('shop.test', { dns: 'nxdomain' });
    await expect(resolver.resolveTxt('shop.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect((await send(simnet, { to: 'ann@sister.test' })).isAccepted).toBe(true);
    await simnet.close();
  });
});
