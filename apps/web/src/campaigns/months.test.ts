// Months go back over the turn of a year, and are written out.
import { describe, expect, it } from 'vitest';
import { lastMonths, monthWords } from './months';

describe('months', () => {
  it('go back from this one', () => {
    expect(lastMonths(new Date(2026, 0, 31)).slice(0, 3)).toEqual(['2026-01', '2025-12', '2025-11']);
    expect(monthWords('2025-12')).toBe('December 2025');
    expect(monthWords('<b>')).toBe('<b>');
  });
});
