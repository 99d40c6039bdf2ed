// What the bounce listener counts between two tellings: taken, refused for good, put off until later.
import type { ListenerCounts } from '@doorstep/database';

export type ListenerResult = 'accepted' | 'refused' | 'put_off';

export interface ListenerTally {
  count(result: ListenerResult, refusal?: string): void;
  /** What came since; counted from zero again. */
  takeAll(): ListenerCounts;
  /** They could not be told: they count with the next ones. */
  giveBack(counts: ListenerCounts): void;
}

const NOTHING: ListenerCounts = {
  ...{ accepted: 0, refused: 0, putOff: 0 },
  ...{ lastAcceptedAt: null, lastRefusedAt: null, lastRefusal: null },
};
const LONGEST_REFUSAL = 300;

/** @param onCount told of each at once, for metrics */
export function createListenerTally(onCount: (result: ListenerResult) => void = () => undefined): ListenerTally {
  let counts = NOTHING;
  return {
    count(result, refusal) {
      onCount(result);
      if (result === 'accepted') counts = { ...counts, accepted: counts.accepted + 1, lastAcceptedAt: new Date() };
      else if (result === 'put_off') counts = { ...counts, putOff: counts.putOff + 1 };
      else
        counts = {
          ...counts,
          ...{ refused: counts.refused + 1, lastRefusedAt: new Date() },
          lastRefusal: refusal?.slice(0, LONGEST_REFUSAL).toWellFormed() ?? counts.lastRefusal,
        };
    },
    takeAll() {
      const taken = counts;
      counts = NOTHING;
      return taken;
    },
    giveBack(earlier) {
      counts = {
        accepted: earlier.accepted + counts.accepted,
        refused: earlier.refused + counts.refused,
        putOff: earlier.putOff + counts.putOff,
        lastAcceptedAt: counts.lastAcceptedAt ?? earlier.lastAcceptedAt,
        lastRefusedAt: counts.lastRefusedAt ?? earlier.lastRefusedAt,
        lastRefusal: counts.lastRefusal ?? earlier.lastRefusal,
      };
    },
  };
}
