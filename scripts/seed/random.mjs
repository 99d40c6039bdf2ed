// Chance that is the same in every run: a stream of numbers, and ids of a moment that the database can work out as well.
import { createHash } from 'node:crypto';

/** @returns a function that gives the next number from 0 to below 1 */
export function streamOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of `choices` ([weight, value]), by their weights. */
export function chosen(random, choices) {
  const sum = choices.reduce((total, [weight]) => total + weight, 0);
  let left = random() * sum;
  for (const [weight, value] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  return choices.at(-1)[1];
}

export const oneOf = (random, values) => values[Math.floor(random() * values.length)];

export const hashOf = (words) => createHash('md5').update(words).digest('hex');

/** A uuid v7 of the moment `ms`; its other digits are those of `hash`. `seed.id` is the same in SQL. */
export function idAt(ms, hash) {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}

/** First milliseconds of a campaign in which a delivery is tried: from its hash. `seed.offset_ms` is the same in SQL. */
export const offsetMs = (hash, lengthMs) => Number.parseInt(hash.slice(20, 26), 16) % lengthMs;
