// Every rule reads as a sentence with its own numbers, and differences are named by what stands on the page.
import { consequenceDefaults } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { differences, guardSentence, ruleSentence } from './rule-words.js';

const { groups, guard } = consequenceDefaults;

describe('ruleSentence', () => {
  it.each([
    [groups.gone, 'The first failure suppresses the address. It stays so until somebody lifts it.'],
    [groups.switched_off, /^A second failure at least 7 days after the first/],
    [
      groups.full,
      /^5 failures with nothing accepted between, over at least 30 days, .*After 90 days it ends by itself and one message is tried/,
    ],
    [{ ...groups.full, days: 0, failures: 2 }, /^2 failures with nothing accepted between, suppress/],
    [{ ...groups.full, action: 'never' as const }, /every campaign tries again/],
  ])('%# says its numbers', (rule, words) =>
    expect(ruleSentence(rule)).toEqual(typeof words === 'string' ? words : expect.stringMatching(words)),
  );
});

describe('guardSentence', () => {
  it('says the three conditions, and what being off means', () => {
    expect(guardSentence(guard)).toMatch(
      /When 25 people or more .* 30% or more .* 5 times the usual, nobody is suppressed\..* 48 hours/,
    );
    expect(guardSentence({ ...guard, isOn: false })).toMatch(/everybody there is suppressed/);
  });
});

describe('differences', () => {
  it('names what was changed, whatever the order of its parts', () => {
    const reordered = {
      ...consequenceDefaults,
      guard: Object.fromEntries(Object.entries(guard).reverse()) as typeof guard,
    };
    expect(differences(consequenceDefaults, reordered)).toEqual([]);
    const changed = {
      ...consequenceDefaults,
      acceptsToForget: 2,
      groups: { ...groups, full: { ...groups.full, days: 60 } },
    };
    expect(differences(consequenceDefaults, changed)).toEqual(['Mailbox full', 'When failures are forgotten']);
  });
});
