// The time the page looks at, as its address holds it: "7d", the days before those "7d-before", a month "2026-10", or days
// "2026-10-01..2026-10-14" of this device.

export interface AskedRange {
  readonly days?: number;
  readonly from?: string;
  readonly until?: string;
}

export const lastDays = [
  { value: '7d', label: 'Last 7 days' },
  { value: '28d', label: 'Last 28 days' },
  { value: '90d', label: 'Last 90 days' },
] as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * @param now what the last days end at
 * @returns null for what is no range of ours: the page then shows its usual one
 */
export function askedRange(text: string, now = new Date()): AskedRange | null {
  const days = /^(\d{1,3})d(-before)?$/.exec(text);
  if (days) {
    const many = Number(days[1]);
    if (many < 1 || many > 366) return null;
    return days[2] === undefined ? { days: many } : daysBefore(many, now);
  }
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (month) {
    const [year, number] = [Number(month[1]), Number(month[2])];
    return between(new Date(year, number - 1, 1), new Date(year, number, 1));
  }
  const [first, last] = text.split('..');
  if (!first || !last || !DAY.test(first) || !DAY.test(last)) return null;
  const [from, until] = [localMidnight(first), localMidnight(last)];
  if (from === null || until === null || until < from) return null;
  until.setDate(until.getDate() + 1);
  return between(from, until);
}

/** As many days right before the last ones, which end with the hour that runs. */
function daysBefore(days: number, now: Date): AskedRange {
  const until = (Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS - days * DAY_MS;
  return between(new Date(until - days * DAY_MS), new Date(until));
}

const between = (from: Date, until: Date): AskedRange => ({ from: from.toISOString(), until: until.toISOString() });

function localMidnight(day: string): Date | null {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = new Date(year, month - 1, date);
  return at.getMonth() === month - 1 && at.getDate() === date ? at : null;
}
