// What is ticked among the domains that look mistyped.
import { describe, expect, it } from 'vitest';
import { chosenBefore, correctionsOf, isAnotherChoice } from './suggestions.js';

const run = {
  corrections: { 'gmial.com': 'gmail.com' },
  suggestions: [
    { domain: 'yaho.com', meant: 'yahoo.com', rows: 3 },
    { domain: 'wbe.de', meant: 'web.de', rows: 1 },
  ],
};

describe('suggestions', () => {
  it('begin with what was mended, and are another choice once a tick moved', () => {
    expect(chosenBefore(run)).toEqual(['gmial.com']);
    expect(isAnotherChoice(run, ['gmial.com'])).toBe(false);
    expect(isAnotherChoice(run, [])).toBe(true);
    expect(isAnotherChoice(run, ['wbe.de'])).toBe(true);
  });

  it('are mended as ticked, those of before and the new ones', () => {
    expect(correctionsOf(run, ['wbe.de', 'gmial.com'])).toEqual({ 'wbe.de': 'web.de', 'gmial.com': 'gmail.com' });
    expect(correctionsOf(run, ['nobody.example'])).toEqual({});
  });
});
