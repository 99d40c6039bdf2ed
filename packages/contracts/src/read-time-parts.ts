// The parts of a typed time: a span ("in 2 hours"), a day, a time of day. Each takes its words and hands on the rest.
import { FILLERS, MONTHS, NEAR_DAYS, NOON, ONE, UNITS, WEEKDAYS } from './time-words.js';

export interface Span {
  readonly minutes: number;
  readonly days: number;
  readonly rest: readonly string[];
}

/** "in 2 hours", "in 1 h 30 min", "in einer Stunde"; null when it does not begin with "in" or with "+". */
export function takeSpan(words: readonly string[]): Span | 'unreadable' | null {
  if (words[0] !== 'in') return null;
  const parts = words
    .slice(1)
    .flatMap((word) => word.match(/^\d+(?:[.,]\d+)?(?=[a-zä]+$)|[a-zäöü']+$|^.+$/g) ?? [word]);
  let [minutes, days, taken] = [0, 0, 0];
  while (taken + 1 < parts.length) {
    const amount = amountOf(parts[taken]!);
    const unit = UNITS.get(parts[taken + 1]!);
    if (amount === null || unit === undefined) break;
    if ('days' in unit) {
      if (!Number.isInteger(amount)) return 'unreadable';
      days += amount * unit.days;
    } else minutes += amount * unit.minutes;
    taken += 2;
    if (parts[taken] === 'and' || parts[taken] === 'und') taken += 1;
  }
  if (taken === 0 || days > 100_000) return 'unreadable';
  return { minutes, days, rest: parts.slice(taken) };
}

function amountOf(word: string): number | null {
  if (ONE.has(word)) return 1;
  return /^\d{1,5}([.,]\d{1,2})?$/.test(word) ? Number(word.replace(',', '.')) : null;
}

export type ReadDay =
  | { readonly kind: 'wrong'; readonly words: string }
  | {
      readonly kind: 'day';
      /** Midnight, in minutes of a clock without zones. */
      readonly minutes: number;
      readonly isNamed: boolean;
      /** When its time is over: the same so many days later; null: it is over. */
      readonly repeatsAfterDays: number | null;
      readonly rest: readonly string[];
    };

const wrong = (words: string) => ({ kind: 'wrong', words }) as const;
const DAY_MINUTES = 1440;

/** @param wallNow minutes of the zone's clock now, as of a clock without zones */
export function readDay(words: readonly string[], wallNow: number): ReadDay {
  const today = wallNow - (wallNow % DAY_MINUTES);
  const dates: number[] = [];
  let near: number | null = null;
  let weekday: number | null = null;
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const bare = word.replace(/\.$/, '');
    if (/^\d{1,4}\/\d{1,2}(\/\d{1,4})?$/.test(word))
      return wrong(`“${word}” is one day for some and another for others. Write 2026-12-01, or 1 December.`);
    const date = dateAt(words, at, today);
    if (date !== null) {
      if (date.minutes === null) return wrong(`There is no day “${words.slice(at, at + date.taken).join(' ')}”.`);
      dates.push(date.minutes);
      at += date.taken - 1;
    } else if (NEAR_DAYS.has(word) && near === null) near = NEAR_DAYS.get(word)!;
    else if (WEEKDAYS.has(bare) && weekday === null) weekday = WEEKDAYS.get(bare)!;
    else if (!FILLERS.has(word)) rest.push(word);
    else if (word === 'uhr' || word === "o'clock") rest.push(word);
  }
  if (dates.length > 1 || (dates.length === 1 && near !== null)) return wrong('Two days are named.');
  const day = (minutes: number, repeatsAfterDays: number | null): ReadDay => {
    if (weekday !== null && weekdayOf(minutes) !== weekday)
      return wrong('The weekday and the day do not belong together.');
    return { kind: 'day', minutes, isNamed: true, repeatsAfterDays, rest };
  };
  if (dates.length === 1) return day(dates[0]!, null);
  if (near !== null) return day(today + near * DAY_MINUTES, null);
  if (weekday !== null) {
    const ahead = (weekday - weekdayOf(today) + 7) % 7;
    return { kind: 'day', minutes: today + ahead * DAY_MINUTES, isNamed: true, repeatsAfterDays: 7, rest };
  }
  return { kind: 'day', minutes: today, isNamed: false, repeatsAfterDays: 1, rest };
}

/** 1 is Monday. The first of January 1970 was a Thursday. */
export const weekdayOf = (minutes: number): number => ((((Math.floor(minutes / DAY_MINUTES) + 3) % 7) + 7) % 7) + 1;

interface FoundDate {
  readonly taken: number;
  /** null: it looks like a date, and there is no such day */
  readonly minutes: number | null;
}

/** "2026-12-01", "1.12.", "1.12.2026", "1 December 2026", "December 1", "1. Dezember". */
function dateAt(words: readonly string[], at: number, today: number): FoundDate | null {
  const [first = '', second = '', third = ''] = words.slice(at, at + 3);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(first);
  if (iso) return { taken: 1, minutes: dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])) };
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(first);
  if (dotted) {
    const year = dotted[3] ?? (/^\d{4}$/.test(second) ? second : undefined);
    const taken = dotted[3] === undefined && year !== undefined ? 2 : 1;
    return { taken, minutes: upcoming(year, Number(dotted[2]), Number(dotted[1]), today) };
  }
  const isMonthFirst = MONTHS.has(first.replace(/\.$/, ''));
  const [month, number] = isMonthFirst ? [first, second] : [second, first];
  const ofMonth = /^(\d{1,2})(\.|st|nd|rd|th)?$/.exec(number);
  const monthNumber = MONTHS.get(month.replace(/\.$/, ''));
  if (!ofMonth || monthNumber === undefined) return null;
  const year = /^\d{4}$/.test(third) ? third : undefined;
  return { taken: year === undefined ? 2 : 3, minutes: upcoming(year, monthNumber, Number(ofMonth[1]), today) };
}

/** Without a year the next such day that is not over. */
function upcoming(year: string | undefined, month: number, day: number, today: number): number | null {
  if (year !== undefined) return dayOf(Number(year), month, day);
  const thisYear = new Date(today * 60_000).getUTCFullYear();
  const here = dayOf(thisYear, month, day);
  return here !== null && here >= today ? here : dayOf(thisYear + 1, month, day);
}

function dayOf(year: number, month: number, day: number): number | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / 60_000 : null;
}

export type ReadClock =
  | { readonly kind: 'wrong'; readonly words: string }
  /** `minutes` after midnight; null: none is named */
  | { readonly kind: 'clock'; readonly minutes: number | null; readonly rest: readonly string[] };

/** @param hasDay a bare number is an hour only beside a day: "tomorrow 9" */
export function readClock(words: readonly string[], hasDay: boolean): ReadClock {
  const text = words.join(' ');
  const noon = words.find((word) => NOON.has(word));
  if (noon !== undefined && words.length === 1) return { kind: 'clock', minutes: 720, rest: [] };
  const found = /^(\d{1,2})(?:[:.h](\d{2}))? ?(uhr|h|o'clock|[ap]\.?m\.?)?(?: (\d{2})(?= |$))?(?: (.*))?$/.exec(text);
  if (found === null) return { kind: 'clock', minutes: null, rest: words.filter((word) => word !== 'uhr') };
  const [, hourText = '', minuteText, unit, minuteAfter, tail] = found;
  if (minuteAfter !== undefined && (unit !== 'uhr' || minuteText !== undefined))
    return { kind: 'clock', minutes: null, rest: words };
  if (minuteText === undefined && unit === undefined && !hasDay)
    return wrong(`Is “${hourText}” an hour? Write ${hourText.padStart(2, '0')}:00.`);
  const half = unit?.startsWith('p') ? 'pm' : unit?.startsWith('a') ? 'am' : null;
  const [hour, minute] = [Number(hourText), Number(minuteText ?? minuteAfter ?? 0)];
  if (minute > 59 || hour > 23 || (half !== null && (hour < 1 || hour > 12)))
    return wrong('There is no such time of day. Midnight is 00:00 of the day that begins with it.');
  const onClock = half === null ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return { kind: 'clock', minutes: onClock * 60 + minute, rest: tail === undefined ? [] : tail.split(' ') };
}
