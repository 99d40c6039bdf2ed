// Growing with messages that go well, counted on from lane to lane; what is given or set by a person does not grow.
import { describe, expect, it } from 'vitest';
import { laneOf } from '../testing/attempt-fixture.js';
import { createConnectionLimit } from './connection-limit.js';

const unknown = { provider: null, connectionLimit: 2 };

function after(messages: number, changes: Parameters<typeof laneOf>[0] = {}) {
  const limit = createConnectionLimit(laneOf({ ...unknown, ...changes }));
  for (let n = 0; n < messages; n++) limit.noteWell();
  return limit;
}

describe('createConnectionLimit', () => {
  it('grows by one after fifty messages without trouble, up to ten', () => {
    expect(after(49).most()).toBe(2);
    expect(after(50).most()).toBe(3);
    expect(after(100).most()).toBe(4);
    expect(after(5000).most()).toBe(10);
  });

  it('counts on where the last lane ended, so that a site of short lanes grows too', () => {
    let limit = after(30);
    expect(limit.wellCount()).toBe(30);
    limit = after(20, { wellCount: limit.wellCount()! });
    expect(limit.most()).toBe(3);
    expect(limit.learned()).toBe(3);
    expect(limit.wellCount()).toBe(0);
  });

  it('begins to count anew after trouble, and where the site takes no more', () => {
    const halved = after(40);
    halved.halve();
    expect([halved.most(), halved.wellCount()]).toEqual([1, 0]);
    const stopped = after(40);
    stopped.stopAt(2);
    expect(stopped.wellCount()).toBe(0);
    for (let n = 0; n < 500; n++) stopped.noteWell();
    expect(stopped.most()).toBe(2);
    expect(stopped.wellCount()).toBe(49);
  });

  it.each([
    ['a provider', { provider: 'google' }],
    ['a person', { isLimitByHand: true }],
  ])('stays where %s set it', (_, changes) => {
    const limit = after(500, changes);
    expect(limit.most()).toBe(2);
    expect([limit.learned(), limit.wellCount()]).toEqual([null, null]);
  });

  it('is one while the site is tried out', () => {
    const limit = after(0, { isProbe: true });
    expect(limit.most()).toBe(1);
    limit.endProbe();
    expect(limit.most()).toBe(2);
  });
});
