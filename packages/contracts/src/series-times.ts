// The times of a series: days by its rule, each at the same time on the clock of its zone, whatever the season.
import type { SeriesRule, SeriesTimes } from './series.js';
import { instantsOf, nearestTo } from './wall-time.js';

export interface Occurrence {
  /** "2026-12-01", the day in the zone of the series; each day has one at most. */
  readonly date: string;
  readonly at: Date;
}

/** Days looked through for the next one: a rule finds one within twelve weeks or ninety days. */
const MOST_DAYS = 400;
const DAY_MS = 86_400_000;

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/**
 * The next times of a series, earliest first.
 *
 * A time the clocks skip is the one by the clock before the change ("02:30" becomes 03:30); of a time they show twice it is the first.
 *
 * @param after times after this moment only
 * @param count at most; fewer when the series ends
 */
export function nextOccurrences(times: Omit<SeriesTimes, 'mostIssues'>, after: Date, count: number): Occurrence[] {
  const { rule, clock, timeZone, startsOn, untilOn } = times;
  const first = dayOf(startsOn);
  const last = untilOn === null ? Number.POSITIVE_INFINITY : dayOf(untilOn);
  const found: Occurrence[] = [];
  // A day earlier: the zone may be ahead of UTC or behind it.
  let day = Math.max(first, Math.floor(after.getTime() / DAY_MS) - 1);
  for (let empty = 0; found.length < count && day <= last && empty < MOST_DAYS; day++) {
    const at = isDay(rule, day, first) ? momentOf(dateOf(day), clock, timeZone) : null;
    if (at !== null && at > after) {
      found.push({ date: dateOf(day), at });
      empty = 0;
    } else empty++;
  }
  return found;
}

function momentOf(date: string, clock: string, timeZone: string): Date {
  const localTime = `${date}T${clock}`;
  const [instant] = instantsOf(localTime, timeZone);
  return instant?.at ?? instantsOf(nearestTo(localTime, timeZone)[1], timeZone)[0]!.at;
}

/** 1 is Monday; the first of January 1970 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

function isDay(rule: SeriesRule, day: number, first: number): boolean {
  switch (rule.kind) {
    case 'daily':
      return (day - first) % rule.every === 0;
    case 'weekly': {
      const monday = (one: number) => one - weekdayOf(one) + 1;
      return rule.days.includes(weekdayOf(day)) && ((monday(day) - monday(first)) / 7) % rule.every === 0;
    }
    case 'monthly': {
      const { ofMonth, length } = monthOf(day);
      return ofMonth === Math.min(rule.day, length);
    }
    case 'monthly_weekday': {
      const { ofMonth, length } = monthOf(day);
      if (weekdayOf(day) !== rule.weekday) return false;
      return rule.nth === -1 ? ofMonth + 7 > length : Math.ceil(ofMonth / 7) === rule.nth;
    }
    default:
      return rule satisfies never;
  }
}

function monthOf(day: number): { ofMonth: number; length: number } {
  const at = new Date(day * DAY_MS);
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  return { ofMonth: at.getUTCDate(), length };
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const NTH: Readonly<Record<string, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', '-1': 'last' };

/** "Every Tuesday and Friday at 09:00 Europe/Berlin, until 2027-01-31". */
export function seriesSentence({ rule, clock, timeZone, untilOn, mostIssues }: SeriesTimes): string {
  const ends = [
    ...(untilOn === null ? [] : [`until ${untilOn}`]),
    ...(mostIssues === null ? [] : [mostIssues === 1 ? 'once' : `${mostIssues} times at most`]),
  ];
  return [`${daysInWords(rule)} at ${clock} ${timeZone}`, ...ends].join(', ');
}

function daysInWords(rule: SeriesRule): string {
  switch (rule.kind) {
    case 'daily':
      return rule.every === 1 ? 'Every day' : `Every ${rule.every} days`;
    case 'weekly': {
      const days = rule.days.toSorted().map((day) => DAYS[day - 1]!);
      const named = days.length === 1 ? days[0]! : `${days.slice(0, -1).join(', ')} and ${days.at(-1)}`;
      return rule.every === 1 ? `Every ${named}` : `Every ${rule.every} weeks on ${named}`;
    }
    case 'monthly':
      return rule.day > 28
        ? `Every month on day ${rule.day}, or the last day of a shorter month,`
        : `Every month on day ${rule.day}`;
    case 'monthly_weekday':
      return `Every month on the ${NTH[String(rule.nth)]} ${DAYS[rule.weekday - 1]}`;
    default:
      return rule satisfies never;
  }
}
