// What counts against the day of a source address that is warmed up: messages of which the provider saw something.
import type { DecidedOutcome } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { claimedDelivery, laneOf } from '../testing/attempt-fixture.js';
import { createSitePulse } from './site-pulse.js';

const lane = laneOf({ siteId: 'site', isWarmingUp: true });
const delivery = claimedDelivery({ siteId: lane.siteId, sourceId: lane.sourceId });

function pulseOver() {
  const noted: string[] = [];
  let unused = 0;
  const pulse = createSitePulse({
    sites: { noteAccepted: async () => undefined },
    warmUp: {
      note: (_, provider, outcome) => void noted.push(`${provider} ${outcome}`),
      noteUnused: (_, count) => {
        unused += count;
      },
      flush: async () => undefined,
    },
  });
  pulse.paceOf(lane);
  return {
    noted,
    unused: () => unused,
    givesBack: (count: number) => pulse.noteGivenBack(lane, count),
    settle: (outcome: DecidedOutcome['outcome'], stage: DecidedOutcome['stage']) =>
      pulse.note({ outcome, stage } as DecidedOutcome, delivery),
  };
}

describe('createSitePulse', () => {
  it.each([
    ['accepted', 'dot'],
    ['deferred', 'mail'],
    ['refused', 'rcpt'],
    ['in_doubt', 'dot'],
  ] as const)('counts what was %s at %s', (outcome, stage) => {
    const pulse = pulseOver();
    pulse.settle(outcome, stage);
    expect(pulse.noted).toEqual([`google ${outcome}`]);
    expect(pulse.unused()).toBe(0);
  });

  it.each([
    ['deferred', 'connect'],
    ['deferred', 'starttls'],
    ['deferred', 'dns'],
    ['abandoned', 'dns'],
    ['abandoned', null],
    ['refused', null],
  ] as const)('gives back what was %s before MAIL (%s)', (outcome, stage) => {
    const pulse = pulseOver();
    pulse.settle(outcome, stage);
    expect(pulse.noted).toEqual([]);
    expect(pulse.unused()).toBe(1);
  });

  it('gives back what was given back without an attempt', () => {
    const pulse = pulseOver();
    pulse.givesBack(7);
    expect(pulse.unused()).toBe(7);
  });
});
