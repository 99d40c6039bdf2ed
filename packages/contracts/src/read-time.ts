// A time as a person types it ("Tuesday 09:00", "morgen 9 Uhr", "in 2 hours") as a time on the clock of a zone, or why not. Never a guess, never "now".
import { readClock, readDay, takeSpan } from './read-time-parts.js';
import { isTimeZone, NEAR_DAYS, zonesByName } from './time-words.js';
import { instantsOf, localTimeAt, offsetText, wallMinutesAt } from './wall-time.js';

export type ReadTime =
  | {
      readonly kind: 'time';
      /** "2026-12-01T09:00", on the clock of `timeZone`; clocks may skip it, or show it twice */
      readonly localTime: string;
      readonly timeZone: string;
      /** Only where the text names an instant ("in 2 hours") whose clock time comes twice. */
      readonly offset: string | null;
    }
  | {
      readonly kind: 'not_understood';
      /** What is wrong with it. */
      readonly words: string;
    };

/** What would be understood, for whoever typed something else. */
export const TIME_EXAMPLES =
  '“tomorrow 9:00”, “Tuesday 09:00 Berlin”, “in 2 hours”, “2026-12-01 09:00”, “morgen 9 Uhr”';

/** Beyond this it is a slip of the keyboard. */
const MOST_DAYS = 730;
const DAY_MINUTES = 1440;

/**
 * Reads English and German. Every word has to mean something: one that does not is named, and nothing is read.
 *
 * @param text     what was typed
 * @param timeZone whose clocks are meant unless the text names a zone itself
 * @param now      today, and what "in 2 hours" counts from
 */
export function readTime(text: string, timeZone: string, now: Date): ReadTime {
  const { words, zone } = split(text);
  const inZone = zone ?? timeZone;
  if (words.length === 0) return no('No time is written there.');
  if (words.length > 12) return no('That is more than a time.');
  const wallNow = wallMinutesAt(now.getTime(), inZone);
  const span = takeSpan(words);
  if (span === 'unreadable') return no('After “in” comes a number with minutes, hours, days or weeks.');
  if (span !== null && span.days === 0) {
    if (span.rest.length > 0) return unknown(span.rest[0]!);
    if (span.minutes < 1 || span.minutes > MOST_DAYS * DAY_MINUTES) return no('That is too near or too far.');
    return atInstant(new Date(now.getTime() + span.minutes * 60_000), inZone);
  }
  const day = readDay(span?.rest ?? words, wallNow);
  if (day.kind === 'wrong') return no(day.words);
  const clock = readClock(day.rest, day.isNamed || span !== null);
  if (clock.kind === 'wrong') return no(clock.words);
  if (clock.rest.length > 0) return unknown(clock.rest[0]!);
  if (span !== null && day.isNamed) return no('Both a number of days and a day are named.');
  if (clock.minutes === null && span !== null) return named(wallNow + span.days * DAY_MINUTES + span.minutes, inZone);
  if (clock.minutes === null) return no('It says no time of day.');
  const today = wallNow - (wallNow % DAY_MINUTES);
  if (span !== null) return named(today + span.days * DAY_MINUTES + clock.minutes, inZone);
  const isOver = day.minutes + clock.minutes <= wallNow;
  // A weekday or a bare time that is over today means the next one; a date means itself.
  const later = isOver && day.repeatsAfterDays !== null ? day.repeatsAfterDays * DAY_MINUTES : 0;
  return named(day.minutes + clock.minutes + later, inZone);

  function named(wall: number, zoneName: string): ReadTime {
    if (wall - wallNow > MOST_DAYS * DAY_MINUTES) return no('That is more than two years away.');
    return { kind: 'time', localTime: wallText(wall), timeZone: zoneName, offset: null };
  }
}

const no = (words: string): ReadTime => ({ kind: 'not_understood', words });
const unknown = (word: string): ReadTime => no(`“${word.slice(0, 40)}” is no part of a time here.`);

const wallText = (minutes: number): string => new Date(Math.floor(minutes) * 60_000).toISOString().slice(0, 16);

function atInstant(at: Date, timeZone: string): ReadTime {
  const localTime = localTimeAt(at, timeZone);
  const isTwice = instantsOf(localTime, timeZone).length > 1;
  const offset = wallMinutesAt(at.getTime(), timeZone) - Math.floor(at.getTime() / 60_000);
  return { kind: 'time', localTime, timeZone, offset: isTwice ? offsetText(offset) : null };
}

/** The zone at the end, if one is named, and the words before it. */
function split(text: string): { words: string[]; zone: string | null } {
  const words = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/(\d{4}-\d{2}-\d{2})t(\d)/, '$1 $2')
    .replace(/(\d)z$/, '$1 utc')
    .replace(/day after tomorrow/, 'overmorrow')
    .split(/[\s,;()]+/)
    .filter((word) => word !== '');
  const zones = zonesByName();
  for (const size of [3, 2, 1]) {
    const tail = words.slice(-size).join(' ').replaceAll('_', ' ');
    const zone = words.length >= size && !NEAR_DAYS.has(tail) ? (zones.get(tail) ?? otherName(tail)) : undefined;
    if (zone === undefined) continue;
    const before = words.slice(0, -size);
    return { words: before.at(-1) === 'in' ? before.slice(0, -1) : before, zone };
  }
  return { words, zone: null };
}

/** An older or newer name of a zone ("asia/kolkata"), which lists of zones leave out. */
function otherName(name: string): string | undefined {
  if (!name.includes('/') || !isTimeZone(name.replaceAll(' ', '_'))) return undefined;
  return new Intl.DateTimeFormat('en', { timeZone: name.replaceAll(' ', '_') }).resolvedOptions().timeZone;
}
