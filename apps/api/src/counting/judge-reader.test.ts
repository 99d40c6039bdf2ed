// Behaviour of telling people from machines that open and click.
import { describe, expect, it } from 'vitest';
import { judgeReader } from './judge-reader.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const person = { kind: 'click', method: 'GET', userAgent: FIREFOX, secondsSinceAccepted: 3600 } as const;

describe('judgeReader', () => {
  it.each([
    { name: 'takes a browser an hour later for a person', facts: {}, reason: null },
    {
      name: 'takes a browser for a person where nobody is known',
      facts: { secondsSinceAccepted: 'unknown' },
      reason: null,
    },
    { name: 'takes HEAD for a machine', facts: { method: 'HEAD' }, reason: 'head' },
    { name: 'takes a program without a name for a machine', facts: { userAgent: undefined }, reason: 'robot' },
    { name: 'knows robots by name', facts: { userAgent: 'Mozilla/5.0 (compatible; bingbot/2.0)' }, reason: 'robot' },
    { name: 'knows programs by name', facts: { userAgent: 'python-requests/2.32' }, reason: 'robot' },
    { name: 'takes what comes within seconds for a filter', facts: { secondsSinceAccepted: 4 }, reason: 'too_early' },
    {
      name: 'takes what comes before the answer for a filter',
      facts: { secondsSinceAccepted: null },
      reason: 'too_early',
    },
    {
      name: 'knows the picture proxy of Gmail',
      facts: { kind: 'open', userAgent: `${FIREFOX} (via ggpht.com GoogleImageProxy)` },
      reason: 'proxy',
    },
    { name: 'knows what Apple calls itself', facts: { kind: 'open', userAgent: 'Mozilla/5.0' }, reason: 'proxy' },
  ] as const)('$name', ({ facts, reason }) => {
    expect(judgeReader({ ...person, ...facts })).toBe(reason);
  });
});
