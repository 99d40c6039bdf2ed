// Rules for the short codes some providers put behind every reply and explain on a page: they say more than the words.
import type { Rule } from './rule.js';

const coded = { certainty: 'certain' } as const;

/** postmaster.facebook.com/response_codes: "RCP-P1 http://postmaster.facebook.com/response_codes?ip=…". */
const facebook: readonly Rule[] = [
  {
    ...coded,
    id: 'facebook/unknown',
    pattern: /\brcp-p1\b/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  },
  { ...coded, id: 'facebook/preferences', pattern: /\brcp-p\d\b/, category: 'recipient_refuses_you', scope: 'address' },
  { ...coded, id: 'facebook/content', pattern: /\bpol-p6\b/, category: 'content_spam', scope: 'message' },
  { ...coded, id: 'facebook/authentication', pattern: /\bpol-p7\b/, category: 'authentication', scope: 'our_domain' },
  { ...coded, id: 'facebook/blocked', pattern: /\bpol-[pt]\d\b/, category: 'reputation_block', scope: 'our_ip' },
  { ...coded, id: 'facebook/ptr', pattern: /\bdns-p\d\b/, category: 'ptr_helo', scope: 'our_ip' },
  { ...coded, id: 'facebook/connections', pattern: /\bcon-t\d\b/, category: 'rate_limited', scope: 'our_ip' },
  { ...coded, id: 'facebook/form', pattern: /\bmsg-p\d\b/, category: 'message_format', scope: 'message' },
  { ...coded, id: 'facebook/internal', pattern: /\bint-[pt]\d\b/, category: 'system_temp', scope: 'site' },
];

/** cox.com, "Email error codes": AUP#CXBL and the like; spectrum.net, "Understanding email error codes": AUP#In-1310. */
const cox: readonly Rule[] = [
  // In the words of a refused sender.
  {
    certainty: 'likely',
    id: 'cox/block-list',
    pattern: /\baup#(?:cxbl|[a-z]{0,6}rbl)\b/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  { ...coded, id: 'cox/ptr', pattern: /\baup#cxdns\b/, category: 'ptr_helo', scope: 'our_ip' },
  {
    ...coded,
    id: 'cox/rate',
    pattern: /\baup#(?:cxcnct|cxmxrt|cxthrt|in-1310)\b/,
    category: 'rate_limited',
    scope: 'our_ip',
  },
  { ...coded, id: 'cox/sender', pattern: /\baup#cxsndr\b/, category: 'reputation_domain', scope: 'our_domain' },
  {
    ...coded,
    id: 'cox/authentication',
    pattern: /\baup#cx(?:spf|dkim|dmarc)\w{0,4}\b/,
    category: 'authentication',
    scope: 'our_domain',
  },
];

/** godaddy.com, "What does my email bounceback mean?": IB1xx our address, IB5xx the message, IB6xx rates. */
const secureserver = { provider: 'secureserver', ...coded } as const;
const goDaddy: readonly Rule[] = [
  {
    ...secureserver,
    id: 'secureserver/blocked',
    pattern: /\bib1\d\d\b/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    ...secureserver,
    id: 'secureserver/sender',
    pattern: /\bib2\d\d\b/,
    category: 'reputation_domain',
    scope: 'our_domain',
  },
  {
    ...secureserver,
    id: 'secureserver/authentication',
    pattern: /\bib5(?:06|08|10)\b/,
    category: 'authentication',
    scope: 'our_domain',
  },
  { ...secureserver, id: 'secureserver/content', pattern: /\bib5\d\d\b/, category: 'content_spam', scope: 'message' },
  {
    ...secureserver,
    id: 'secureserver/rate',
    pattern: /\bib(?:60\d|00\d)\b|too many recipients this hour/,
    category: 'rate_limited',
    scope: 'our_ip',
    sisimai: 'speeding',
  },
  {
    ...secureserver,
    id: 'secureserver/virus',
    pattern: /\bib7\d\d\b/,
    category: 'content_spam',
    scope: 'message',
    sisimai: 'virusdetected',
  },
];

/** postmaster.live.com, troubleshooting: the codes stand without the host's name where a report is passed on. */
const outlook: readonly Rule[] = [
  { ...coded, id: 'outlook/blocked', pattern: /\b(?:sc|dy|ou)-00\d\b/, category: 'reputation_block', scope: 'our_ip' },
  { ...coded, id: 'outlook/rate', pattern: /\brp-00\d\b/, category: 'rate_limited', scope: 'our_ip' },
];

/** help.163.com, the list of returned mail: DT: the message, MI: the sender, HL: our host, RP: how much at once. */
const netease: readonly Rule[] = [
  {
    ...coded,
    id: 'netease/spam',
    pattern: /\bdt:(?:spm|spt)\b|\bmi:spb\b/,
    category: 'content_spam',
    scope: 'message',
  },
  { ...coded, id: 'netease/authentication', pattern: /\bmi:spf\b/, category: 'authentication', scope: 'our_domain' },
  { ...coded, id: 'netease/form', pattern: /\bdt:sum\b|\bmi:imf\b/, category: 'message_format', scope: 'message' },
  {
    ...coded,
    id: 'netease/rate',
    pattern: /\bmi:(?:cel|ccl|rfl|ufl|ulc|sfq|stc)\b|\bhl:(?:icc|ifc|itc)\b|\brp:(?:cel|drc|trc|qrc)\b/,
    category: 'rate_limited',
    scope: 'our_ip',
  },
  { ...coded, id: 'netease/host', pattern: /\bhl:(?:rep|ipb|mep)\b/, category: 'reputation_block', scope: 'our_ip' },
  { ...coded, id: 'netease/helo', pattern: /\bmi:(?:dmc|nhd)\b/, category: 'ptr_helo', scope: 'our_ip' },
];

/** postmaster.aol.com: (RTR:…) and (CON:…) our route, (DYN:T1) complaints about our address, (RLY:…) relays, (HVU:…) a link. */
const aol: readonly Rule[] = [
  {
    ...coded,
    id: 'aol/host',
    pattern: /\((?:rtr|con|dyn|rly|snd):\w{1,3}\)/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  { ...coded, id: 'aol/link', pattern: /\(hvu:\w{1,3}\)/, category: 'content_spam', scope: 'message' },
  { ...coded, id: 'aol/ptr', pattern: /\(dns:\w{1,3}\)/, category: 'ptr_helo', scope: 'our_ip' },
];

export const providerCodeRules: readonly Rule[] = [...facebook, ...cox, ...goDaddy, ...outlook, ...netease, ...aol];
