// Behaviour of the classifier: which words mean what, and what may never count against an address.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../tests/any-text.js';
import type { Classification, ReplyFacts, Stage } from './classification.js';
import { classifyReply } from './classify-reply.js';
import { allRules } from './rules/all-rules.js';

function reply(text: string, more: Partial<ReplyFacts> = {}): Classification {
  const code = /^([245]\d\d)\b/.exec(text)?.[1];
  const enhanced = /^[245]\d\d[- ]([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
  return classifyReply({
    stage: 'rcpt',
    code: code === undefined ? null : Number(code),
    enhancedCode: enhanced ?? null,
    text,
    mxHost: null,
    ...more,
  });
}
const google = { mxHost: 'gmail-smtp-in.l.google.com' };
const m365 = { mxHost: 'firm-example.mail.protection.outlook.com' };

describe('classifyReply', () => {
  it.each<[text: string, category: string, scope: string, more?: Partial<ReplyFacts>]>([
    ['550 5.1.1 <a@firm.example>: Recipient address rejected: User unknown', 'address_unknown', 'address'],
    ['550 No such user here', 'address_unknown', 'address'],
    ['550-5.1.1 The account you tried to reach\n550-5.1.1 does not exist.', 'address_unknown', 'address', google],
    ['550 5.4.1 Recipient address rejected: Access denied. AS(20)', 'address_unknown', 'address', m365],
    ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found', 'address_unknown', 'address', m365],
    ['550 5.1.1', 'address_unknown', 'address'],
    ['450 4.2.1 The user you contact is receiving mail too quickly', 'recipient_rate', 'address', google],
    ['452 4.2.2 Mailbox full', 'mailbox_full', 'address'],
    ['552 5.2.2 Over quota', 'mailbox_full', 'address'],
    [
      '554 30 Sorry, this mailbox is disabled (554.30)',
      'mailbox_disabled',
      'address',
      { mxHost: 'mta7.am0.yahoodns.net' },
    ],
    ['550 5.7.13 nothing more', 'mailbox_disabled', 'address'],
    ['550 5.1.6 The recipient has moved', 'address_moved', 'address'],
    ['550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup', 'recipient_refuses_you', 'address', m365],
    ['550 5.1.2 Host unknown', 'domain_dead', 'domain'],
    ['556 5.1.10 Domain does not accept mail', 'domain_refuses_mail', 'domain'],
    ['550 5.7.1 Unable to relay', 'domain_misconfig', 'domain'],
    ['554 5.4.6 Too many hops', 'domain_misconfig', 'domain'],
    ['451 4.7.1 Greylisted, come back in 5 minutes', 'greylist', 'site'],
    ['450 4.2.0 Recipient address rejected: Greylisted', 'greylist', 'site'],
    ['421 4.7.0 Too many connections from your host', 'rate_limited', 'our_ip'],
    [
      '421 4.7.0 [TSS04] Messages from 192.0.2.1 deferred',
      'rate_limited',
      'our_ip',
      { mxHost: 'mta5.am0.yahoodns.net' },
    ],
    ['451 4.7.650 The mail server has been temporarily rate limited', 'rate_limited', 'our_ip', m365],
    ['554 5.7.1 Client host [192.0.2.1] blocked using zen.list.example', 'reputation_block', 'our_ip'],
    ['550 5.7.1 part of their network is on our block list (S3150)', 'reputation_block', 'our_ip', m365],
    ['550 5.7.26 This mail is unauthenticated', 'authentication', 'our_domain', google],
    ['550 5.7.515 Access denied', 'authentication', 'our_domain', m365],
    ['550 5.7.1 DMARC policy of the sender says reject', 'authentication', 'our_domain'],
    ['553 5.1.8 Sender address rejected: Domain not found', 'reputation_domain', 'our_domain'],
    ['550 5.7.1 Your IP address has been blocked', 'reputation_block', 'our_ip'],
    ['550 5.7.25 no PTR for 192.0.2.1', 'ptr_helo', 'our_ip'],
    ['530 5.7.0 Must issue a STARTTLS command first', 'tls_required', 'our_ip'],
    ['554 5.7.1 This message looks like spam', 'content_spam', 'message', { stage: 'dot' }],
    ['550 5.7.1 This message is not RFC 5322 compliant', 'message_format', 'message', { ...google, stage: 'dot' }],
    ['552 5.3.4 Message size exceeds fixed limit', 'message_too_big', 'message', { stage: 'dot' }],
    ['451 4.3.0 Temporary system problem', 'system_temp', 'site'],
    ['554 5.7.7 Policy violation', 'content_spam', 'message', { stage: 'dot' }],
    ['550 5.7.0 Refused for policy reasons', 'reputation_block', 'unknown'],
    ['550 <a@firm.example>: User unknown', 'address_unknown', 'address', { mxHost: 'mx.ezweb.ne.jp' }],
    ['550 : User unknown', 'recipient_refuses_you', 'address', { mxHost: 'mx.ezweb.ne.jp', stage: 'dot' }],
    ['550 5.1.0 Sender rejected. AUP#CDRBL', 'reputation_block', 'our_ip'],
    ['554 Transaction failed: duplicate header "DKIM-Signature"', 'message_format', 'message', { stage: 'dot' }],
    ['450 4.4.4 the lookup was answered with NXDOMAIN', 'dns_temp', 'domain'],
  ])('%s', (text, category, scope, more) => {
    expect(reply(text, more)).toMatchObject({ category, scope, isPermanent: text.startsWith('5') });
  });

  it('does not read the reason out of a name', () => {
    expect(reply('550 5.0.1 <dmarc@spam.example>: no').category).toBe('unclassified');
    expect(reply('550 host quota-full.example[192.0.2.1] said: 550 no').category).toBe('unclassified');
    expect(reply('550 <spam@firm.example>: User unknown').category).toBe('address_unknown');
  });

  it('says nothing about the address for 5.7.1 alone, and keeps it unclassified', () => {
    expect(reply('550 5.7.1')).toMatchObject({ category: 'unclassified', scope: 'unknown', ruleId: 'none' });
    expect(reply('550 5.7.1 Not today')).toMatchObject({ category: 'unclassified', scope: 'unknown' });
  });

  it.each(['dns', 'connect', 'banner', 'ehlo', 'starttls', 'mail'] as const)(
    'never blames the address for what is said at %s',
    (stage) => {
      for (const text of ['550 5.1.1 User unknown', '552 5.2.2 Mailbox full', '550 5.7.13 disabled'])
        expect(reply(text, { stage }).scope).not.toBe('address');
    },
  );

  it('takes trouble without a reply by its own words, whatever the names in it say', () => {
    const trouble = (stage: Stage, text: string) => reply(text, { stage, code: null }).category;
    expect(trouble('dns', 'user-unknown.example does not exist (NXDOMAIN)')).toBe('domain_dead');
    expect(trouble('dns', 'SERVFAIL for quota-full.example')).toBe('dns_temp');
    expect(trouble('dns', 'no answer of DNS about nxdomain.null-mx.example: timeout')).toBe('dns_temp');
    expect(trouble('dns', 'there is no such domain: timeout.example (NXDOMAIN)')).toBe('domain_dead');
    expect(trouble('dns', 'no host of refused.example has an address')).toBe('domain_dead');
    expect(trouble('dns', 'spam.example accepts no mail (null MX)')).toBe('domain_refuses_mail');
    expect(trouble('connect', 'connection refused by 192.0.2.1')).toBe('unreachable');
    const unkept = 'the TLS policy of unreachable.example (MTA-STS) is not kept by mx.test: certificate expired';
    expect(trouble('starttls', unkept)).toBe('tls_required');
    expect(trouble('connect', unkept)).toBe('tls_required');
    expect(trouble('starttls', 'no TLS within 60 s')).toBe('unreachable');
    expect(trouble('rcpt', 'no reply within 300 s')).toBe('unreachable');
    expect(trouble('dot', 'connection lost')).toBe('in_doubt');
  });

  it('reads when to come back', () => {
    expect(reply('451 Please try again in 300 seconds').retryHintSeconds).toBe(300);
    expect(reply('451 4.7.1 Greylisted, please retry in 5 minutes').retryHintSeconds).toBe(300);
    expect(reply('450 Try again after 01:00:30').retryHintSeconds).toBe(3630);
    expect(reply('451 try again in 99999 hours').retryHintSeconds).toBe(7 * 86_400);
    expect(reply('451 Try again later').retryHintSeconds).toBeNull();
  });

  it('answers any facts without throwing, in bounded time', () => {
    const facts = fc.record({
      stage: fc.constantFrom(null, 'connect', 'rcpt', 'dot') as fc.Arbitrary<Stage | null>,
      code: fc.option(fc.integer({ min: -1, max: 700 })),
      enhancedCode: fc.option(fc.string({ maxLength: 12 })),
      text: anyText(400),
      mxHost: fc.option(fc.string({ maxLength: 20 })),
    });
    fc.assert(
      fc.property(facts, (one) => classifyReply(one).category.length > 0),
      { numRuns: 50 },
    );
    for (const piece of [
      'a@',
      '<',
      ' ',
      'user ',
      'mailbox ',
      '5.1.1 ',
      'no such ',
      'ip ',
      'client host ',
      'message ',
    ]) {
      const begun = performance.now();
      reply(piece.repeat(100_000));
      expect(performance.now() - begun).toBeLessThan(1000);
    }
  });
});

describe('the rules', () => {
  it('have one id per provider and meaning', () => {
    const seen = allRules.map(({ id, provider }) => `${provider ?? ''} ${id}`);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('give our own faults and policies no scope of an address', () => {
    const ours = [
      'reputation_block',
      'reputation_domain',
      'authentication',
      'content_spam',
      'ptr_helo',
      'message_format',
    ];
    expect(allRules.filter((rule) => ours.includes(rule.category) && rule.scope === 'address')).toEqual([]);
  });
});
