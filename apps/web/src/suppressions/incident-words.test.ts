// An incident says its numbers, and admits when it does not know what is usual.
import { describe, expect, it } from 'vitest';
import { floodHeadline, floodOutcome, floodProof } from './incident-words.js';

const flood = {
  provider: 'outlook.com',
  mxHosts: ['mx1.example'],
  held: 214,
  hard: 200,
  settled: 250,
  usualPercent: 2,
};

describe('the words of an incident', () => {
  it('name the provider, or the first host', () => {
    expect(floodHeadline(flood)).toBe('outlook.com says that 214 people do not exist');
    expect(floodHeadline({ ...flood, provider: null, held: 1 })).toBe('mx1.example says that 1 person does not exist');
  });
  it.each([
    [flood, /80.0% of 250 messages failed for good within one hour: 40 times the usual/],
    [{ ...flood, usualPercent: null }, /too little there before/],
    [{ ...flood, usualPercent: 0 }, /refused nobody in the 30 days before/],
  ])('%# say how unusual it is', (given, words) => expect(floodProof(given)).toMatch(words));
  it('say what was decided, and by whom', () => {
    expect(floodOutcome({ state: 'applied', decidedBy: 'Olga', held: 2 })).toMatch(
      /^Olga decided that the server is right: 2 failures count/,
    );
    expect(floodOutcome({ state: 'released', decidedBy: null, held: 1 })).toMatch(/1 failure was dropped/);
  });
});
