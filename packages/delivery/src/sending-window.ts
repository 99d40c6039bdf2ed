// Days and hours in which mail may go: when they are open now, or open next, by the clock of their zone.

/** Hours of certain days on the clock of a zone. `until` may be "24:00". */
export interface SendingWindow {
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
  readonly timeZone: string;
}

export interface OpenStretch {
  readonly from: Date;
  readonly until: Date;
}

/** Looked ahead so far: a window on one day a week meets another on every day of it. */
const DAYS_AHEAD = 15;

/**
 * The stretch of time in which all windows are open: the one `now` lies in, or the next.
 *
 * Hours that the clocks skip begin when the clocks go on (RFC 9557, disambiguation "compatible"); hours that come twice are open
 * from the first to the last.
 *
 * @returns null when they are never open together within two weeks
 * @throws RangeError for a zone that is not known: a bug of the caller, who checks what people write
 */
export function openStretch(windows: readonly SendingWindow[], now: Date): OpenStretch | null {
  let common: readonly OpenStretch[] = [{ from: now, until: new Date(8.64e15) }];
  for (const window of windows) common = meet(common, stretchesOf(window, now));
  return common[0] ?? null;
}

function stretchesOf(window: SendingWindow, now: Date): OpenStretch[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(window.timeZone).toPlainDate();
  return Array.from({ length: DAYS_AHEAD }, (_, days) => today.add({ days }))
    .filter((day) => window.days.includes(day.dayOfWeek))
    .map((day) => ({
      from: at(day, window.from, window.timeZone, 'earlier'),
      until: at(day, window.until, window.timeZone, 'later'),
    }))
    .filter((stretch) => stretch.until > now && stretch.until > stretch.from)
    .reduce<OpenStretch[]>(joined, []);
}

/** A day that ends at 24:00 goes on into one that begins at 00:00. */
function joined(before: OpenStretch[], stretch: OpenStretch): OpenStretch[] {
  const last = before.at(-1);
  if (last === undefined || stretch.from > last.until) return [...before, stretch];
  return [...before.slice(0, -1), { from: last.from, until: stretch.until }];
}

function at(day: Temporal.PlainDate, clock: string, timeZone: string, disambiguation: 'earlier' | 'later'): Date {
  const wall =
    clock === '24:00' ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(Temporal.PlainTime.from(clock));
  const isSkipped = !wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).toPlainDateTime().equals(wall);
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: isSkipped ? 'compatible' : disambiguation });
  return new Date(moment.epochMilliseconds);
}

function meet(one: readonly OpenStretch[], other: readonly OpenStretch[]): OpenStretch[] {
  return one
    .flatMap((a) => other.map((b) => ({ from: later(a.from, b.from), until: earlier(a.until, b.until) })))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}

const later = (a: Date, b: Date) => new Date(Math.max(a.getTime(), b.getTime()));
const earlier = (a: Date, b: Date) => new Date(Math.min(a.getTime(), b.getTime()));
