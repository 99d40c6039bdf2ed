// Local times of zones that change their clocks: none, one or two instants, never a guess.
import { describe, expect, it } from 'vitest';
import { instantsOf, localTimeAt, nearestTo, scheduleSentence, untilWords } from './wall-time.js';

const found = (localTime: string, zone = 'Europe/Berlin') =>
  instantsOf(localTime, zone).map(({ at, offset }) => `${at.toISOString().slice(0, 16)} ${offset}`);

describe('instantsOf', () => {
  it('gives one instant for an ordinary time', () => {
    expect(found('2026-12-01T09:00')).toEqual(['2026-12-01T08:00 +01:00']);
    expect(found('2026-12-01T09:00', 'Asia/Kathmandu')).toEqual(['2026-12-01T03:15 +05:45']);
  });

  it('gives none in the hour that spring leaves out', () => {
    expect(found('2027-03-28T02:30')).toEqual([]);
    expect(found('2027-03-28T03:00')).toEqual(['2027-03-28T01:00 +02:00']);
  });

  it('gives both in the hour that autumn has twice', () => {
    expect(found('2026-10-25T02:30')).toEqual(['2026-10-25T00:30 +02:00', '2026-10-25T01:30 +01:00']);
  });
});

describe('nearestTo', () => {
  it('offers the time by the clock before the change and by the one after it, as the API does', () => {
    expect(nearestTo('2027-03-28T02:30', 'Europe/Berlin')).toEqual(['2027-03-28T01:30', '2027-03-28T03:30']);
  });
});

describe('scheduleSentence', () => {
  it('says day, clock, zone and UTC', () => {
    const at = new Date('2026-12-01T08:00:00Z');
    expect(scheduleSentence(at, 'Europe/Berlin')).toBe('Tuesday 1 December 2026, 09:00 Europe/Berlin (08:00 UTC)');
  });

  it('names the day of UTC when it is another one', () => {
    const at = new Date('2026-12-01T23:30:00Z');
    expect(scheduleSentence(at, 'Asia/Tokyo')).toBe(
      'Wednesday 2 December 2026, 08:30 Asia/Tokyo (2026-12-01 23:30 UTC)',
    );
  });
});

describe('localTimeAt', () => {
  it('reads the clock of the zone', () => {
    expect(localTimeAt(new Date('2026-07-01T12:00:00Z'), 'America/New_York')).toBe('2026-07-01T08:00');
  });
});

describe('untilWords', () => {
  const now = new Date('2026-11-24T11:00:00Z');
  it.each([
    ['2026-12-01T08:00:00Z', 'in 6 days 21 h'],
    ['2026-11-25T11:00:30Z', 'in 1 day'],
    ['2026-11-24T14:20:00Z', 'in 3 h 20 min'],
    ['2026-11-24T11:04:59Z', 'in 4 min'],
    ['2026-11-24T11:00:01Z', 'in less than a minute'],
    ['2026-11-24T11:00:00Z', 'over'],
  ])('%s is %s', (at, words) => expect(untilWords(new Date(at), now)).toBe(words));
});
