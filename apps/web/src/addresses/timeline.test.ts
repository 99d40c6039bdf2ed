// The story of an address keeps its order, its numbers and its days.
import { describe, expect, it } from 'vitest';
import { attemptOf, deliveryOf, pageOf } from './testing/page-of';
import { byDay, storyOf, timelineOf, timeOfId } from './timeline';

describe('timelineOf', () => {
  it('merges campaigns and changes, newest first', () => {
    const items = timelineOf(pageOf(), 'all');
    expect(items.map((item) => item.kind)).toEqual(['event', 'delivery']);
  });

  it('shows mail alone, or changes alone', () => {
    expect(timelineOf(pageOf(), 'mail').map((item) => item.kind)).toEqual(['delivery']);
    expect(timelineOf(pageOf(), 'changes').map((item) => item.kind)).toEqual(['event']);
  });

  it('shows exactly what a suppression kept back', () => {
    const kept = deliveryOf({ id: '019aaaaa-0000-7cc0-9a51-0d2f6a1c9b11', state: 'suppressed', attempts: [] });
    const items = timelineOf(pageOf({ deliveries: [deliveryOf(), kept] }), 'held');
    expect(items.map((item) => item.kind === 'delivery' && item.delivery.id)).toEqual([kept.id]);
  });

  it('places a campaign that was never tried by the time in its id', () => {
    const heldBack = deliveryOf({ id: '019aaaaa-0000-7cc0-9a51-0d2f6a1c9b10', state: 'suppressed', attempts: [] });
    const [first] = timelineOf(pageOf({ deliveries: [heldBack], events: [] }), 'all');
    expect(first?.at).toEqual(new Date(0x019aaaaa0000));
  });
});

describe('storyOf', () => {
  it('numbers the attempts from the first, whatever order they come in', () => {
    const late = attemptOf({ id: 'b', begunAt: '2026-11-20T10:00:00.000Z' });
    const early = attemptOf({ id: 'a', begunAt: '2026-11-20T08:00:00.000Z' });
    const story = storyOf(deliveryOf({ attempts: [late, early] }));
    expect(story.map((entry) => entry.kind === 'attempt' && [entry.attempt.id, entry.number])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});

describe('byDay', () => {
  it('cuts the days in the zone of the reader', () => {
    const page = pageOf({
      deliveries: [],
      events: ['2026-11-21T23:30:00.000Z', '2026-11-21T22:30:00.000Z'].map((at, index) => ({
        id: String(index),
        at,
        kind: 'imported',
        actor: 'x',
        words: 'x',
        audit: null,
      })),
    });
    const labels = (zone: string) => byDay(timelineOf(page, 'all'), zone).map((entry) => entry.label);
    expect(labels('Europe/Berlin')).toEqual(['22 November 2026', '21 November 2026']);
    expect(labels('UTC')).toEqual(['21 November 2026']);
  });
});

describe('timeOfId', () => {
  it('reads nothing out of an id that carries no time', () => {
    expect(timeOfId('0193a5c0-7d2e-4cc0-9a51-0d2f6a1c9b01')).toBeNull();
    expect(timeOfId('0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b01')?.getUTCFullYear()).toBe(2024);
  });
});
