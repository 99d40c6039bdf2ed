// Ranges of the page as its address holds them: what is none of ours is not guessed at.
import { describe, expect, it } from 'vitest';
import { askedRange } from './ranges.js';

describe('askedRange', () => {
  it('reads the last days, a month and days of this device, the last one included', () => {
    expect(askedRange('28d')).toEqual({ days: 28 });
    const october = askedRange('2026-10')!;
    expect([new Date(october.from!), new Date(october.until!)]).toEqual([new Date(2026, 9, 1), new Date(2026, 10, 1)]);
    const some = askedRange('2026-02-27..2026-02-28')!;
    expect([new Date(some.from!), new Date(some.until!)]).toEqual([new Date(2026, 1, 27), new Date(2026, 2, 1)]);
  });

  it('reads the days before the last ones: they end where those begin, at a full hour', () => {
    expect(askedRange('7d-before', new Date('2026-10-20T09:30:00Z'))).toEqual({
      from: '2026-10-06T10:00:00.000Z',
      until: '2026-10-13T10:00:00.000Z',
    });
  });

  it.each([
    '',
    '0d',
    '0d-before',
    '7d-after',
    '400d',
    '2026-13',
    '2026-02-30..2026-03-01',
    '2026-03-02..2026-03-01',
    'last week',
    '..',
  ])('takes nothing from "%s"', (text) => expect(askedRange(text)).toBeNull());
});
