// When a campaign ends, in a sentence for a person in her time zone.
import type { Ending } from './estimate-end.js';

const HOUR_MS = 3_600_000;

/** @param timeZone an IANA zone; times are said in it, with their day when that is not today's */
export function endingWords(ending: Ending, timeZone: string, now: Date): string {
  const rough =
    'isRough' in ending && ending.isRough ? ' Many of these mail servers were never sent to: it is rough.' : '';
  switch (ending.kind) {
    case 'about':
      return `The last message leaves about ${when(ending.lastAt, timeZone, now)}, ${ending.because}.${rough}`;
    case 'not_before':
      return `The last message leaves not before ${when(ending.lastAt, timeZone, now)}, ${ending.because}.`;
    case 'unknown':
      return `When the last message leaves cannot be told yet: ${ending.because}.`;
    case 'retries': {
      const people =
        ending.retrying === 1 ? '1 person is' : `${new Intl.NumberFormat('en').format(ending.retrying)} people are`;
      const until = ending.until === null ? '' : `, until ${when(ending.until, timeZone, now)} at the latest`;
      return `Everybody was tried once. ${people} tried again${until}.`;
    }
    case 'done':
      return 'Everybody was tried.';
    default:
      return ending satisfies never;
  }
}

/** "11:40 Europe/Berlin", with its day when that is not today; rounded up to what an estimate can mean. */
function when(at: Date, timeZone: string, now: Date): string {
  const stepMs = at.getTime() - now.getTime() < HOUR_MS ? 60_000 : 300_000;
  const rounded = new Date(Math.ceil(at.getTime() / stepMs) * stepMs);
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const said = `${clock.format(rounded)} ${timeZone}`;
  if (day.format(rounded) === day.format(now) && rounded.getTime() - now.getTime() < 24 * HOUR_MS) return said;
  return `${day.format(rounded).replace(',', '')}, ${said}`;
}
