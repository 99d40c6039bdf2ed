import type { MxAnswer } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { createMailSearch } from './mail-search.js';

const answer = (kind: string) => ({ kind, domain: 'x', hosts: [], ttlSeconds: 60 }) as unknown as MxAnswer;

describe('createMailSearch', () => {
  it('finds what is certain, takes trouble for no answer, and asks once', async () => {
    const asked: string[] = [];
    const { withoutMail } = createMailSearch({
      resolve: async (domain) => {
        asked.push(domain);
        if (domain === 'broken') throw new Error('socket');
        return answer(domain);
      },
    });
    const kinds = ['mx', 'implicit', 'nxdomain', 'null-mx', 'no-address', 'trouble', 'broken'];
    expect([...(await withoutMail(kinds)).keys()].sort()).toEqual(['no-address', 'null-mx', 'nxdomain']);
    await withoutMail(kinds);
    expect(asked).toHaveLength(kinds.length);
  });

  it('asks a bounded number at a time, and waits only so long in all', async () => {
    let underWay = 0;
    let most = 0;
    const { withoutMail } = createMailSearch({
      ...{ atOnce: 5, mostMs: 60 },
      resolve: async (domain) => {
        most = Math.max(most, ++underWay);
        if (domain === 'silent') return new Promise(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 1));
        underWay--;
        return answer('nxdomain');
      },
    });
    const beganAt = performance.now();
    const found = await withoutMail([...Array.from({ length: 20 }, (_, i) => `d${i}`), 'silent']);
    expect(found.size).toBe(20);
    expect(found.has('silent')).toBe(false);
    await withoutMail(['later']);
    expect([most, found.has('later')]).toEqual([5, false]);
    expect(performance.now() - beganAt).toBeLessThan(2000);
  });
});
