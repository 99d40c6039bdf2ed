// Wall-clock times through the changes of summer time.
import { describe, expect, it } from 'vitest';
import { readLocalTime } from './local-time.js';

const berlin = (localTime: string, offset?: string) =>
  readLocalTime({ localTime, timeZone: 'Europe/Berlin', ...(offset === undefined ? {} : { offset }) });

describe('readLocalTime', () => {
  it.each([
    ['2026-01-15T09:00', '2026-01-15T08:00:00.000Z'],
    ['2026-07-15T09:00', '2026-07-15T07:00:00.000Z'],
    ['2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
  ])('reads %s by the season', (localTime, at) => {
    expect(berlin(localTime)).toEqual({ kind: 'moment', at: new Date(at) });
  });

  it('gives both neighbours of a time that clocks skip', () => {
    expect(berlin('2027-03-28T02:30')).toEqual({
      kind: 'skipped',
      before: '2027-03-28T01:30',
      after: '2027-03-28T03:30',
    });
  });

  it('asks which of the two when clocks show a time twice, and takes the answer', () => {
    expect(berlin('2026-10-25T02:30')).toEqual({ kind: 'twice', offsets: ['+02:00', '+01:00'] });
    expect(berlin('2026-10-25T02:30', '+01:00')).toEqual({ kind: 'moment', at: new Date('2026-10-25T01:30:00Z') });
    expect(berlin('2026-10-25T02:30', '+02:00')).toEqual({ kind: 'moment', at: new Date('2026-10-25T00:30:00Z') });
    expect(berlin('2026-10-25T02:30', '+05:00')).toMatchObject({ kind: 'twice' });
  });

  it('knows no zone and no day that are not there', () => {
    expect(readLocalTime({ localTime: '2026-05-01T09:00', timeZone: 'Mars/Olympus' })).toEqual({
      kind: 'unknown-zone',
    });
    expect(readLocalTime({ localTime: '2026-05-01T09:00', timeZone: '+02:00' })).toEqual({ kind: 'unknown-zone' });
    expect(berlin('2026-02-31T09:00')).toEqual({ kind: 'unknown-time' });
  });
});
