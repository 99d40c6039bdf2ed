import { describe, expect, it } from 'vitest';
import { readConsentDate } from './consent-date.js';

const now = new Date('2026-11-27T12:00:00Z');

describe('readConsentDate', () => {
  it.each([
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2024-02-29T18:30:00+01:00', '2024-02-29T17:30:00.000Z'],
    ['2024-02-29 18:30:05.123456', '2024-02-29T18:30:05.000Z'],
    ['2024/2/9', '2024-02-09T00:00:00.000Z'],
    [' 9.2.2024 ', '2024-02-09T00:00:00.000Z'],
    ['29.02.2024, 18:30', '2024-02-29T18:30:00.000Z'],
    ['29/02/2024', '2024-02-29T00:00:00.000Z'],
    ['02/29/2024 08:05', '2024-02-29T08:05:00.000Z'],
    ['05/05/2024', '2024-05-05T00:00:00.000Z'],
  ])('%s', (text, at) => {
    expect(readConsentDate(text, now)).toEqual({ at: new Date(at) });
  });

  it.each([
    ['31.02.2024', 'unreadable'],
    ['2023-02-29', 'unreadable'],
    ['2024-13-01', 'unreadable'],
    ['0024-01-01', 'unreadable'],
    ['yesterday', 'unreadable'],
    ['45292', 'unreadable'],
    ['', 'unreadable'],
    ['03/04/2024', 'ambiguous'],
    ['2026-11-30', 'in_future'],
  ])('%s is %s', (text, problem) => {
    expect(readConsentDate(text, now)).toEqual({ problem });
  });

  it('takes the day that has begun east of here', () => {
    expect(readConsentDate('2026-11-28', now)).toHaveProperty('at');
  });
});
