// What a source address that is being warmed up may still send to a provider today, and what became of what it sent.
import type { DecidedOutcome, Lane, UsageStore } from '@doorstep/database';
import { newsletterWarmUp, warmUpCap } from '@doorstep/delivery';

export interface WarmUpDesk {
  /** @returns how many of `wanted` the day's limit lets go; all of them when the source is not being warmed up */
  reserve(lane: Lane, wanted: number): Promise<number>;
  giveBack(lane: Lane, count: number): Promise<void>;
  note(sourceId: string, provider: string | null, outcome: DecidedOutcome['outcome']): void;
  /** Reserved and claimed, and then no message of it began: it does not count against the day. */
  noteUnused(lane: Pick<Lane, 'sourceId' | 'provider' | 'isWarmingUp'>, count: number): void;
  /** Writes what was noted. */
  flush(): Promise<void>;
}

const NOTHING = { accepted: 0, deferred: 0, refused: 0 };

/** The limit of a day is read this often: it stands in the table from the first message of the day on. */
const FRESH_MS = 60_000;

export function createWarmUpDesk(usage: UsageStore): WarmUpDesk {
  const caps = new Map<string, { readonly at: number; readonly cap: Promise<number> }>();
  const unused = new Map<string, { sourceId: string; provider: string | null; count: number }>();
  let counts = new Map<string, typeof NOTHING & { sourceId: string; provider: string | null }>();
  const keyOf = (sourceId: string, provider: string | null) => `${sourceId} ${provider ?? ''}`;

  function capOf({ sourceId, provider }: Lane): Promise<number> {
    const key = keyOf(sourceId, provider);
    const known = caps.get(key);
    if (known && performance.now() - known.at < FRESH_MS) return known.cap;
    const cap = usage.past(sourceId, provider).then((past) => warmUpCap(newsletterWarmUp, past));
    caps.set(key, { at: performance.now(), cap });
    cap.catch(() => caps.delete(key));
    return cap;
  }

  const noteUnused: WarmUpDesk['noteUnused'] = ({ sourceId, provider, isWarmingUp }, count) => {
    if (!isWarmingUp || count === 0) return;
    const key = keyOf(sourceId, provider);
    unused.set(key, { sourceId, provider, count: (unused.get(key)?.count ?? 0) + count });
  };

  return {
    async reserve(lane, wanted) {
      if (!lane.isWarmingUp) return wanted;
      return usage.reserve(lane.sourceId, lane.provider, await capOf(lane), wanted);
    },
    async giveBack(lane, count) {
      if (lane.isWarmingUp && count > 0) await usage.giveBack(lane.sourceId, lane.provider, count);
    },
    note(sourceId, provider, outcome) {
      if (outcome !== 'accepted' && outcome !== 'deferred' && outcome !== 'refused') return;
      const key = keyOf(sourceId, provider);
      const count = counts.get(key) ?? { sourceId, provider, ...NOTHING };
      count[outcome]++;
      counts.set(key, count);
    },
    noteUnused,
    async flush() {
      for (const [key, { sourceId, provider, count }] of unused) {
        // Taken out first: what comes in meanwhile is for the next time, and nothing is given back twice.
        unused.delete(key);
        await usage.giveBack(sourceId, provider, count).catch((error: unknown) => {
          noteUnused({ sourceId, provider, isWarmingUp: true }, count);
          throw error;
        });
      }
      const noted = [...counts.values()];
      counts = new Map();
      await usage.note(noted);
    },
  };
}
