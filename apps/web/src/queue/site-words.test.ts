// Destinations have a name a person knows, and rest only until their time is over.
import { describe, expect, it } from 'vitest';
import { isPaused, limitWords, orderOfLimit, siteName } from './site-words.js';

describe('siteName', () => {
  it('is the provider where it is known', () => {
    expect(siteName({ provider: 'google', mxHosts: ['aspmx.l.google.com'], domain: null })).toBe('Google (Gmail)');
    expect(siteName({ provider: 'web.de', mxHosts: [], domain: null })).toBe('web.de');
  });
  it('is the first mail server otherwise', () => {
    expect(siteName({ provider: null, mxHosts: ['mx1.example', 'mx2.example'], domain: null })).toBe('mx1.example');
    expect(siteName({ provider: null, mxHosts: [], domain: 'tpyo.example' })).toBe('tpyo.example');
    expect(siteName({ provider: null, mxHosts: [], domain: null })).toBe('No mail server known');
  });
});

describe('isPaused', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  it('rests until the moment given, not after', () => {
    expect(isPaused({ pausedUntil: '2026-11-24T12:00:01.000Z' }, now)).toBe(true);
    expect(isPaused({ pausedUntil: '2026-11-24T12:00:00.000Z' }, now)).toBe(false);
    expect(isPaused({ pausedUntil: null }, now)).toBe(false);
  });
});

describe('limits by hand', () => {
  const limit = { connections: 5, connectionsInAll: 20, messagesPerConnection: null, perMinute: 60 };
  const byAda = { ...limit, reason: 'Their wish', actor: 'Ada', setAt: '2026-11-26T12:00:00.000Z' };
  it('are told as what a person set, not as each site’s share of it', () => {
    expect(limitWords(byAda)).toBe('20 connections, 60 messages a minute');
    expect(limitWords({ ...byAda, connections: 1, connectionsInAll: null, perMinute: null })).toBe('1 connection');
  });
  it('are set again as they were', () => {
    expect(orderOfLimit(byAda, true)).toEqual({
      ...{ connections: 20, messagesPerConnection: null, perMinute: 60, reason: 'Their wish', forProvider: true },
    });
  });
});
