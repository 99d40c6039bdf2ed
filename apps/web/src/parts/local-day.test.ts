// A day is the reader's, not that of Greenwich.
import { describe, expect, it } from 'vitest';
import { localDay } from './local-day.js';

describe('localDay', () => {
  it('is the day of this device in its first and in its last minute', () => {
    expect(localDay(new Date(2026, 10, 5, 0, 1))).toBe('2026-11-05');
    expect(localDay(new Date(2026, 10, 5, 23, 59))).toBe('2026-11-05');
  });
});
