// Words of chronic bounces on screen: states, trends, headlines.
import type { ChronicGroup, ChronicRule, ChronicState } from '@doorstep/contracts';
import { count, counted } from '../parts/numbers';
import type { Word } from '../parts/words';

export const stateWords: Record<ChronicState, Word> = {
  open: { label: 'Open', tone: 'warn', meaning: 'Nobody has decided yet.' },
  snoozed: { label: 'Snoozed', tone: 'calm', meaning: 'Comes back at its day, or with the next failure.' },
  waiting: { label: 'Waiting for them', tone: 'working', meaning: 'Somebody on the other side was asked.' },
  solved: { label: 'Solved', tone: 'good', meaning: 'A newer failure opens it again.' },
  ignored: { label: 'Not a problem', tone: 'calm', meaning: 'Stays away, whatever fails, until somebody opens it.' },
};

export const chronicStates = [
  { value: 'open', label: 'Open' },
  { value: 'snoozed', label: 'Snoozed' },
  { value: 'waiting', label: 'Waiting for them' },
  { value: 'solved', label: 'Solved' },
  { value: 'ignored', label: 'Not a problem' },
  { value: 'all', label: 'All' },
] as const;

export const headlineOf = ({ cause, place }: Pick<ChronicGroup, 'cause' | 'place'>): string =>
  `${cause.charAt(0).toUpperCase()}${cause.slice(1)} · ${place}`;

/** Whether more people failed this week than in the week before. */
export function trendOf({ newThisWeek, newWeekBefore }: Pick<ChronicGroup, 'newThisWeek' | 'newWeekBefore'>): string {
  if (newThisWeek === 0) return newWeekBefore === 0 ? 'quiet for two weeks' : 'quiet this week';
  const week = `${counted(newThisWeek, 'failed', 'failed')} this week`;
  if (newWeekBefore === 0) return week;
  const sign = newThisWeek > newWeekBefore ? '↑' : newThisWeek < newWeekBefore ? '↓' : '→';
  return `${week} ${sign} ${newWeekBefore} before`;
}

/** The weeks as one sentence, for a chart's name. */
export function weeksInWords(weeks: readonly number[]): string {
  const most = Math.max(0, ...weeks);
  if (most === 0) return `Nobody failed in the last ${weeks.length} weeks`;
  const ago = weeks.length - 1 - weeks.lastIndexOf(most);
  const when = ago === 0 ? 'this week' : `${counted(ago, 'week', 'weeks')} ago`;
  return `People who failed in each of the last ${weeks.length} weeks: ${weeks.map(count).join(', ')}. Most ${when}`;
}

export function ruleInWords({ failures, ofLast, overDays }: ChronicRule): string {
  const span = overDays === 0 ? '' : `, over ${counted(overDays, 'day', 'days')} or more`;
  return `${failures} of the last ${ofLast} campaigns failed${span}`;
}
