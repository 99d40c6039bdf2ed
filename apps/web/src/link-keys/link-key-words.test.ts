// Nobody retires a key without being told what it costs.
import type { TokenKey } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { costOf, mayRetire } from './link-key-words.js';

const key = (changes: Partial<TokenKey>): TokenKey => ({
  ...{ id: 'a', state: 'verifying', createdAt: '2026-01-01T00:00:00Z', signsFrom: '2026-01-01T00:00:00Z' },
  ...{ replacedAt: '2026-02-01T00:00:00Z', retiredAt: null, retirableAt: '2027-03-08T00:00:00Z' },
  ...{ lastUsedAt: null, messages: 0 },
  ...changes,
});

describe('mayRetire', () => {
  it('only once its links are old, and only when it is replaced', () => {
    expect(mayRetire(key({}), new Date('2027-03-07T00:00:00Z'))).toBe(false);
    expect(mayRetire(key({}), new Date('2027-03-08T00:00:00Z'))).toBe(true);
    expect(mayRetire(key({ state: 'signing', retirableAt: null }), new Date('2030-01-01T00:00:00Z'))).toBe(false);
  });
});

describe('costOf', () => {
  it('counts the messages whose links would stop working', () => {
    expect(costOf(key({ messages: 0 }))).toContain('No message');
    expect(costOf(key({ messages: 1 }))).toContain('About 1 message of the last 400 days carries');
    expect(costOf(key({ messages: 12_300 }))).toContain('About 12,300 messages of the last 400 days carry');
  });
});
