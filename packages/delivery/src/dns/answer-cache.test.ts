// How long answers are kept.
import { describe, expect, it } from 'vitest';
import { answerCache } from './answer-cache.js';
import type { Answer } from './dns.js';

describe('answerCache', () => {
  it.each([
    ['records for their TTL', { kind: 'records', records: ['192.0.2.1'], ttlSeconds: 600 }, 600],
    ['records for a minute at least', { kind: 'records', records: ['192.0.2.1'], ttlSeconds: 0 }, 60],
    ['records for an hour at most', { kind: 'records', records: ['192.0.2.1'], ttlSeconds: 86_400 }, 3600],
    ['an absent name for five minutes', { kind: 'nxdomain', ttlSeconds: 86_400 }, 300],
    ['trouble for half a minute', { kind: 'trouble', trouble: 'ESERVFAIL' }, 30],
  ] as [string, Answer<string>, number][])('keeps %s', async (_, answer, seconds) => {
    let now = 0;
    let asked = 0;
    const cached = answerCache({ isKept: true, now: () => now });
    const ask = () => cached('A mx.test', async () => ({ ...answer, asked: ++asked }));
    await ask();
    now = seconds * 1000 - 1;
    await ask();
    expect(asked).toBe(1);
    now = seconds * 1000;
    await ask();
    expect(asked).toBe(2);
  });
});
