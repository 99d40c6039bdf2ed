// Days as moments: the last day is included, and a wrong order is no range.
import { describe, expect, it } from 'vitest';
import { dayRange } from './day-range.js';

describe('dayRange', () => {
  it('includes the last day', () => {
    const range = dayRange('2026-11-12', '2026-11-13');
    expect(new Date(range!.to).getTime() - new Date(range!.from).getTime()).toBe(2 * 86_400_000);
  });
  it.each([
    ['2026-11-13', '2026-11-12'],
    ['', '2026-11-12'],
    ['2026-11-12', 'soon'],
  ])('is none from %s to %s', (first, last) => expect(dayRange(first, last)).toBeNull());
});
