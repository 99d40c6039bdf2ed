// The days of a series over months and changes of the clocks.
import { describe, expect, it } from 'vitest';
import type { SeriesRule } from './series.js';
import { nextOccurrences, seriesSentence } from './series-times.js';

const times = (rule: SeriesRule, own: object = {}) => ({
  ...{ rule, clock: '09:00', timeZone: 'Europe/Berlin', startsOn: '2026-11-27', untilOn: null, mostIssues: null },
  ...own,
});
const now = new Date('2026-11-27T08:30:00Z');
const dates = (rule: SeriesRule, own: object = {}, count = 4) =>
  nextOccurrences(times(rule, own), now, count).map(({ date }) => date.slice(5));

describe('nextOccurrences', () => {
  it.each<[string, SeriesRule, string[]]>([
    ['every day', { kind: 'daily', every: 1 }, ['11-28', '11-29', '11-30', '12-01']],
    ['every third day from its first', { kind: 'daily', every: 3 }, ['11-30', '12-03', '12-06', '12-09']],
    ['days of the week', { kind: 'weekly', every: 1, days: [2, 5] }, ['12-01', '12-04', '12-08', '12-11']],
    ['every second week', { kind: 'weekly', every: 2, days: [2] }, ['12-08', '12-22', '01-05', '01-19']],
    ['a day of the month, or its last', { kind: 'monthly', day: 31 }, ['11-30', '12-31', '01-31', '02-28']],
    ['the first Monday', { kind: 'monthly_weekday', nth: 1, weekday: 1 }, ['12-07', '01-04', '02-01', '03-01']],
    ['the last Friday', { kind: 'monthly_weekday', nth: -1, weekday: 5 }, ['12-25', '01-29', '02-26', '03-26']],
  ])('gives %s', (_, rule, found) => expect(dates(rule)).toEqual(found));

  it('begins and ends with its days', () => {
    expect(dates({ kind: 'daily', every: 1 }, { startsOn: '2027-02-01' }, 1)).toEqual(['02-01']);
    expect(dates({ kind: 'daily', every: 1 }, { untilOn: '2026-11-29' })).toEqual(['11-28', '11-29']);
    expect(dates({ kind: 'daily', every: 1 }, { untilOn: '2026-11-01' })).toEqual([]);
  });

  it('keeps its time on the clock when the clocks change, one a day also where they skip or repeat it', () => {
    const at = (clock: string, after: string) =>
      nextOccurrences(times({ kind: 'daily', every: 1 }, { clock }), new Date(after), 3).map((one) =>
        one.at.toISOString().slice(5, 16),
      );
    expect(at('09:00', '2027-03-26T12:00:00Z')).toEqual(['03-27T08:00', '03-28T07:00', '03-29T07:00']);
    expect(at('02:30', '2027-03-26T12:00:00Z')).toEqual(['03-27T01:30', '03-28T01:30', '03-29T00:30']);
    expect(at('02:30', '2027-10-30T12:00:00Z')).toEqual(['10-31T00:30', '11-01T01:30', '11-02T01:30']);
    expect(
      nextOccurrences(times({ kind: 'daily', every: 1 }, { clock: '02:30' }), new Date('2027-10-31T00:30:00Z'), 1)[0]!
        .date,
    ).toBe('2027-11-01');
  });

  it('goes by the day of its zone', () => {
    const far = { timeZone: 'Pacific/Auckland', startsOn: '2026-11-28' };
    expect(nextOccurrences(times({ kind: 'daily', every: 1 }, far), now, 1)[0]).toEqual({
      ...{ date: '2026-11-28', at: new Date('2026-11-27T20:00:00Z') },
    });
  });
});

describe('seriesSentence', () => {
  it.each<[SeriesRule, object, string]>([
    [{ kind: 'weekly', every: 1, days: [5, 2] }, {}, 'Every Tuesday and Friday at 09:00 Europe/Berlin'],
    [
      { kind: 'weekly', every: 2, days: [1] },
      { mostIssues: 6 },
      'Every 2 weeks on Monday at 09:00 Europe/Berlin, 6 times at most',
    ],
    [
      { kind: 'monthly', day: 1 },
      { untilOn: '2027-01-31' },
      'Every month on day 1 at 09:00 Europe/Berlin, until 2027-01-31',
    ],
    [{ kind: 'monthly_weekday', nth: -1, weekday: 5 }, {}, 'Every month on the last Friday at 09:00 Europe/Berlin'],
  ])('says %j', (rule, own, words) => expect(seriesSentence(times(rule, own))).toBe(words));
});
