// What is put into a DNS panel: the right name for it, and long values in strings it takes.
import { describe, expect, it } from 'vitest';
import { nameForPanel } from './panel-name';
import { recheckSentence } from './recheck-words';
import { stringsOf } from './strings-of';

describe('nameForPanel', () => {
  it.each([
    ['_dmarc.news.example.org', 'short', '_dmarc'],
    ['_dmarc.news.example.org', 'full', '_dmarc.news.example.org'],
    ['news.example.org', 'short', '@'],
    ['ds1._domainkey.news.example.org', 'short', 'ds1._domainkey'],
    ['10.2.0.192.in-addr.arpa', 'short', '10.2.0.192.in-addr.arpa'],
    ['bad-news.example.org', 'short', 'bad-news.example.org'],
  ] as const)('%s, %s: %s', (name, panel, shown) => {
    expect(nameForPanel(name, 'news.example.org', panel)).toBe(shown);
  });
});

describe('stringsOf', () => {
  it('cuts what is too long for one string, and nothing else', () => {
    expect(stringsOf('v=DMARC1; p=none')).toEqual(['v=DMARC1; p=none']);
    const key = 'x'.repeat(400);
    expect(stringsOf(key).map(({ length }) => length)).toEqual([255, 145]);
    expect(stringsOf(key).join('')).toBe(key);
  });
});

describe('recheckSentence', () => {
  const now = new Date('2026-11-24T10:00:00Z');
  const moment = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
  it.each([
    [{ checks: null, nextCheckAt: null, watchedUntil: null }, null],
    [{ checks: [], nextCheckAt: moment(1440), watchedUntil: null }, 'Looked at again by itself in 24 hours.'],
    [
      { checks: [], nextCheckAt: moment(0.5), watchedUntil: moment(9.2) },
      'Looked at again by itself every 30 seconds for 10 more minutes, then less and less often.',
    ],
    [{ checks: [], nextCheckAt: moment(4.5), watchedUntil: null }, 'Looked at again by itself in 5 minutes.'],
    [{ checks: [], nextCheckAt: moment(-3), watchedUntil: null }, 'Is to be looked at again now: a worker does that.'],
  ])('%o: %s', (domain, words) => {
    expect(recheckSentence(domain, now)).toBe(words);
  });
});
