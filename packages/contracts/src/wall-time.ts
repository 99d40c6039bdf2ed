// Wall-clock times in a named zone: which instants a local time is, when it does not exist, when it exists twice.

export interface LocalInstant {
  readonly at: Date;
  /** "+01:00" */
  readonly offset: string;
}

const parts = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = parts.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  parts.set(timeZone, format);
  return format;
}

/** The clock on the wall of the zone at that instant, as minutes of a clock without zones. */
export function wallMinutesAt(at: number, timeZone: string): number {
  const found = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = found;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) / 60_000;
}

const offsetMinutes = (at: number, timeZone: string): number => wallMinutesAt(at, timeZone) - Math.floor(at / 60_000);

export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const minutesOf = (localTime: string): number => Date.parse(`${localTime}:00Z`) / 60_000;

/** "2026-12-01T09:00" for that instant in the zone. */
export function localTimeAt(at: Date, timeZone: string): string {
  return new Date(wallMinutesAt(at.getTime(), timeZone) * 60_000).toISOString().slice(0, 16);
}

/** The zone's offsets a day before and a day after: they differ only around a change of the clocks. */
const offsetsAround = (wall: number, timeZone: string): [before: number, after: number] => [
  offsetMinutes((wall - 24 * 60) * 60_000, timeZone),
  offsetMinutes((wall + 24 * 60) * 60_000, timeZone),
];

/**
 * All instants at which a clock of the zone shows this local time: none in the hour that is left out in spring,
 * two in the hour that comes twice in autumn.
 *
 * @param localTime "YYYY-MM-DDTHH:MM"
 */
export function instantsOf(localTime: string, timeZone: string): LocalInstant[] {
  const wall = minutesOf(localTime);
  return [...new Set(offsetsAround(wall, timeZone))]
    .map((offset) => ({ at: new Date((wall - offset) * 60_000), offset: offsetText(offset) }))
    .filter(({ at }) => wallMinutesAt(at.getTime(), timeZone) === wall)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** For a local time that does not exist: the same time by the clock before the change, and by the one after it. */
export function nearestTo(localTime: string, timeZone: string): [earlier: string, later: string] {
  const wall = minutesOf(localTime);
  const [before, after] = offsetsAround(wall, timeZone);
  const seen = (offset: number) => localTimeAt(new Date((wall - offset) * 60_000), timeZone);
  return [seen(after), seen(before)];
}

/** "Tuesday 1 December 2026, 09:00 Europe/Berlin (08:00 UTC)": nobody can read it two ways. */
export function scheduleSentence(at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  }).format(at);
  const clock = localTimeAt(at, timeZone).slice(11);
  const inUtc = at.toISOString();
  const isSameDay = localTimeAt(at, timeZone).slice(0, 10) === inUtc.slice(0, 10);
  return `${day.replace(',', '')}, ${clock} ${timeZone} (${isSameDay ? '' : `${inUtc.slice(0, 10)} `}${inUtc.slice(11, 16)} UTC)`;
}

/** "in 6 days 21 h", "in 3 h 20 min", "in 4 min"; "in less than a minute", or "over" once it is. */
export function untilWords(at: Date, now: Date): string {
  const minutes = Math.floor((at.getTime() - now.getTime()) / 60_000);
  if (at <= now) return 'over';
  if (minutes < 1) return 'in less than a minute';
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const dayWords = days === 1 ? '1 day' : `${days} days`;
  if (days > 0) return hours === 0 ? `in ${dayWords}` : `in ${dayWords} ${hours} h`;
  if (hours > 0) return rest === 0 ? `in ${hours} h` : `in ${hours} h ${rest} min`;
  return `in ${rest} min`;
}
