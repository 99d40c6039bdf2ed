// What waits takes as long as it takes; without movement nobody can say.
import { describe, expect, it } from 'vitest';
import { minutesLeft, roughly } from './eta-words.js';

describe('minutesLeft', () => {
  it('rounds up to whole minutes', () => {
    expect(minutesLeft(100, 60)).toBe(2);
    expect(minutesLeft(1, 60)).toBe(1);
  });
  it('says nothing where nothing waits or moves', () => {
    expect(minutesLeft(0, 60)).toBeNull();
    expect(minutesLeft(100, 0)).toBeNull();
  });
});

describe('roughly', () => {
  it.each([
    [1, 'about a minute'],
    [89, 'about 89 minutes'],
    [90, 'about 2 hours'],
    [60 * 47, 'about 47 hours'],
    [60 * 72, 'about 3 days'],
  ])('says %i minutes as people do', (minutes, words) => {
    expect(roughly(minutes)).toBe(words);
  });
});
