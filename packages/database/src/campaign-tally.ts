// The tally of a campaign from its summed changes.
import type { DeliveryState, Tally } from '@doorstep/contracts';

export interface StateCount {
  readonly state: string;
  /** Only for suppressed and excluded ones. */
  readonly reason: string | null;
  readonly count: number;
}

export function tallyOf(counts: readonly StateCount[]): Tally {
  const states: Tally['states'] = {};
  const reasons: Tally['reasons'] = {};
  let audience = 0;
  for (const { state, reason, count } of counts) {
    const word = state as DeliveryState;
    states[word] = (states[word] ?? 0) + count;
    if (reason !== null) reasons[`${state}:${reason}`] = (reasons[`${state}:${reason}`] ?? 0) + count;
    audience += count;
  }
  for (const [word, count] of Object.entries(states)) if (count === 0) delete states[word as DeliveryState];
  return { audience, states, reasons };
}
