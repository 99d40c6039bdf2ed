// An address says how it stands, worst first; the curve shows the fullest provider of each day.
import { describe, expect, it } from 'vitest';
import { sourceState, usageToday, usedByDate } from './source-words.js';

const well = { isActive: true, asideUntil: null, isOnWorker: true, warmUpDay: null };
const day = (date: string, provider: string, used: number, cap: number | null = 50) => ({
  ...{ date, provider, used, cap },
  ...{ accepted: used, deferred: 0, refused: 0, complained: 0 },
});

describe('sourceState', () => {
  it.each([
    [well, 'In use'],
    [{ ...well, warmUpDay: 4 }, 'Warming up, day 4'],
    [{ ...well, isOnWorker: null }, 'In use'],
    [{ ...well, isOnWorker: false, warmUpDay: 4 }, 'On no machine'],
    [{ ...well, asideUntil: '2026-11-24T12:00:00.000Z' }, 'Put aside'],
    [{ ...well, isActive: false, isOnWorker: false }, 'Switched off'],
  ])('of %o is %s', (source, label) => {
    expect(sourceState(source).label).toBe(label);
  });
});

describe('the use of an address', () => {
  const usage = [
    day('2026-11-24', 'google', 7),
    day('2026-11-24', 'yahoo', 50),
    day('2026-11-24', '', 9, null),
    day('2026-11-23', 'google', 20),
  ];
  it('of today counts what has a limit, the fullest first', () => {
    expect(usageToday(usage, '2026-11-24').map(({ provider }) => provider)).toEqual(['yahoo', 'google']);
  });
  it('by date is that of the fullest provider', () => {
    expect([...usedByDate(usage)]).toEqual([
      ['2026-11-24', { used: 50, cap: 50 }],
      ['2026-11-23', { used: 20, cap: 50 }],
    ]);
  });
});
