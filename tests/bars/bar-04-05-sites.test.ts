// Bars 4 and 5: limits belong to the site, hold to the connection with several workers, and connections are used again.
import { siteOf } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { until } from '../../apps/worker/src/testing/run-worker.js';
import { answerOf } from '../../packages/delivery/src/testing/raw-host.js';
import { letter, mailHost, open } from './hosts.js';
import { people, pipeline } from './pipeline.js';

const pipe = pipeline();

/** The most connections a host had open at one time, by its own book. */
function mostOpen(host: string): number {
  let now = 0;
  let most = 0;
  for (const { kind } of pipe.simnet.events({ host })) {
    if (kind === 'connected') most = Math.max(most, ++now);
    if (kind === 'closed') now--;
  }
  return most;
}

const accepted = (campaignId: string, count: number) => async () =>
  (await pipe.world.states(campaignId)).accepted === count;

describe('bar 4: sites', () => {
  it('300 domains on the same hosts share one limit, and three workers never exceed it by a connection', async () => {
    pipe.simnet.putBehaviour('d0.example', { hosts: [{ name: 'mx.shared.example' }], delayMs: 2 });
    for (let n = 1; n < 300; n++) pipe.simnet.putBehaviour(`d${n}.example`, { sharesHostsOf: 'd0.example' });
    const campaignId = await pipe.send(Array.from({ length: 300 }, (_, n) => `eve@d${n}.example`));
    pipe.start(3);
    await until('all are accepted', accepted(campaignId, 300));
    const state = () =>
      pipe.world.query<{ limit: number; owner: string | null }>(
        `SELECT t.connection_limit AS limit, t.lane_owner AS owner FROM site s JOIN site_state t ON t.site_id = s.id
         WHERE s.mx_key = 'mx.shared.example'`,
      );
    // What a lane learned is stored when it is left.
    await until('nobody sends there any more', async () => (await state()).every(({ owner }) => owner === null));
    const sites = await state();
    expect(sites).toHaveLength(1);
    expect(mostOpen('mx.shared.example')).toBeLessThanOrEqual(sites[0]!.limit);
    expect(mostOpen('mx.shared.example')).toBeLessThanOrEqual(10);
  });

  it('is a provider’s only if all hosts are, and nobody’s if it mixes two', () => {
    const of = (...hosts: string[]) => siteOf(answerOf(...hosts.map((host) => ({ host })))).provider;
    expect(of('mta5.am0.yahoodns.net', 'mta6.am0.yahoodns.net')).toBe('yahoo');
    expect(of('mta5.am0.yahoodns.net', 'mx.firm.example')).toBeNull();
    expect(of('aspmx.l.google.com', 'firm.mail.protection.outlook.com')).toBeNull();
  });
});

describe('bar 5: reuse', () => {
  it('1,000 messages to a site of 5 connections and 20 messages each need no more than 50 + 5 connections', async () => {
    pipe.simnet.putBehaviour('big.example', { hosts: [{ name: 'mta.am0.yahoodns.net' }] });
    const campaignId = await pipe.send(people('big.example', 1000));
    pipe.start();
    await until('all are accepted', accepted(campaignId, 1000));
    const connections = pipe.simnet.events({ host: 'mta.am0.yahoodns.net', kind: 'connected' }).length;
    expect(connections).toBeLessThanOrEqual(55);
    expect(connections).toBeGreaterThanOrEqual(50);
  });

  it('a connection is ended with QUIT', async () => {
    const host = await mailHost();
    const connection = await open(host.port);
    await connection.send(letter());
    await connection.close();
    expect(host.heard()).toMatch(/QUIT\r\n$/);
  });

  it('a host that ends idle connections by itself costs no message', async () => {
    const host = await mailHost({ afterDot: '250 2.0.0 taken\r\n421 4.4.2 idle too long' });
    for (let n = 0; n < 3; n++) {
      const connection = await open(host.port);
      expect((await connection.send(letter())).outcome).toBe('accepted');
      await until('the 421 was read', async () => !connection.isUsable());
    }
    expect(host.connections()).toBe(3);
  });
});
