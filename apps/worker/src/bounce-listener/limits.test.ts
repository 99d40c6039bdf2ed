// The small counters of the bounce listener: connections of a place, messages within an hour, what was counted between two tellings.
import { describe, expect, it } from 'vitest';
import { createConnectionCounts, placeOf } from './connection-counts.js';
import { createFlowLimits } from './flow-limits.js';
import { createListenerTally } from './listener-tally.js';
import { collectContent } from './message-content.js';

describe('placeOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::', 'fe80:0:0:0::/64'],
  ])('%s is of %s', (address, place) => expect(placeOf(address)).toBe(place));
});

describe('connections of a place', () => {
  it('are counted until they end, those of other places not', () => {
    const counts = createConnectionCounts(2);
    expect([counts.open('1', 'a'), counts.open('2', 'a'), counts.open('3', 'a'), counts.open('4', 'b')]).toEqual([
      ...[true, true, false, true],
    ]);
    counts.close('3'); // was never open
    expect(counts.open('5', 'a')).toBe(false);
    counts.close('1');
    counts.close('1');
    expect([counts.open('6', 'a'), counts.open('7', 'a')]).toEqual([true, false]);
  });
});

describe('messages within an hour', () => {
  it('are counted by key and begin anew with the next hour', () => {
    let now = 0;
    const flow = createFlowLimits(() => now);
    expect([flow.take('a', 2), flow.take('a', 2), flow.take('a', 2), flow.take('b', 2)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    now = 3_599_999;
    expect(flow.take('a', 2)).toBe(false);
    now = 3_600_000;
    expect(flow.take('a', 2)).toBe(true);
  });
});

describe('the tally', () => {
  it('begins anew when taken, and takes back what could not be told', () => {
    const seen: string[] = [];
    const tally = createListenerTally((result) => seen.push(result));
    tally.count('accepted');
    tally.count('refused', 'no such mailbox');
    const taken = tally.takeAll();
    expect(taken).toMatchObject({ accepted: 1, refused: 1, putOff: 0, lastRefusal: 'no such mailbox' });
    tally.count('put_off');
    tally.count('refused', 'x'.repeat(1000));
    tally.giveBack(taken);
    const all = tally.takeAll();
    expect(all).toMatchObject({ accepted: 1, refused: 2, putOff: 1, lastAcceptedAt: taken.lastAcceptedAt });
    expect(all.lastRefusal).toHaveLength(300);
    expect(tally.takeAll()).toMatchObject({ accepted: 0, refused: 0, putOff: 0 });
    expect(seen).toEqual(['accepted', 'refused', 'put_off', 'refused']);
  });
});

describe('collectContent', () => {
  async function* chunks(...parts: string[]) {
    for (const part of parts) yield Buffer.from(part);
  }

  it('keeps the beginning and knows the whole, however it is cut', async () => {
    const whole = await collectContent(chunks('abcdefgh'), 5);
    const cut = await collectContent(chunks('ab', '', 'cdef', 'gh'), 5);
    expect(cut).toEqual(whole);
    expect(Buffer.from(whole.raw).toString()).toBe('abcde');
    expect(whole.sizeBytes).toBe(8);
    const other = await collectContent(chunks('abcdefgi'), 5);
    expect(other.contentSha256).not.toEqual(whole.contentSha256);
  });

  it('gives nothing of a stream that breaks', async () => {
    async function* broken() {
      yield Buffer.from('a');
      throw new Error('cut');
    }
    await expect(collectContent(broken(), 5)).rejects.toThrow('cut');
  });
});
