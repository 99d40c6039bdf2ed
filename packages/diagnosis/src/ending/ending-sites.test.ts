// Mail servers that a provider counts together, and the ground an estimate stands on, in a sentence.
import { describe, expect, it } from 'vitest';
import { endingBasis, endingSites, type KnownSite } from './ending-sites.js';
import { endingWords } from './ending-words.js';

const row = (own: Partial<KnownSite>): KnownSite => ({
  ...{ provider: null, host: 'mx.small.example', people: 10, othersHere: 1, othersAtProvider: 7, connections: 4 },
  ...{ sources: 1, secondsPerMessage: 2, ratePerMinute: null, pausedUntil: null, leftToday: null, ...own },
});
const limitOf = (provider: string | null) => (provider === 'google' ? 5 : null);

describe('endingSites', () => {
  it('counts servers of one provider together, and what others have due at any of them', () => {
    const google = { provider: 'google', host: 'gmail-smtp-in.l.google.com' };
    const sites = endingSites([row(google), row({ ...google, secondsPerMessage: 4 }), row({})], limitOf);
    expect(sites).toMatchObject([
      { people: 20, connections: 5, secondsPerMessage: 3, othersDue: 7 },
      { name: 'mx.small.example', people: 10, connections: 4, othersDue: 1 },
    ]);
  });
});

describe('endingBasis', () => {
  it.each([
    [
      [row({})],
      0,
      'Based on 10 first tries at 1 mail server (the pace as measured of the last messages to it) and the limits in force.',
    ],
    [
      [row({ people: 1, secondsPerMessage: null })],
      0,
      'Based on 1 first try at 1 mail server (the pace of none is known) and the limits in force.',
    ],
    [
      [row({}), row({ secondsPerMessage: null })],
      1200,
      'Based on 20 first tries at 2 mail servers (the pace of 1 as measured of the last messages), 1,200 messages of other campaigns that are due now and the limits in force.',
    ],
  ])('says it in a sentence', (rows, othersDue, words) =>
    expect(endingBasis(endingSites(rows, limitOf), othersDue)?.words).toBe(words),
  );

  it('is nothing when nobody is left to be tried', () => expect(endingBasis([], 5)).toBeNull());
});

describe('endingWords', () => {
  const now = new Date('2026-12-01T22:30:00Z');
  it.each([
    ['2026-12-01T22:40:01Z', 'UTC', '22:41 UTC'],
    ['2026-12-01T22:50:00Z', 'Europe/Berlin', '23:50 Europe/Berlin'],
    ['2026-12-02T08:01:00Z', 'UTC', 'Wednesday 2 December, 08:05 UTC'],
  ])('says %s in %s as %s', (at, timeZone, words) =>
    expect(
      endingWords({ kind: 'about', lastAt: new Date(at), because: 'because', isRough: false }, timeZone, now),
    ).toBe(`The last message leaves about ${words}, because.`),
  );
});
