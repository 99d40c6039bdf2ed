// Trends and rules in words.
import { describe, expect, it } from 'vitest';
import { headlineOf, ruleInWords, trendOf, weeksInWords } from './chronic-words';

describe('the words of chronic bounces', () => {
  it.each([
    [0, 0, 'quiet for two weeks'],
    [0, 4, 'quiet this week'],
    [3, 0, '3 failed this week'],
    [5, 2, '5 failed this week ↑ 2 before'],
    [1, 2, '1 failed this week ↓ 2 before'],
    [2, 2, '2 failed this week → 2 before'],
  ])('compare %i this week with %i before', (newThisWeek, newWeekBefore, words) => {
    expect(trendOf({ newThisWeek, newWeekBefore })).toBe(words);
  });

  it.each([
    [[0, 0, 0], 'Nobody failed in the last 3 weeks'],
    [[0, 5, 2], 'People who failed in each of the last 3 weeks: 0, 5, 2. Most 1 week ago'],
    [[1, 0, 7], 'People who failed in each of the last 3 weeks: 1, 0, 7. Most this week'],
  ])('name a chart of %j', (weeks, words) => {
    expect(weeksInWords(weeks)).toBe(words);
  });

  it('begin with the cause, and say the rule', () => {
    expect(headlineOf({ cause: 'the mailbox is full', place: 'GMX' })).toBe('The mailbox is full · GMX');
    expect(ruleInWords({ failures: 3, ofLast: 5, overDays: 14 })).toBe(
      '3 of the last 5 campaigns failed, over 14 days or more',
    );
    expect(ruleInWords({ failures: 2, ofLast: 2, overDays: 0 })).toBe('2 of the last 2 campaigns failed');
  });
});
