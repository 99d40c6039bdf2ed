// Rules for Outlook.com and Microsoft 365: Microsoft's list of non-delivery codes and the postmaster pages' S/RP/SC/DY codes.
import type { Rule } from './rule.js';

const m365 = { provider: 'microsoft_365', certainty: 'certain' } as const;
const outlook = { provider: 'outlook_com', certainty: 'certain' } as const;

/** Rules that hold for both of Microsoft's services. */
function forBoth(rule: Omit<Rule, 'provider' | 'certainty'>): Rule[] {
  return [
    { ...m365, ...rule },
    { ...outlook, ...rule },
  ];
}

export const microsoftRules: readonly Rule[] = [
  ...forBoth({
    id: 'microsoft/recipient-rate',
    pattern: /per hour message receive limit|number of messages they can receive per hour/,
    category: 'recipient_rate',
    scope: 'address',
  }),
  ...forBoth({
    id: 'microsoft/recipient-size',
    pattern: /recipsizelimit|sendersizelimit|routing\.sizelimit/,
    category: 'message_too_big',
    scope: 'message',
  }),
  ...forBoth({
    id: 'microsoft/mailbox-full',
    pattern: /quotaexceeded|shutoffquota|mailbox (?:is )?full/,
    category: 'mailbox_full',
    scope: 'address',
  }),
  ...forBoth({
    id: 'microsoft/recipient-not-found',
    pattern: /recip(?:ient)?notfound|recipient not found|user unknown|mailbox unavailable/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  }),
  // Directory-based edge blocking: the domain is hosted there, the recipient is not.
  ...forBoth({
    id: 'microsoft/access-denied-recipient',
    pattern: /at rcpt: access denied/,
    enhanced: ['4.1'],
    category: 'address_unknown',
    scope: 'address',
  }),
  ...forBoth({
    id: 'microsoft/members-only',
    pattern: /resolver\.rst\.authrequired|senderauthenticationrequired/,
    category: 'recipient_refuses_you',
    scope: 'address',
    sisimai: 'securityerror',
  }),
  ...forBoth({
    id: 'microsoft/restricted-recipient',
    pattern: /resolver\.rst\.|not in (?:the )?safe list|recipnotauth|rejected by recipient|permission to send to this/,
    category: 'recipient_refuses_you',
    scope: 'address',
  }),
  ...forBoth({
    id: 'microsoft/mailbox-disabled',
    pattern: /mailbox (?:is )?disabled|account (?:is )?disabled|mailboxdisabled/,
    category: 'mailbox_disabled',
    scope: 'address',
  }),
  ...forBoth({
    id: 'microsoft/authentication-level',
    pattern: /meet the required authentication/,
    enhanced: ['7.515'],
    category: 'authentication',
    scope: 'our_domain',
    sisimai: 'securityerror',
  }),
  ...forBoth({
    id: 'microsoft/authentication',
    pattern: /does(?:n't| not) (?:meet the required authentication|pass dmarc)|dmarc verification/,
    category: 'authentication',
    scope: 'our_domain',
  }),
  ...forBoth({
    id: 'microsoft/rate',
    pattern: /\(rp-00\d\)|rate limited|server busy|exceeded .{0,40}(?:connections|rate)|\bib\d{3}\b/,
    category: 'rate_limited',
    scope: 'our_ip',
  }),
  ...forBoth({
    id: 'microsoft/blocked-ip',
    pattern:
      /block list \(s\d{4}\)|\bs(?:3140|3150|775|843|844)\b|banned send(?:ing ip|er)|traffic not accepted from this ip|\((?:dy|ou|sc|as)-00\d\)|spamhaus|delist\.messaging\.microsoft\.com|mail from ip .{0,60}blocked/,
    category: 'reputation_block',
    scope: 'our_ip',
  }),
  // The domain still points there, and nobody has a mailbox under it any more.
  ...forBoth({
    id: 'microsoft/tenant-without-mail',
    pattern: /no mail-enabled subscriptions/,
    category: 'domain_misconfig',
    scope: 'domain',
  }),
  ...forBoth({
    id: 'microsoft/dns-of-recipient',
    pattern: /infodomainnonexistent|dns domain .{0,80}does not exist/,
    category: 'domain_dead',
    scope: 'domain',
    isPermanent: true,
  }),
  ...forBoth({
    id: 'microsoft/dns-query',
    pattern: /dns query failed|infonorecords/,
    category: 'dns_temp',
    scope: 'domain',
  }),
  ...forBoth({
    id: 'microsoft/loop',
    pattern: /hop count exceeded|possible mail loop|routing loop/,
    category: 'domain_misconfig',
    sisimai: 'networkerror',
    scope: 'domain',
  }),
  ...forBoth({
    id: 'microsoft/relay',
    pattern: /tenantattribution|relay access denied|unable to relay/,
    category: 'domain_misconfig',
    scope: 'domain',
  }),
  ...forBoth({
    id: 'microsoft/content',
    pattern:
      /content rejected|transport\.rules\.rejectmessage|message (?:was )?(?:identified|detected) as spam|as\(\d{3,}\).{0,20}spam/,
    category: 'content_spam',
    scope: 'message',
  }),
  ...forBoth({
    id: 'microsoft/5.1.1',
    enhanced: ['5.1.1', '5.1.10', '5.1.351', '5.1.3', '5.1.0'],
    stages: ['rcpt', 'data', 'dot'],
    category: 'address_unknown',
    scope: 'address',
  }),
  ...forBoth({
    id: 'microsoft/refuses-you',
    enhanced: ['7.507', '7.513', '7.124', '7.129', '7.133', '7.134', '7.135', '7.136', '7.193'],
    category: 'recipient_refuses_you',
    scope: 'address',
  }),
  ...forBoth({ id: 'microsoft/7.13', enhanced: ['7.13'], category: 'mailbox_disabled', scope: 'address' }),
  ...forBoth({ id: 'microsoft/7.506', enhanced: ['7.506', '7.25'], category: 'ptr_helo', scope: 'our_ip' }),
  ...forBoth({
    id: 'microsoft/authentication-codes',
    enhanced: ['7.509', '7.515', '7.23', '7.26'],
    category: 'authentication',
    scope: 'our_domain',
  }),
  ...forBoth({
    id: 'microsoft/banned-ip-codes',
    enhanced: ['7.511', '7.705', '7.708', '7.750', ...Array.from({ length: 44 }, (_, i) => `7.${606 + i}`)],
    category: 'reputation_block',
    scope: 'our_ip',
  }),
  ...forBoth({
    id: 'microsoft/rate-codes',
    enhanced: [
      '7.508',
      '7.650',
      '7.651',
      '7.652',
      '4.7.500',
      ...Array.from({ length: 99 }, (_, i) => `4.7.${501 + i}`),
    ],
    category: 'rate_limited',
    scope: 'our_ip',
  }),
  ...forBoth({ id: 'microsoft/4.310', enhanced: ['5.4.310'], category: 'domain_dead', scope: 'domain' }),
  ...forBoth({ id: 'microsoft/4.312', enhanced: ['4.312'], category: 'dns_temp', scope: 'domain' }),
  ...forBoth({ id: 'microsoft/4.316', enhanced: ['4.315', '4.316', '4.317'], category: 'unreachable', scope: 'site' }),
];
