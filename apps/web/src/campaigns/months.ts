// Months of the calendar as they are chosen: this one and those before it, newest first.

const MONTHS = 24;

export function lastMonths(now: Date): string[] {
  return Array.from({ length: MONTHS }, (_, back) => {
    const first = new Date(now.getFullYear(), now.getMonth() - back, 1);
    return `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, '0')}`;
  });
}

const words = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "October 2026"; what is no month stays as it is written. */
export function monthWords(month: string): string {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? words.format(new Date(`${month}-01T00:00:00Z`)) : month;
}
