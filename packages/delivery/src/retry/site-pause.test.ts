// Which replies leave a whole site alone, and which speak of one message or one reader only.
import { describe, expect, it } from 'vitest';
import type { Reply, Stage } from '../report.js';
import { isOfTheSession, type SiteReply, siteAdviceFor } from './site-pause.js';

const reply = (text: string): Reply => ({ code: Number(text.slice(0, 3)), enhancedCode: null, text });
const said = (text: string, stage: Stage, more: Partial<SiteReply> = {}) =>
  siteAdviceFor({
    ...{ provider: null, category: 'unclassified', stage, reply: reply(text), recentPauses: 0 },
    ...more,
  });

describe('siteAdviceFor', () => {
  it.each([
    ['yahoo', '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred', 7200, 'yahoo/tss04'],
    ['outlook', '550 5.7.1 part of their network is on our block list (S3150)', 7200, 'outlook/s3150'],
    ['outlook', '451 4.7.650 The mail server has been temporarily rate limited', 1800, 'outlook/rate'],
    ['microsoft365', '451 4.7.500 Server busy. Please try again later', 1200, 'microsoft365/busy'],
    ['comcast', '421 too many sessions RL000010', 300, 'comcast/connections'],
    ['apple', '554 5.7.1 [HCM1] Message rejected due to local policy', 900, 'apple/policy'],
    ['mimecast', '451 Internal resource temporarily unavailable', 1800, 'mimecast/busy'],
    ['qq', '550 Mail content denied: frequency limited', 3600, 'qq/frequency'],
    ['netease', '554 DT:SPM 163 smtp', 900, 'netease/spam'],
  ])('knows the words of %s: %s', (provider, text, seconds, cause) => {
    expect(said(text, 'rcpt', { provider })).toEqual({ seconds, cause, threshold: 1, action: { kind: 'pause' } });
    expect(said(text, 'rcpt', { provider: 'kpn' })).toBeNull();
  });

  it.each([
    ['google', '421-4.7.28 Our system has detected an unusual rate of mail', { kind: 'rate', perMinute: 10 }, 2],
    [
      'google',
      '550-5.7.26 Your email has been blocked because the sender is unauthenticated',
      { kind: 'stop-campaign' },
      3,
    ],
    ['yahoo', '421 4.7.0 [TS02] deferred', { kind: 'rate', perMinute: 1 }, 1],
    ['yahoo', '421 4.7.0 [TS03] deferred', { kind: 'rate', perMinute: 10 }, 1],
    ['comcast', '421 4.1.0 RL000002 throttled', { kind: 'rate', perMinute: 30 }, 2],
    ['outlook', '421 (IB007) too many', { kind: 'connections', most: 1 }, 1],
    ['orange', '421 Trop de connexions, veuillez verifier votre configuration', { kind: 'connections', most: 1 }, 1],
    ['gmx', '421 Too many connections', { kind: 'connections', most: 1 }, 1],
  ])('asks %s for no pause after %s', (provider, text, action, threshold) => {
    expect(said(text, 'rcpt', { provider })).toMatchObject({ action, threshold });
  });

  it('tells what one session has enough of from what is too much for an hour', () => {
    expect(isOfTheSession(reply('452 4.5.3 Too many recipients'))).toBe(true);
    expect(isOfTheSession(reply('421 4.7.0 Maximum messages per connection reached'))).toBe(true);
    expect(isOfTheSession(reply('552 too many recipients'))).toBe(true);
    expect(isOfTheSession(reply('450 4.7.1 Too many messages in the last hour'))).toBe(false);
    expect(isOfTheSession(reply('550 5.5.3 Too many recipients'))).toBe(false);
    expect(isOfTheSession(null)).toBe(false);
  });

  it('counts what is said to one recipient before it leaves the site alone', () => {
    expect(said('450 4.7.1 slow down', 'rcpt', { category: 'rate_limited' })?.threshold).toBe(3);
    expect(said('421 4.7.1 slow down', 'mail', { category: 'rate_limited' })?.threshold).toBe(1);
  });

  it('goes by the category where nobody’s own words are known, longer each time up to two hours', () => {
    const pause = (recentPauses: number) =>
      said('421 4.7.0 slow down', 'rcpt', { category: 'rate_limited', recentPauses })?.seconds;
    expect([0, 1, 2, 3, 9].map(pause)).toEqual([900, 1800, 3600, 7200, 7200]);
    expect(said('554 5.7.1 blocked using zen', 'rcpt', { category: 'reputation_block' })?.cause).toBe('any/reputation');
  });

  it.each(['banner', 'ehlo', 'starttls', 'mail'] as const)('takes a no at %s for one to everybody', (stage) => {
    expect(said('554 5.7.1 no', stage)).toMatchObject({ seconds: 1800, cause: 'any/turned-away' });
    expect(said('421 4.3.2 later', stage)).toMatchObject({ seconds: 300, cause: 'any/turned-away' });
  });

  it.each([
    ['550 5.1.1 no such user', 'rcpt', 'address_unknown'],
    ['450 4.2.0 greylisted', 'rcpt', 'greylist'],
    ['450 4.2.0 greylisted', 'mail', 'greylist'],
    ['552 5.3.4 message size exceeds fixed limit', 'mail', 'message_too_big'],
    ['554 5.7.1 spam', 'dot', 'content_spam'],
    ['421 4.7.0 too many messages in this connection', 'mail', 'rate_limited'],
  ] as [string, Stage, string][])('lets the site be after %s at %s', (text, stage, category) => {
    expect(said(text, stage, { category })).toBeNull();
  });

  it('does not pause Gmail for one message that is malformed', () => {
    const text = '550-5.7.1 Our system has detected that this message is not RFC 5322 compliant.';
    expect(said(text, 'dot', { provider: 'google', category: 'message_format' })).toBeNull();
    const spam = '421-4.7.0 Our system has detected that this message is\n421-4.7.0 suspicious due to the nature';
    expect(said(spam, 'dot', { provider: 'google', category: 'content_spam' })?.cause).toBe('google/suspicious');
  });

  it('says nothing where nothing was said', () => {
    const silent = { provider: null, category: 'unreachable', stage: 'connect', reply: null, recentPauses: 0 } as const;
    expect(siteAdviceFor(silent)).toBeNull();
  });
});
