// The days of a month as rows of a calendar: whole weeks from Monday, those of the months beside it included.

export interface CalendarDay {
  /** "2026-12-01" */
  readonly date: string;
  readonly isInMonth: boolean;
}

const DAY_MS = 86_400_000;

/** @param month "2026-12" */
export function weeksOf(month: string): CalendarDay[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks: CalendarDay[][] = [];
  for (let start = monday; start === monday || isoDay(start).startsWith(month); start += 7 * DAY_MS)
    weeks.push(
      Array.from({ length: 7 }, (_, day) => {
        const date = isoDay(start + day * DAY_MS);
        return { date, isInMonth: date.startsWith(month) };
      }),
    );
  return weeks;
}

/** The month so many months later: "2026-12" and 1 give "2027-01". */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
