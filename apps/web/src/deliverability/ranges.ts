// The time the page looks at, as its address holds it: "7d", a month "2026-10", or days "2026-10-01..2026-10-14" of this device.

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

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @returns null for what is no range of ours: the page then shows its usual one */
export function askedRange(text: string): AskedRange | null {
  const days = /^(\d{1,3})d$/.exec(text);
  if (days) return Number(days[1]) >= 1 && Number(days[1]) <= 366 ? { days: Number(days[1]) } : null;
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

const between = (from: Date, until: Date): AskedRange => ({ from: from.toISOString(), until: until.toISOString() });

function localMidnight(day: string): Date | null {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = new Date(year, month - 1, date);
  return at.getMonth() === month - 1 && at.getDate() === date ? at : null;
}
