// Rules for filter vendors that stand before many companies: Mimecast, Proofpoint, Barracuda, Cloudfilter, and the like.
import type { Rule } from './rule.js';

const likely = { certainty: 'likely' } as const;

export const gatewayRules: readonly Rule[] = [
  // Exim calls the sender back before it says anything of the recipient; cPanel's words for it name the same causes.
  {
    ...likely,
    id: 'exim/sender-verify',
    pattern: /sender verify failed|verification failed for x@x|callback setup failed while verifying/,
    category: 'reputation_domain',
    scope: 'our_domain',
  },
  // cPanel's Exim lists every cause it can think of, block lists among them.
  {
    ...likely,
    id: 'cpanel/no-such-account',
    pattern: /the account or domain may not exist/,
    category: 'domain_dead',
    scope: 'domain',
    isPermanent: true,
  },
  // au/KDDI's domain filter: the address that stands before the colon elsewhere is left out.
  {
    ...likely,
    id: 'kddi/filtered',
    pattern: /550:? ?: user unknown/,
    category: 'recipient_refuses_you',
    scope: 'address',
  },
  {
    provider: 'kddi',
    certainty: 'likely',
    id: 'kddi/unknown',
    stages: ['rcpt'],
    pattern: /550:? x@x ?: user unknown/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  },
  // Symantec's cloud gateway, to an address that is not on its customer's list: "542 <address> Rejected".
  {
    ...likely,
    id: 'messagelabs/not-registered',
    codes: [542],
    pattern: /x@x rejected/,
    category: 'address_unknown',
    scope: 'address',
  },
  {
    provider: 'mimecast',
    certainty: 'certain',
    id: 'mimecast/temporary',
    pattern: /internal resource temporarily unavailable|internal resources are temporarily unavailable/,
    category: 'greylist',
    scope: 'site',
  },
  {
    provider: 'mimecast',
    certainty: 'certain',
    id: 'mimecast/unknown',
    pattern: /invalid recipient|recipient .{0,40}not found/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  },
  {
    provider: 'mimecast',
    certainty: 'certain',
    id: 'mimecast/reputation',
    pattern: /csi\.mimecast|poor reputation|ip reputation/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    provider: 'mimecast',
    certainty: 'certain',
    id: 'mimecast/authentication',
    pattern: /dmarc sender invalid|anti-?spoofing/,
    category: 'authentication',
    scope: 'our_domain',
  },
  {
    provider: 'mimecast',
    certainty: 'certain',
    id: 'mimecast/policy',
    pattern:
      /administrative prohibition|rejected by (?:header|content)|manual envelope rejected|due to security policies/,
    category: 'content_spam',
    scope: 'message',
  },
  {
    ...likely,
    id: 'proofpoint/block-list',
    pattern:
      /(?:support\.proofpoint\.com\/dnsbl|ipcheck\.proofpoint\.com|blocked - see https:\/\/(?:support|ipcheck)\.proofpoint)/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    provider: 'cloudfilter',
    certainty: 'certain',
    id: 'cloudfilter/unknown',
    pattern: /\baup#(?:1310|al1310)\b|recipient (?:rejected|invalid)/,
    category: 'address_unknown',
    scope: 'address',
  },
  {
    provider: 'cloudfilter',
    certainty: 'certain',
    id: 'cloudfilter/rate',
    pattern: /\baup#(?:out-)?1(?:1[0-9]0|260|27\d)\b|too many/,
    category: 'rate_limited',
    scope: 'our_ip',
  },
  // It asks the customer's server while it holds the message, and says which RCPT that one refused.
  {
    ...likely,
    id: 'barracuda/no-such-recipient',
    pattern: /permanent failure for one or more recipients \(x@x: ?55[013]/,
    category: 'address_unknown',
    scope: 'address',
  },
  // The customer's own rules, said of each recipient.
  {
    ...likely,
    id: 'barracuda/blocked',
    pattern: /permanent failure for one or more recipients \(x@x: ?blocked/,
    category: 'content_spam',
    scope: 'message',
  },
  {
    ...likely,
    id: 'barracuda/block-list',
    pattern: /barracudacentral\.org|b\.barracudacentral/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    ...likely,
    id: 'cloudmark/block-list',
    pattern: /csi\.cloudmark\.com|cloudmark/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
];
