// A day given in the date field stays that day.
import { describe, expect, it } from 'vitest';
import { consentDay, consentTime, dayFault } from './consent-day.js';

describe('the day of a consent', () => {
  it.each(['2026-11-24', '2026-03-29', '2024-02-29', '1999-12-31'])('stays %s on the way there and back', (day) => {
    expect(consentDay(consentTime(day))).toBe(day);
  });

  it('must be given where no column says it, and must have been', () => {
    const today = '2026-11-27';
    expect(dayFault('', false, today)).toMatch(/Say since when/);
    expect(dayFault('', true, today)).toBeNull();
    expect(dayFault('2026-11-28', true, today)).toMatch(/still to come/);
    expect(dayFault(today, false, today)).toBeNull();
  });
});
