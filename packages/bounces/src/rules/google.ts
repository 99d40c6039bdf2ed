// Rules for Gmail and Google Workspace: https://support.google.com/a/answer/3726730 and the "?p=" words of its replies.
import type { Rule } from './rule.js';

const google = { provider: 'google', certainty: 'certain' } as const;
const address = { ...google, scope: 'address' } as const;
const ourDomain = { ...google, scope: 'our_domain' } as const;
const ourIp = { ...google, scope: 'our_ip' } as const;
const message = { ...google, scope: 'message' } as const;

export const googleRules: readonly Rule[] = [
  // "The recipient's inbox is out of storage space and inactive": nobody empties it.
  {
    ...address,
    id: 'google/over-quota-inactive',
    pattern: /out of storage space and inactive|p=overquotaperm/,
    category: 'mailbox_disabled',
    sisimai: 'mailboxfull',
  },
  {
    ...address,
    id: 'google/over-quota',
    pattern: /over quota|out of storage space|p=overquota/,
    category: 'mailbox_full',
  },
  // Not dead: mail comes in faster than one mailbox may take it, whoever it is from.
  {
    ...address,
    id: 'google/receiving-rate',
    pattern: /receiving mail (?:too quickly|at a rate)|p=receivingrate/,
    category: 'recipient_rate',
  },
  {
    ...address,
    id: 'google/disabled',
    pattern: /tried to reach is (?:disabled|inactive)|p=disableduser/,
    category: 'mailbox_disabled',
  },
  {
    ...address,
    id: 'google/no-such-user',
    pattern: /tried to reach does not exist|p=nosuchuser|account does not exist/,
    category: 'address_unknown',
    isPermanent: true,
  },
  {
    ...message,
    id: 'google/group-spam',
    pattern: /email to group .{0,120}due to spam classification/,
    category: 'content_spam',
  },
  {
    ...address,
    id: 'google/group-closed',
    pattern:
      /group you tried to contact .{0,120}(?:may not exist|permission to post)|don't have permission to post|groups\.google\.com|support\.google\.com\/\S{0,80}(?:group|topic)/,
    category: 'recipient_refuses_you',
    sisimai: 'rejected',
  },
  {
    ...ourDomain,
    id: 'google/authentication',
    pattern:
      /unauthenticated (?:email|mail)|authentication information|spf record with a hard fail|sender is unauthenticated|dmarc policy|p=unauthenticated|does not pass authentication|has been (?:rate limited|blocked) because the (?:sender|sending domain)(?: is|'s) (?:unauthenticated|dmarc)/,
    category: 'authentication',
  },
  {
    ...ourIp,
    id: 'google/ip-not-authorized',
    pattern: /ip you.re using to send mail is not authori[sz]ed|p=notauthorizederror/,
    category: 'reputation_block',
  },
  {
    ...ourIp,
    id: 'google/ptr',
    pattern: /ptr record|does not meet ipv6 sending guidelines|p=ipv6_authentication_error/,
    category: 'ptr_helo',
  },
  {
    ...ourDomain,
    id: 'google/domain-reputation',
    pattern:
      /very low reputation of the sending domain|rate of unsolicited mail originating from your (?:spf|dkim) domain/,
    category: 'reputation_domain',
    sisimai: 'badreputation',
  },
  {
    ...ourIp,
    id: 'google/ip-reputation',
    pattern: /very low reputation of the sending ip|suspicious due to the very low reputation|p=unsolicitediperror/,
    category: 'reputation_block',
    sisimai: 'badreputation',
  },
  {
    ...ourIp,
    id: 'google/unsolicited-rate',
    pattern: /unusual rate of unsolicited mail|p=unsolicitedratelimiterror/,
    category: 'rate_limited',
  },
  {
    ...message,
    id: 'google/unsolicited-message',
    pattern:
      /likely (?:unsolicited mail|suspicious)|p=unsolicitedmessageerror|contains? .{0,40}links? .{0,40}suspicious/,
    category: 'content_spam',
  },
  {
    ...message,
    id: 'google/content-blocked',
    pattern: /presents a potential|p=blockedmessage|illegal attachment/,
    category: 'content_spam',
    sisimai: 'policyviolation',
  },
  {
    ...message,
    id: 'google/rfc-5322',
    pattern: /not rfc 5322 compliant|p=rfcmessagenoncompliant/,
    category: 'message_format',
  },
  {
    ...message,
    id: 'google/too-big',
    pattern: /exceeded google's message size limits|p=maxsizeerror/,
    category: 'message_too_big',
  },
  {
    ...ourIp,
    id: 'google/tls',
    pattern: /requires? a tls connection|p=requiretls|sent over a tls connection/,
    category: 'tls_required',
  },
  {
    ...google,
    id: 'google/slow-down',
    pattern: /too many (?:sessions|connections) open|try again later, closing connection|p=toomanyrecipients/,
    category: 'rate_limited',
    scope: 'our_ip',
  },
  { ...ourDomain, id: 'google/5.7.26', enhanced: ['7.26', '7.27', '7.30', '7.32', '7.40'], category: 'authentication' },
  { ...ourIp, id: 'google/5.7.25', enhanced: ['7.25'], category: 'ptr_helo' },
  { ...ourIp, id: 'google/4.7.28', enhanced: ['7.28'], category: 'rate_limited' },
];
