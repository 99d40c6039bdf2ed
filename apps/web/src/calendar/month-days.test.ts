// Weeks of a month from Monday to Sunday, and the months around a new year.
import { expect, it } from 'vitest';
import { monthAfter, weeksOf } from './month-days';

it('gives whole weeks, no more than the month needs', () => {
  const december = weeksOf('2026-12');
  expect(december).toHaveLength(5);
  expect(december[0]!.map(({ date, isInMonth }) => `${date.slice(5)} ${isInMonth}`).slice(0, 2)).toEqual([
    '11-30 false',
    '12-01 true',
  ]);
  expect(december.at(-1)!.at(-1)).toEqual({ date: '2027-01-03', isInMonth: false });
  expect(weeksOf('2027-02').flat()).toHaveLength(28);
  expect(weeksOf('2026-11').flat()).toHaveLength(42);
});

it('goes over the new year both ways', () => {
  expect([monthAfter('2026-12', 1), monthAfter('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
});
