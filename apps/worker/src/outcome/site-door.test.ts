// Behaviour towards a site as a whole: rules pause it, a breaker opens when nobody answers.
import type { SiteStateStore } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { attemptReport, classified, replied } from '../testing/attempt-fixture.js';
import { createSiteDoor } from './site-door.js';

const site = { siteId: 'site', provider: null };

function doorWith(timeScale = 1) {
  const pauses: Parameters<SiteStateStore['pause']>[0][] = [];
  let failures = 0;
  const door = createSiteDoor({
    sites: {
      pause: async (pause) => {
        pauses.push(pause);
      },
      countUnreachable: async () => ++failures,
    },
    timeScale,
  });
  return { door, pauses };
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
    expect(await door.afterAttempt(site, replied(452, '4.2.2', 'rcpt'), full)).toBe(false);
    expect(await door.afterAttempt(site, replied(550, '5.1.1', 'rcpt'), unknown)).toBe(false);
    expect(pauses).toEqual([]);
  });

  it('stops at a site that says we are too fast', async () => {
    const { door, pauses } = doorWith();
    const report = replied(421, '4.7.0', 'mail');
    expect(await door.afterAttempt(site, report, classified({ category: 'rate_limited', scope: 'our_ip' }))).toBe(true);
    expect(pauses).toHaveLength(1);
  });
});
