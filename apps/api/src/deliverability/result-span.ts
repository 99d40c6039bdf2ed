// Which hours a question about results means: the last days, from one hour to another, or the whole time of a campaign.
import { fieldProblem } from '../http/problem.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What a time is compared with: our own results in the weeks before it. */
const NORM_DAYS = 28;
const DEFAULT_DAYS = 28;
const MOST_DAYS = 400;

export interface AskedSpan {
  readonly days?: number | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface KnownSpan {
  readonly from: Date;
  readonly until: Date;
  readonly normFrom: Date;
}

/**
 * @param campaignBegan the hour of the first try of the campaign that is asked for, if one is
 * @throws ProblemError 422 for a time that ends before it begins or is longer than 400 days
 */
export function spanOf({ days, from, until }: AskedSpan, now: Date, campaignBegan: Date | null): KnownSpan {
  if (days !== undefined && (from !== undefined || until !== undefined))
    throw fieldProblem(
      'days',
      'two_spans',
      'Ask for the last days, or for a time from one hour until another, not for both.',
    );
  const end = until === undefined ? nextHour(now) : nextHour(new Date(Date.parse(until) - 1));
  const isWhole = days === undefined && from === undefined && campaignBegan !== null;
  const begin = isWhole
    ? campaignBegan
    : from === undefined
      ? new Date(end.getTime() - (days ?? DEFAULT_DAYS) * DAY_MS)
      : new Date(Math.floor(Date.parse(from) / HOUR_MS) * HOUR_MS);
  if (begin >= end)
    throw fieldProblem('until', 'ends_before', 'This time ends before it begins. Choose an end after its beginning.');
  if (!isWhole && end.getTime() - begin.getTime() > MOST_DAYS * DAY_MS)
    throw fieldProblem('from', 'too_long', `This time is longer than ${MOST_DAYS} days. Choose a shorter one.`);
  return { from: begin, until: end, normFrom: new Date(begin.getTime() - NORM_DAYS * DAY_MS) };
}

/** The end of the hour a moment is in. */
const nextHour = (at: Date) => new Date((Math.floor(at.getTime() / HOUR_MS) + 1) * HOUR_MS);
