// How fast messages may follow each other to one site: one at a time, evenly, where a rule or a person set a rate.

export interface Pace {
  /** null: as fast as the site takes them. */
  setRate(perMinute: number | null): void;
  /** How many may go within half a minute: more in hand would only wait there. */
  mostSoon(): number;
  /** Resolves when the next message may begin, at once when the signal ends the wait. */
  turn(signal: AbortSignal): Promise<void>;
}

const SOON_MS = 30_000;

export function createPace(now: () => number = () => performance.now()): Pace {
  let intervalMs = 0;
  let nextAt = 0;
  return {
    setRate(perMinute) {
      intervalMs = perMinute === null ? 0 : 60_000 / Math.max(1, perMinute);
    },
    mostSoon: () => (intervalMs === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(SOON_MS / intervalMs))),
    async turn(signal) {
      if (intervalMs === 0) return;
      const at = Math.max(now(), nextAt);
      nextAt = at + intervalMs;
      const waitMs = at - now();
      if (waitMs > 0 && !signal.aborted) await pause(waitMs, signal);
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
