// Two days of the reader's calendar as the moments between which they lie.

/** @returns null when the last day comes before the first, or one is no day */
export function dayRange(first: string, last: string): { from: string; to: string } | null {
  const from = new Date(`${first}T00:00:00`);
  const to = new Date(`${last}T00:00:00`);
  to.setDate(to.getDate() + 1);
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) || to <= from) return null;
  return { from: from.toISOString(), to: to.toISOString() };
}
