// What the others' replies tell: one company's own rule among many that take it, or us.
import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.js';
import { delivery, evidence } from './testing/evidence.js';
import { alsoSaid, compared } from './testing/fixture.js';

const OWN_RULE = '550 5.7.1 Rejected by the security policy of this company, ticket 4X1FMUIYNZ';
const took = (count: number, host = 'mx.well.example') => Array.from({ length: count }, () => host);

const judged = (text: string, others: Parameters<typeof compared>[0], mxHost?: string, category = 'reputation_block') =>
  diagnose(
    evidence({
      deliveries: [delivery(1, { code: 550, enhancedCode: '5.7.1', category, text, ...(mxHost ? { mxHost } : {}) })],
      comparisons: compared({ siteTried: 0, siteAccepted: 0, ...others }),
    }),
  );

describe('a refusal by policy', () => {
  it('is the own rule of a company while others refuse in words of their own and most take it', () => {
    const others = { domainsRefusingAlike: 2, refusals: alsoSaid(2, '554 Bulk senders must apply'), takenBy: took(40) };
    expect(judged(OWN_RULE, others)).toMatchObject({ cause: 'filter_refuses_us', side: 'her_server' });
  });

  it('is ours when others say the same, whatever its ids and names', () => {
    const same = OWN_RULE.replace('4X1FMUIYNZ', '9ZZ81K');
    const others = { domainsRefusingAlike: 1, refusals: alsoSaid(1, same), takenBy: took(40) };
    const { cause, certainty, why } = judged(OWN_RULE, others);
    expect({ cause, certainty }).toEqual({ cause: 'our_ip_blocked', certainty: 'likely' });
    expect(why).toContain('1 other domain refused the same campaign for the same reason.');
  });

  it('is ours when a fifth of all domains refuse, each in its own words', () => {
    const others = { domainsRefusingAlike: 10, refusals: alsoSaid(10, 'No'), takenBy: took(40) };
    expect(judged(OWN_RULE, others)).toMatchObject({ cause: 'our_ip_blocked' });
    expect(judged(OWN_RULE, { ...others, takenBy: took(41) })).toMatchObject({ cause: 'filter_refuses_us' });
  });

  it('is that of a filter vendor only where other companies behind the same vendor refuse, and no more take it', () => {
    const vendor = 'mxa-1.gslb.pphosted.com';
    const refusals = [...alsoSaid(3, 'Not us', 'mx.else.example'), ...alsoSaid(1, 'Nor we', 'mxb-2.gslb.pphosted.com')];
    const others = { domainsRefusingAlike: 4, refusals, takenBy: [...took(60), ...took(1, 'mxc-3.gslb.pphosted.com')] };
    const { cause, why } = judged(OWN_RULE, others, vendor);
    expect(cause).toBe('vendor_blocks_us');
    expect(why).toContain('1 other domain behind Proofpoint refused');
    const more = { ...others, takenBy: [...took(60), ...took(2, 'mxc-3.gslb.pphosted.com')] };
    expect(judged(OWN_RULE, more, vendor)).toMatchObject({ cause: 'filter_refuses_us' });
  });

  it('of a mailbox provider is never called the filter of a company, unless its other readers get it', () => {
    const yahoo = 'mta7.am0.yahoodns.net';
    expect(judged('554 5.7.9 Message not accepted', {}, yahoo, 'content_spam')).toMatchObject({
      ...{ cause: 'our_content_refused', side: 'our_content', certainty: 'likely' },
    });
    const most = { siteTried: 90, siteAccepted: 80, domainTried: 90, domainAccepted: 80 };
    expect(judged('554 5.7.9 Message not accepted', most, yahoo, 'content_spam').cause).toBe('refused_alone');
  });
});

it('a hold is as certain as what it rests on', () => {
  const held = {
    cause: 'hard_bounce',
    actor: 'Doorstep',
    reason: null,
    reply: null,
    scope: 'address',
    hits: 0,
  } as const;
  const suppressions = [{ ...held, id: 's', createdAt: new Date(0), expiresAt: null, liftedAt: null }];
  const deliveries = [delivery(1, { code: 550, category: 'address_unknown', text: '550 mailbox unavailable' })];
  expect(diagnose(evidence({ suppressions, deliveries }))).toMatchObject({ cause: 'held_back', certainty: 'likely' });
});

it('names the list that the reply says we were blocked with, not one that has a similar name', () => {
  const listed = (text: string) => judged(text, {}).headline;
  expect(listed('554 5.7.1 blocked using psbl.surriel.com; Listed in PSBL, see http://psbl.org')).toMatch(
    /list: psbl\.surriel\.com\.$/,
  );
  expect(listed('554 5.7.1 blocked using zen.spamhaus.org')).toMatch(/list: Spamhaus\.$/);
  expect(listed('550 5.7.1 203.0.113.9 is listed at bl.example.net')).toMatch(/list: bl\.example\.net\.$/);
});
