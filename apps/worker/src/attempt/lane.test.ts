// Behaviour of a lane: what it claims, how many connections it opens, how it ends. Connections are stand-ins.
import type { ClaimedDelivery } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../log.js';
import { attemptReport, claimedDelivery, classified, laneOf, replied } from '../testing/attempt-fixture.js';
import { createHand } from './hand.js';
import { type LaneWork, startLane } from './lane.js';
import type { LaneConnection, Sent } from './lane-connection.js';

const lane = laneOf();
const settled: Sent = { kind: 'settled', pausedBy: null };
const pausedBy = {
  report: replied(550, '5.7.1', 'rcpt'),
  classification: classified({ category: 'reputation_block' }),
};
const noConnection: Sent = {
  kind: 'no-connection',
  report: attemptReport({ outcome: 'deferred', stage: 'connect', reply: null, trouble: 'refused' }),
  known: {
    answer: attemptReport().mx,
    site: {
      mxKey: lane.mxKey,
      mxHosts: [],
      provider: null,
      connectionLimit: 2,
      messagesPerConnection: 100,
      isTlsRequired: false,
    },
  },
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A site with so many deliveries due; `deliver` says what becomes of each. */
function laneOver(count: number, deliver: (delivery: ClaimedDelivery, at: number) => Promise<Sent> | Sent) {
  const due = Array.from({ length: count }, (_, i) => claimedDelivery({ deliveryId: `d${i}`, attemptId: `a${i}` }));
  const told = {
    delivered: [] as string[],
    failed: [] as string[],
    givenBack: [] as string[],
    postponed: [] as string[],
    claims: [] as number[],
    opened: 0,
    open: 0,
    mostOpen: 0,
    hasLeft: false,
    learned: null as number | null,
    limits: [] as number[],
    probesEnded: 0,
  };
  let mayClaim = true;
  const openConnection = (): LaneConnection => {
    told.opened++;
    let isOpen = false;
    return {
      async deliver(delivery) {
        if (!isOpen) told.mostOpen = Math.max(told.mostOpen, ++told.open);
        isOpen = true;
        await pause(1);
        const sent = await deliver(delivery, told.delivered.length);
        if (sent.kind === 'settled') told.delivered.push(delivery.deliveryId);
        if (sent.kind === 'no-connection') {
          isOpen = false;
          told.open--;
        }
        return sent;
      },
      async failAll(deliveries) {
        told.failed.push(...deliveries.map(({ deliveryId }) => deliveryId));
      },
      isOpen: () => isOpen,
      hurry: () => undefined,
      destroy: () => undefined,
      async close() {
        if (isOpen) told.open--;
        isOpen = false;
      },
    };
  };
  const hand = createHand({
    deliveries: { renew: async () => [] },
    lanes: { renewLanes: async () => [] },
    worker: 'w',
    leaseSeconds: 60,
  });
  const work: LaneWork = {
    claims: {
      async claim(_lane, limit) {
        told.claims.push(limit);
        return due.splice(0, limit);
      },
    },
    deliveries: {
      async giveBack(rest) {
        told.givenBack.push(...rest.map(({ deliveryId }) => deliveryId));
        return rest.length;
      },
    },
    async leave({ learnedLimit }) {
      told.hasLeft = true;
      told.learned = learnedLimit;
    },
    async limitConnections(most) {
      told.limits.push(most);
    },
    async open() {
      told.probesEnded++;
    },
    hand,
    log: silentLog,
    mayClaim: () => mayClaim,
    isTurnOver: () => false,
    openConnection,
    async postpone(delivery, by) {
      told.postponed.push(`${delivery.deliveryId} ${by.classification.category}`);
    },
    abandon: (delivery) => told.givenBack.push(`journal:${delivery.deliveryId}`),
  };
  return {
    told,
    due,
    hand,
    work,
    stopClaims: () => {
      mayClaim = false;
    },
  };
}

describe('startLane', () => {
  it('delivers everything that is due over no more connections than the site allows', async () => {
    const { told, work, hand } = laneOver(150, () => settled);
    await startLane(lane, work).ended;
    expect(new Set(told.delivered).size).toBe(150);
    expect(told.mostOpen).toBe(2);
    expect(told.open).toBe(0);
    expect(Math.max(...told.claims)).toBeLessThanOrEqual(40);
    expect(hand.size()).toBe(0);
    expect(told.hasLeft).toBe(true);
  });

  it('tries one connection first and the others only when the site took a message', async () => {
    const { told, work } = laneOver(10, () => noConnection);
    await startLane(lane, work).ended;
    expect(told.opened).toBe(1);
    expect(told.failed.sort()).toEqual(Array.from({ length: 10 }, (_, i) => `d${i}`).sort());
    expect(told.givenBack).toEqual([]);
  });

  it('goes on with fewer connections when the site allows no more', async () => {
    let refusals = 0;
    const { told, work } = laneOver(60, (_, at) => {
      if (at >= 1 && refusals === 0) {
        refusals++;
        return noConnection;
      }
      return settled;
    });
    await startLane(lane, work).ended;
    expect(new Set(told.delivered).size).toBe(60);
    expect(told.failed).toEqual([]);
  });

  it('lets what it holds wait, with the reason, when the site is to be left alone', async () => {
    const { told, work, hand } = laneOver(100, (_, at) => ({ kind: 'settled', pausedBy: at >= 10 ? pausedBy : null }));
    await startLane(lane, work).ended;
    expect(told.delivered.length).toBeLessThanOrEqual(13);
    expect(told.givenBack).toEqual([]);
    expect(told.delivered.length + told.postponed.length).toBe(told.claims.reduce((a, b) => a + b, 0));
    expect(hand.size()).toBe(0);
  });

  it('gives back what it has not begun of a campaign that was halted', async () => {
    const { told, work, hand } = laneOver(40, async () => {
      await pause(5);
      return settled;
    });
    const running = startLane(lane, work);
    await pause(20);
    expect(new Set(running.campaigns()).size).toBe(1);
    running.halt(new Set(running.campaigns()));
    await running.ended;
    expect(told.delivered.length).toBeLessThan(20);
    expect(told.delivered.length + told.givenBack.length).toBe(40);
    expect(hand.size()).toBe(0);
  });

  it('sends a message again whose connection ended before it', async () => {
    const ended = new Set<string>();
    const { told, work } = laneOver(20, ({ deliveryId }) => {
      if (deliveryId !== 'd3' || ended.has(deliveryId)) return settled;
      ended.add(deliveryId);
      return { kind: 'again' };
    });
    await startLane(lane, work).ended;
    expect(told.delivered.filter((id) => id === 'd3')).toHaveLength(1);
    expect(told.delivered).toHaveLength(20);
  });

  it('stops in order: what is at work ends, the rest is given back', async () => {
    const { told, work } = laneOver(200, () => settled);
    const running = startLane(lane, work);
    await pause(20);
    running.stop();
    await running.ended;
    expect(told.delivered.length).toBeGreaterThan(0);
    expect(told.givenBack.length).toBeGreaterThan(0);
    expect(new Set([...told.delivered, ...told.givenBack]).size).toBe(told.delivered.length + told.givenBack.length);
  });

  it('claims nothing while results cannot be written', async () => {
    const { told, work, stopClaims, due } = laneOver(200, () => settled);
    const running = startLane(lane, work);
    await pause(5);
    stopClaims();
    await running.ended;
    expect(told.delivered.length + due.length).toBe(200);
    expect(due.length).toBeGreaterThan(0);
  });

  it('gives a site nobody knows more connections while all goes well, up to a limit', async () => {
    const { told, work } = laneOver(900, () => settled);
    await startLane({ ...lane, provider: null }, work).ended;
    expect(new Set(told.delivered).size).toBe(900);
    expect(told.mostOpen).toBe(10);
    expect(told.learned).toBe(10);
  });

  it('halves its connections when the site has trouble, and the next lane begins with what is left', async () => {
    const trouble: Sent = { kind: 'settled', pausedBy: null, change: { kind: 'trouble' } };
    const { told, work } = laneOver(120, (_, at) => (at === 60 ? trouble : settled));
    await startLane({ ...lane, provider: null, connectionLimit: 8 }, work).ended;
    expect(told.limits).toEqual([4]);
    expect(told.learned).toBeLessThanOrEqual(5);
    expect(new Set(told.delivered).size).toBe(120);
  });

  it('never has a connection more than it may, also while others are being closed', async () => {
    const { told, work } = laneOver(400, (_, at) => (at % 7 === 3 && at < 60 ? noConnection : settled));
    await startLane({ ...lane, provider: null, connectionLimit: 4 }, work).ended;
    expect(told.mostOpen).toBeLessThanOrEqual(10);
  });

  it('sends one message after a pause, and goes on with all connections once it went well', async () => {
    const { told, work } = laneOver(80, (_, at) => {
      if (at === 0) expect(told.claims).toEqual([1]);
      return settled;
    });
    await startLane({ ...lane, isProbe: true }, work).ended;
    expect(told.probesEnded).toBe(1);
    expect(told.delivered).toHaveLength(80);
    expect(told.mostOpen).toBe(2);
  });

  it('has only the one message in hand when the probe does not go well', async () => {
    const { told, work } = laneOver(80, () => ({ kind: 'settled', pausedBy }));
    await startLane({ ...lane, isProbe: true }, work).ended;
    expect(told.claims).toEqual([1]);
    expect(told.postponed).toEqual([]);
    expect(told.probesEnded).toBe(0);
  });

  it('keeps to a rate, over all of its connections', async () => {
    const { told, work } = laneOver(6, () => settled);
    const beganAt = performance.now();
    await startLane({ ...lane, ratePerMinute: 1200 }, work).ended;
    expect(told.delivered).toHaveLength(6);
    expect(performance.now() - beganAt).toBeGreaterThan(230);
  });

  it('follows a rate that a person sets while it runs, and its end', async () => {
    const { told, work } = laneOver(40, () => settled);
    const running = startLane({ ...lane, ratePerMinute: 60 }, work);
    running.setRate(null);
    const beganAt = performance.now();
    await running.ended;
    expect(performance.now() - beganAt).toBeLessThan(5000);
    expect(told.delivered).toHaveLength(40);

    const slowed = laneOver(6, () => settled);
    const other = startLane(lane, slowed.work);
    other.setRate(1200);
    const slowedAt = performance.now();
    await other.ended;
    expect(performance.now() - slowedAt).toBeGreaterThan(150);
  });

  it('gives back by way of the journal when the database does not hear it', async () => {
    const { told, work } = laneOver(5, () => {
      throw new Error('the database is away');
    });
    const deaf = { ...work.deliveries, giveBack: async () => Promise.reject(new Error('away')) };
    await startLane(lane, { ...work, deliveries: deaf }).ended;
    expect(told.givenBack.sort()).toEqual(['journal:d0', 'journal:d1', 'journal:d2', 'journal:d3', 'journal:d4']);
  });
});
