// Windows over nights, weekends, changes of the clocks and several zones.
import { describe, expect, it } from 'vitest';
import { openStretch, type SendingWindow } from './sending-window.js';

const office: SendingWindow = { days: [1, 2, 3, 4, 5], from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' };
const show = (windows: readonly SendingWindow[], now: string) => {
  const found = openStretch(windows, new Date(now));
  return found && `${found.from.toISOString().slice(0, 16)}/${found.until.toISOString().slice(0, 16)}`;
};

describe('openStretch', () => {
  it.each([
    {
      name: 'is open from now to the end of the day',
      now: '2026-12-01T09:00Z',
      is: '2026-12-01T09:00/2026-12-01T17:00',
    },
    { name: 'opens the next morning after the end', now: '2026-12-01T17:00Z', is: '2026-12-02T07:00/2026-12-02T17:00' },
    { name: 'leaves the weekend out', now: '2026-11-27T18:00Z', is: '2026-11-30T07:00/2026-11-30T17:00' },
    {
      name: 'keeps to the clock over the change to summer',
      now: '2027-03-26T18:00Z',
      is: '2027-03-29T06:00/2027-03-29T16:00',
    },
  ])('$name', ({ now, is }) => {
    expect(show([office], now)).toBe(is);
  });

  it('joins days that touch at midnight', () => {
    const week = { days: [1, 2, 3, 4, 5], from: '00:00', until: '24:00', timeZone: 'UTC' };
    expect(show([week], '2026-11-28T12:00Z')).toBe('2026-11-30T00:00/2026-12-05T00:00');
  });

  it('is open where all windows are', () => {
    const evening = { days: [1, 2, 3, 4, 5, 6, 7], from: '10:00', until: '22:00', timeZone: 'America/New_York' };
    expect(show([office, evening], '2026-12-01T06:00Z')).toBe('2026-12-01T15:00/2026-12-01T17:00');
  });

  it('says so when they never are', () => {
    expect(openStretch([office, { ...office, days: [6, 7] }], new Date('2026-12-01T06:00Z'))).toBeNull();
  });

  it('begins hours that the clocks skip when the clocks go on', () => {
    const night = { days: [7], from: '02:30', until: '04:00', timeZone: 'Europe/Berlin' };
    expect(show([night], '2027-03-28T00:00Z')).toBe('2027-03-28T01:30/2027-03-28T02:00');
  });
});
