// What people type for a time: read as they mean it, or refused with the word that was not understood.
import { describe, expect, it } from 'vitest';
import { readTime } from './read-time.js';

/** A Wednesday, 12:30 in Berlin. */
const now = new Date('2026-11-25T11:30:20Z');
const read = (text: string, zone = 'Europe/Berlin') => {
  const found = readTime(text, zone, now);
  return found.kind === 'time' ? `${found.localTime} ${found.timeZone}` : found.words;
};

describe('readTime', () => {
  it.each([
    ['tomorrow 9:00', '2026-11-26T09:00'],
    ['9am tomorrow', '2026-11-26T09:00'],
    ['tomorrow at 9', '2026-11-26T09:00'],
    ['Tuesday 09:00', '2026-12-01T09:00'],
    ['next Tuesday, 9.30 pm', '2026-12-01T21:30'],
    ['wednesday 13:00', '2026-11-25T13:00'],
    ['wednesday 12:00', '2026-12-02T12:00'],
    ['13:00', '2026-11-25T13:00'],
    ['09:00', '2026-11-26T09:00'],
    ['today noon', '2026-11-25T12:00'],
    ['2026-12-01 09:00', '2026-12-01T09:00'],
    ['2026-12-01T09:00', '2026-12-01T09:00'],
    ['1 December 9:00', '2026-12-01T09:00'],
    ['December 1st 2027 at 9:00', '2027-12-01T09:00'],
    ['Tue 1 Dec 2026, 09:00', '2026-12-01T09:00'],
    ['1 March 8:00', '2027-03-01T08:00'],
    ['day after tomorrow 7:15', '2026-11-27T07:15'],
    ['in 2 hours', '2026-11-25T14:30'],
    ['in 90 min', '2026-11-25T14:00'],
    ['in 1h and 30 minutes', '2026-11-25T14:00'],
    ['in 3 days at 9:00', '2026-11-28T09:00'],
    ['in a week', '2026-12-02T12:30'],
    ['morgen 9 Uhr', '2026-11-26T09:00'],
    ['übermorgen um 17 Uhr 30', '2026-11-27T17:30'],
    ['Dienstag um 9 Uhr', '2026-12-01T09:00'],
    ['am 1.12. um 9:00', '2026-12-01T09:00'],
    ['1. Dezember 2026 9.00 Uhr', '2026-12-01T09:00'],
    ['in einer Stunde', '2026-11-25T13:30'],
    ['in 2 Tagen 9 Uhr', '2026-11-27T09:00'],
  ])('reads “%s”', (text, localTime) => expect(read(text)).toBe(`${localTime} Europe/Berlin`));

  it.each([
    ['Tuesday 09:00 Berlin', '2026-12-01T09:00 Europe/Berlin'],
    ['tomorrow 9:00 America/New_York', '2026-11-26T09:00 America/New_York'],
    ['9:00 new york', '2026-11-25T09:00 America/New_York'],
    ['2026-12-01T09:00Z', '2026-12-01T09:00 UTC'],
    ['in 2 hours in Tokyo', '2026-11-25T22:30 Asia/Tokyo'],
  ])('takes the zone of “%s” from the text', (text, found) => expect(read(text, 'America/New_York')).toBe(found));

  it.each([
    ['', /No time/],
    ['sometime soon', /“sometime” is no part/],
    ['now', /“now”/],
    ['sofort', /“sofort”/],
    ['tomorrow', /no time of day/],
    ['tomorrow morning', /“morning”/],
    ['Dienstag morgen 9 Uhr', /do not belong together/],
    ['Monday 1 December 2026 9:00', /do not belong together/],
    ['9', /Write 09:00/],
    ['tomorrow 25:00', /no such time of day/],
    ['tomorrow 24:00', /begins with it/],
    ['tomorrow 9:75', /no such time/],
    ['31 February 9:00', /no day/],
    ['2026-02-30 9:00', /no day/],
    ['1/12 9:00', /one day for some/],
    ['in 0 minutes', /too near/],
    ['in 9999 days', /two years/],
    ['in a while', /After “in”/],
    ['in two hours', /After “in”/],
    ['1.12. 2.12. 9:00', /Two days/],
    ['tomorrow 9:00 10:00', /“10:00”/],
    ['9:00 Atlantis', /“atlantis”/],
    ["'; DROP TABLE campaign; --", /no part of a time/],
    ['9:00 '.repeat(20), /more than a time/],
  ])('refuses “%s” and says why', (text, why) => expect(read(text)).toMatch(why));

  it('names the instant where clocks show the hour twice', () => {
    const autumn = new Date('2026-10-25T00:00:00Z');
    const offsets = ['in 30 minutes', 'in 90 minutes'].map((text) => readTime(text, 'Europe/Berlin', autumn));
    expect(offsets).toMatchObject([
      { localTime: '2026-10-25T02:30', offset: '+02:00' },
      { localTime: '2026-10-25T02:30', offset: '+01:00' },
    ]);
  });
});
