// What a tally says: segments of the bar, how far it is, what is open. Their sum is the audience, to the row.
import type { CampaignSummary, DeliveryState, Tally } from '@doorstep/contracts';
import { count, counted } from '../parts/numbers';
import { deliveryOrder } from '../parts/words';

const open: readonly DeliveryState[] = ['planned', 'due', 'sending', 'deferred', 'held'];
const neverTried: readonly DeliveryState[] = ['suppressed', 'excluded', 'cancelled'];

export interface Segment {
  readonly state: DeliveryState;
  readonly count: number;
}

/** The states that hold anyone, in the order of the bar. */
export function segments(tally: Tally): Segment[] {
  return deliveryOrder
    .map((state) => ({ state, count: tally.states[state] ?? 0 }))
    .filter((segment) => segment.count > 0);
}

const sum = (tally: Tally, states: readonly DeliveryState[]): number =>
  states.reduce((total, state) => total + (tally.states[state] ?? 0), 0);

/** How many deliveries have come to an end, good or bad. */
export const settled = (tally: Tally): number =>
  segments(tally).reduce((total, segment) => total + segment.count, 0) - sum(tally, open);

/** How many may still change by themselves. */
export const stillOpen = (tally: Tally): number => sum(tally, open);

/** Everyone who did not get it although we tried. */
export const failed = (tally: Tally): number =>
  sum(tally, ['refused', 'expired', 'returned', 'complained', 'in_doubt']);

/** What is missing or too much against the audience; 0 unless numbers arrive while rows are still being written. */
export const difference = (tally: Tally): number =>
  tally.audience - segments(tally).reduce((total, segment) => total + segment.count, 0);

/** One honest sentence: "finished" is said only together with who did not get it. */
export function outcomeSentence(campaign: Pick<CampaignSummary, 'state' | 'tally'>): string {
  const { tally, state } = campaign;
  const missed = failed(tally);
  const accepted = tally.states.accepted ?? 0;
  const kept = sum(tally, neverTried);
  if (state === 'finished') {
    if (missed === 0 && kept === 0) return `Accepted for all ${counted(accepted, 'person', 'people')}.`;
    const parts = [`Accepted for ${count(accepted)} of ${count(tally.audience)}.`];
    if (missed > 0) parts.push(`${counted(missed, 'person', 'people')} did not get it.`);
    if (kept > 0) parts.push(`${counted(kept, 'person was', 'people were')} never tried.`);
    return parts.join(' ');
  }
  return `${count(settled(tally))} of ${count(tally.audience)} done, ${count(stillOpen(tally))} still open.`;
}
