// A day given in the date field stays that day.
import { describe, expect, it } from 'vitest';
import { consentDay, consentTime } from './consent-day.js';

describe('the day of a consent', () => {
  it.each(['2026-11-24', '2026-03-29', '2024-02-29', '1999-12-31'])('stays %s on the way there and back', (day) => {
    expect(consentDay(consentTime(day))).toBe(day);
  });
});
