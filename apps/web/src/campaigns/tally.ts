// What a tally says: segments of the bar, how far it is, what is open. Their sum is the audience, to the row.
import {
  type CampaignSummary,
  type DeliveryGroup,
  type DeliveryState,
  peopleIn,
  type Tally,
} from '@doorstep/contracts';
import { count, counted } from '../parts/numbers';
import { groupOrder } from '../parts/words';

const open: readonly DeliveryState[] = ['planned', 'due', 'sending', 'deferred', 'held'];
const neverTried: readonly DeliveryState[] = ['suppressed', 'excluded', 'cancelled'];

export interface Segment {
  readonly group: DeliveryGroup;
  readonly count: number;
}

/** The groups that hold anyone, in the order of the bar. */
export function segments(tally: Tally): Segment[] {
  return groupOrder
    .filter((group) => group !== 'missed' && group !== 'got_it')
    .map((group) => ({ group, count: peopleIn(group, tally) }))
    .filter((segment) => segment.count > 0);
}

const sum = (tally: Tally, states: readonly DeliveryState[]): number =>
  states.reduce((total, state) => total + (tally.states[state] ?? 0), 0);

/** How many deliveries have come to an end, good or bad. */
export const settled = (tally: Tally): number =>
  segments(tally).reduce((total, segment) => total + segment.count, 0) - sum(tally, open);

/** How many may still change by themselves. */
export const stillOpen = (tally: Tally): number => sum(tally, open);

/** Who was never tried, and is not in a connection: those a pace holds for. */
export const firstTriesLeft = (tally: Tally): number => sum(tally, ['planned', 'due']);

/** Everyone who did not get it although we tried; who complained has it, who is in doubt may have it. */
export const failed = (tally: Tally): number => peopleIn('missed', tally);

/** What is missing or too much against the audience; 0 unless numbers arrive while rows are still being written. */
export const difference = (tally: Tally): number =>
  tally.audience - segments(tally).reduce((total, segment) => total + segment.count, 0);

/** One honest sentence: "for all" is said only when nobody is open and nobody was left without it. */
export function outcomeSentence({ state, tally }: Pick<CampaignSummary, 'state' | 'tally'>): string {
  const accepted = tally.states.accepted ?? 0;
  const missed = failed(tally);
  const isOver = (state === 'finished' || state === 'cancelled') && stillOpen(tally) === 0;
  if (isOver && accepted === tally.audience) return `Accepted for all ${counted(accepted, 'person', 'people')}.`;
  const parts = isOver
    ? [
        state === 'finished' ? 'Finished:' : 'Cancelled:',
        `accepted for ${count(accepted)} of ${count(tally.audience)}.`,
      ]
    : [`${count(settled(tally))} of ${count(tally.audience)} done, ${count(stillOpen(tally))} still open.`];
  if (missed > 0) parts.push(`${counted(missed, 'person', 'people')} did not get it.`);
  const doubtful = tally.states.in_doubt ?? 0;
  if (doubtful > 0) parts.push(`${counted(doubtful, 'person', 'people')} may have it: the answer was lost.`);
  const kept = sum(tally, neverTried);
  if (kept > 0) parts.push(`${counted(kept, 'person was', 'people were')} never tried.`);
  return parts.join(' ');
}
