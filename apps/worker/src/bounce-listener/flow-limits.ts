// How much the bounce listener takes from one place within an hour: whoever holds one return path must not fill the database.

export interface FlowLimits {
  /** Counts a message. @returns false when the hour's share of this key is used up; it may come again later */
  take(key: string, most: number): boolean;
}

const HOUR_MS = 3_600_000;

/** @param now milliseconds; hours begin with the first message */
export function createFlowLimits(now: () => number = Date.now): FlowLimits {
  const counts = new Map<string, number>();
  let endsAt = 0;
  return {
    take(key, most) {
      if (now() >= endsAt) {
        counts.clear();
        endsAt = now() + HOUR_MS;
      }
      const count = (counts.get(key) ?? 0) + 1;
      if (count > most) return false;
      counts.set(key, count);
      return true;
    },
  };
}
