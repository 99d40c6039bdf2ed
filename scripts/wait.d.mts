export function pause(ms: number): Promise<void>;
/** Asks `url` every 100 ms until `isReady(response)`; throws with the last answer after `timeoutMs`. */
export function waitFor(
  url: string,
  options: { timeoutMs: number; isReady: (answer: Response) => boolean },
): Promise<void>;
/** Calls `ask` until it gives something truthy; throws `what` after `timeoutMs`. */
export function until<T>(
  what: string,
  timeoutMs: number,
  ask: () => T | Promise<T>,
  everyMs?: number,
): Promise<Exclude<T, null | undefined | false | 0 | ''>>;
