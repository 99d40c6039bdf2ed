// What this worker tells of itself every few seconds: what it holds, how fast each site goes, what keeps it from working.
import type { DecidedOutcome, EndedAttempts } from '@doorstep/database';

export interface Vitals {
  note(outcome: DecidedOutcome['outcome'], siteId: string): void;
  /** What ended since the last call; null when nothing did. */
  takeEnded(): EndedAttempts | null;
  /** What could not be written is kept for the next time. */
  giveBack(ended: EndedAttempts): void;
  /** By site: connections open and attempts ended within five minutes; the busiest 500. */
  sites(connections: ReadonlyMap<string, number>): Record<string, readonly [connections: number, ended: number]>;
}

const SLICE_MS = 10_000;
const SLICES = 30;
const MOST_SITES = 500;

/** @param now milliseconds of a clock that is never set */
export function createVitals(now: () => number = () => performance.now()): Vitals {
  let ended = { accepted: 0, deferred: 0, refused: 0, inDoubt: 0 };
  /** One map for each ten seconds, newest last. */
  const slices: { readonly at: number; readonly bySite: Map<string, number> }[] = [];

  function currentSlice(): Map<string, number> {
    const at = Math.floor(now() / SLICE_MS);
    while (slices[0] !== undefined && slices[0].at <= at - SLICES) slices.shift();
    const newest = slices.at(-1);
    if (newest?.at === at) return newest.bySite;
    const bySite = new Map<string, number>();
    slices.push({ at, bySite });
    return bySite;
  }

  return {
    note(outcome, siteId) {
      if (outcome === 'abandoned') return;
      ended[outcome === 'in_doubt' ? 'inDoubt' : outcome]++;
      const slice = currentSlice();
      slice.set(siteId, (slice.get(siteId) ?? 0) + 1);
    },
    takeEnded() {
      const taken = ended;
      ended = { accepted: 0, deferred: 0, refused: 0, inDoubt: 0 };
      return Object.values(taken).some((count) => count > 0) ? taken : null;
    },
    giveBack(kept) {
      for (const key of ['accepted', 'deferred', 'refused', 'inDoubt'] as const) ended[key] += kept[key];
    },
    sites(connections) {
      currentSlice();
      const counts = new Map([...connections.keys()].map((siteId) => [siteId, 0]));
      for (const { bySite } of slices)
        for (const [siteId, count] of bySite) counts.set(siteId, (counts.get(siteId) ?? 0) + count);
      const busiest = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_SITES);
      return Object.fromEntries(
        busiest.map(([siteId, count]) => [siteId, [connections.get(siteId) ?? 0, count] as const]),
      );
    },
  };
}
