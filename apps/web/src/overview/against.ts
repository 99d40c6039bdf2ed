// A share beside that of the days before, in words: which way, by how much, from what.
import type { Overview } from '@doorstep/contracts';

export type Counted = 'accepted' | 'deferred' | 'refused' | 'gaveUp' | 'returned' | 'complained';
type Counts = Pick<Overview['lastDays'], Counted | 'attempted'>;

/** Below so many messages a share says more than is known. */
const FEW = 20;
/** In points: what rounds to nothing is no change. */
const SAME = 0.05;

/** Against days in which something went out: "▲ 1.2 points more than the 7 days before (95.1%)" */
export function against(numbers: Counts & { readonly days: number; readonly before: Counts }, key: Counted): string {
  const { before, days } = numbers;
  const then = `the ${days} days before`;
  if (before.attempted < FEW || numbers.attempted < FEW) return `${before[key]} of ${before.attempted} in ${then}`;
  const was = (before[key] / before.attempted) * 100;
  const change = (numbers[key] / numbers.attempted) * 100 - was;
  if (Math.abs(change) < SAME) return `as in ${then}`;
  const points = Math.abs(change).toFixed(1);
  const unit = points === '1.0' ? 'point' : 'points';
  const base = `${was.toFixed(was > 0 && was < 1 ? 2 : 1)}%`;
  return change > 0
    ? `▲ ${points} ${unit} more than ${then} (${base})`
    : `▼ ${points} ${unit} less than ${then} (${base})`;
}
