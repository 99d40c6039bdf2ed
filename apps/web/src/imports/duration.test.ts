// Rough durations read well at every size.
import { describe, expect, it } from 'vitest';
import { duration } from './duration.js';

describe('duration', () => {
  it.each([
    [0, '1 second'],
    [5.4, '5 seconds'],
    [89, '89 seconds'],
    [90, '2 minutes'],
    [3600, '60 minutes'],
    [7200, '2 hours'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});
