// Behaviour towards a site as a whole: rules pause it, a breaker opens when nobody answers.
import type { Classification } from '@doorstep/bounces';
import { DEFAULT_SOURCE_ID, type SiteStateStore } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { attemptReport, classified, replied } from '../testing/attempt-fixture.js';
import { createSiteDoor } from './site-door.js';

const site = { siteId: 'site', sourceId: DEFAULT_SOURCE_ID, provider: null, recentPauses: 0 };

function doorWith(timeScale = 1) {
  const pauses: Parameters<SiteStateStore['pause']>[0][] = [];
  const slowed: Parameters<SiteStateStore['slow']>[0][] = [];
  const limits: number[] = [];
  const troubles = new Map<string, number>();
  let failures = 0;
  const door = createSiteDoor({
    sites: {
      pause: async (pause) => {
        pauses.push(pause);
      },
      slow: async (slowdown) => {
        slowed.push(slowdown);
      },
      limitConnections: async (_lane, most) => {
        limits.push(most);
      },
      countTrouble: async (_lane, cause) => {
        troubles.set(cause, (troubles.get(cause) ?? 0) + 1);
        return troubles.get(cause)!;
      },
      countUnreachable: async () => ++failures,
    },
    timeScale,
  });
  return { door, pauses, slowed, limits };
}

const silence = (trouble: string) =>
  attemptReport({ outcome: 'deferred', stage: 'connect', reply: null, trouble, wasDotSent: false });
const unreachable = classified({ category: 'unreachable', scope: 'site' });

describe('createSiteDoor', () => {
  it('leaves a site alone that nobody answers for, longer each time, an hour at most', async () => {
    const { door, pauses } = doorWith();
    for (let i = 0; i < 7; i++) await door.afterNoConnection(site, silence('connection refused'), unreachable);
    expect(pauses.map(({ seconds }) => seconds)).toEqual([120, 240, 480, 960, 1920, 3600, 3600]);
    expect(pauses[0]).toMatchObject({ siteId: 'site', cause: 'breaker' });
    expect(pauses[6]?.reason).toBe('No connection could be made (7 times in a row): connection refused');
  });

  it('begins with a quarter of an hour when it was silent, divided by the time scale', async () => {
    const { door, pauses } = doorWith(100);
    await door.afterNoConnection(site, silence('connection timed out'), unreachable);
    expect(pauses[0]?.seconds).toBe(9);
  });

  it('pauses a site whose banner turns us away, for as long as the rule says', async () => {
    const { door, pauses } = doorWith();
    const report = replied(554, '5.7.1', 'banner');
    await door.afterNoConnection(site, report, classified({ category: 'reputation_block', scope: 'our_ip' }));
    expect(pauses).toHaveLength(1);
    expect(pauses[0]?.cause).not.toBe('breaker');
    expect(pauses[0]?.reason).toBe('mx.inbox.example said: 554 5.7.1 no');
    expect(pauses[0]?.seconds).toBeGreaterThanOrEqual(60);
  });

  it('goes on after an unknown user and a full mailbox', async () => {
    const { door, pauses } = doorWith();
    const full = classified({ category: 'mailbox_full', scope: 'address' });
    const unknown = classified({ category: 'address_unknown', scope: 'address', isPermanent: true });
    expect(await door.afterAttempt(site, replied(452, '4.2.2', 'rcpt'), full)).toBeNull();
    expect(await door.afterAttempt(site, replied(550, '5.1.1', 'rcpt'), unknown)).toBeNull();
    expect(pauses).toEqual([]);
  });

  const rate = classified({ category: 'rate_limited', scope: 'our_ip' });

  it('stops at a site that says to everybody that we are too fast', async () => {
    const { door, pauses } = doorWith();
    expect(await door.afterAttempt(site, replied(421, '4.7.0', 'mail'), rate)).toEqual({ kind: 'pause' });
    expect(pauses).toMatchObject([{ cause: 'any/rate', seconds: 900, isProbed: true }]);
  });

  it('stops at the third time it is said to a recipient, and longer after every pause of the day', async () => {
    const { door, pauses } = doorWith();
    const again = { ...site, recentPauses: 2 };
    const report = replied(450, '4.7.1', 'rcpt');
    expect(await door.afterAttempt(again, report, rate)).toEqual({ kind: 'trouble' });
    expect(await door.afterAttempt(again, report, rate)).toEqual({ kind: 'trouble' });
    expect(pauses).toEqual([]);
    expect(await door.afterAttempt(again, report, rate)).toEqual({ kind: 'pause' });
    expect(pauses[0]?.seconds).toBe(3600);
  });

  it('slows down, takes fewer connections or stops the campaign where a provider asks for that', async () => {
    const { door, slowed, limits } = doorWith();
    const said = (text: string, category: Classification['category'] = 'rate_limited') => {
      const report = { ...replied(421, null, 'rcpt'), reply: { code: 421, enhancedCode: null, text } };
      return (provider: string) => door.afterAttempt({ ...site, provider }, report, classified({ category }));
    };
    expect(await said('421 4.7.0 [TS03] deferred')('yahoo')).toEqual({ kind: 'rate', perMinute: 10 });
    expect(slowed).toMatchObject([{ perMinute: 10, seconds: 1800, cause: 'yahoo/ts03' }]);
    expect(await said('421 Trop de connexions')('orange')).toEqual({ kind: 'connections', most: 1 });
    expect(limits).toEqual([1]);
    const unsigned = () => said('421-4.7.26 unauthenticated', 'authentication')('google');
    expect(await unsigned()).toEqual({ kind: 'trouble' });
    expect(await unsigned()).toEqual({ kind: 'trouble' });
    expect((await unsigned())?.kind).toBe('stop-campaign');
  });

  it('takes an end of the connection in the middle for trouble of the site', async () => {
    const { door, pauses } = doorWith();
    const cut = attemptReport({ outcome: 'deferred', stage: 'data', reply: null, trouble: 'connection lost' });
    expect(await door.afterAttempt(site, cut, unreachable)).toEqual({ kind: 'trouble' });
    expect(pauses).toEqual([]);
  });
});
