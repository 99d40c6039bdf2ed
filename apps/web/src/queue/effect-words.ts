// What pausing or slowing a destination does to the time its last message leaves, said before it is done.
import { minutesLeft, roughly } from './eta-words';

export interface Waiting {
  /** Messages. */
  readonly waiting: number;
  /** At present, messages a minute; 0: nothing moves. */
  readonly perMinute: number;
}

export interface Order {
  readonly minutes: number;
  /** Messages a minute meanwhile; null: none at all. */
  readonly slowTo: number | null;
}

/** Minutes until the last has left under an order that ends by itself; null when nobody can say. */
export function minutesUnder({ waiting, perMinute }: Waiting, { minutes, slowTo }: Order): number | null {
  if (waiting <= 0) return null;
  const meanwhile = slowTo === null ? 0 : perMinute > 0 ? Math.min(slowTo, perMinute) : slowTo;
  if (meanwhile * minutes >= waiting) return minutesLeft(waiting, meanwhile);
  const after = minutesLeft(waiting - meanwhile * minutes, perMinute);
  return after === null ? null : minutes + after;
}

/** "Left as it is, the last leaves in about 20 minutes; paused like this, in about 2 hours." */
export function effectWords(now: Waiting, order: Order): string {
  if (now.waiting <= 0) return 'Nothing waits for it at present.';
  const act = order.slowTo === null ? 'paused' : 'slowed';
  const before = minutesLeft(now.waiting, now.perMinute);
  const then = minutesUnder(now, order);
  if (before === null)
    return then === null
      ? 'Nothing went out to it in the last five minutes, so nobody can say when the last one leaves.'
      : `Nothing went out to it in the last five minutes; ${act} like this, the last leaves in ${roughly(then)} if it takes them.`;
  return then === before
    ? `The last leaves in ${roughly(before)}, ${act} like this or not.`
    : `Left as it is, the last leaves in ${roughly(before)}; ${act} like this, in ${roughly(then ?? before)}.`;
}
