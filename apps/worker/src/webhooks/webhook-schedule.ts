// When a message nobody took is told again: at once-ish, then ever more rarely, for about 28 hours (as standard-webhooks wants it).

const MINUTE = 60;
const HOUR = 3600;
/** Seconds after the first try, the second, ... */
const STEPS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
const JITTER = 0.2;

/**
 * @param attempts tries so far, 1 or more
 * @param random   from 0 to 1, so that many messages do not come back at one moment
 * @returns seconds until the next try, or null when it is given up
 */
export function nextTrySeconds(attempts: number, random: number): number | null {
  const step = STEPS[attempts - 1];
  return step === undefined ? null : step * (1 + JITTER * (2 * random - 1));
}
