// Rules for Yahoo/AOL, Apple, GMX/WEB.DE, French and Asian mailbox providers, from their postmaster pages and replies.
import type { Rule } from './rule.js';

const yahoo = { provider: 'yahoo', certainty: 'certain' } as const;
const apple = { provider: 'apple', certainty: 'certain' } as const;
const gmx = { provider: 'gmx', certainty: 'certain' } as const;
const orange = { provider: 'orange', certainty: 'certain' } as const;
const comcast = { provider: 'comcast', certainty: 'certain' } as const;
const tencent = { provider: 'tencent', certainty: 'certain' } as const;

export const mailboxProviderRules: readonly Rule[] = [
  {
    ...yahoo,
    id: 'yahoo/disabled',
    pattern: /mailbox is disabled|\(?554\.30\)?|account .{0,20}not been logged into/,
    category: 'mailbox_disabled',
    scope: 'address',
  },
  {
    ...yahoo,
    id: 'yahoo/no-account',
    pattern:
      /doesn't have an? .{0,40}account|mailbox not found|not a valid mailbox|user unknown|no such (?:user|mailbox)/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  },
  {
    ...yahoo,
    id: 'yahoo/deferred',
    pattern: /\[(?:ip)?ts{1,2}\d\d\]|unexpected volume or user complaints|resources temporarily unavailable/,
    category: 'rate_limited',
    scope: 'our_ip',
    sisimai: 'badreputation',
  },
  {
    ...yahoo,
    id: 'yahoo/from-domain',
    pattern: /unresolvable .{0,20}from domain/,
    category: 'authentication',
    scope: 'our_domain',
  },
  {
    ...yahoo,
    id: 'yahoo/block-list',
    pattern: /\[bl\d\d\]|\[gl\d\d\]|\[ph\d\d\]/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    ...yahoo,
    id: 'yahoo/policy',
    pattern: /not accepted for policy reasons|message not allowed|content/,
    category: 'content_spam',
    scope: 'message',
    sisimai: 'policyviolation',
  },
  { ...apple, id: 'apple/over-quota', pattern: /over ?quota/, category: 'mailbox_full', scope: 'address' },
  {
    ...apple,
    id: 'apple/unknown-alias',
    pattern: /unknown or illegal alias|user does not exist|no such user/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  },
  { ...apple, id: 'apple/slow-down', pattern: /\[bs02\]|\[hcm1\]|too many/, category: 'rate_limited', scope: 'our_ip' },
  {
    ...apple,
    id: 'apple/local-policy',
    pattern: /\[(?:cs01|hm08|hme1|hmr?\d*)\]|local policy/,
    category: 'content_spam',
    scope: 'message',
  },
  {
    ...gmx,
    id: 'gmx/unknown',
    pattern: /mailbox unavailable(?!.{0,80}policy)|user unknown/,
    codes: [550],
    category: 'address_unknown',
    scope: 'address',
  },
  { ...gmx, id: 'gmx/ptr', pattern: /bad dns ptr/, category: 'ptr_helo', scope: 'our_ip' },
  {
    ...gmx,
    id: 'gmx/blocked-ip',
    pattern: /ip address (?:is )?(?:black|block) ?listed|ip=.{0,60}c=bl|no smtp service/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    ...gmx,
    id: 'gmx/policy',
    pattern: /transaction failed|(?:for explanation visit|reject due to policy)/,
    codes: [554],
    category: 'content_spam',
    scope: 'message',
  },
  {
    ...orange,
    id: 'orange/connections',
    pattern: /trop de connexions|too many connections|ofr_?\d*.{0,40}(?:debit|limit)/,
    category: 'rate_limited',
    scope: 'our_ip',
  },
  {
    ...orange,
    id: 'orange/blocked',
    pattern: /service refuse|adresse ip source bloquee|client host blocked/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    ...orange,
    id: 'orange/unknown',
    pattern: /adresse d\S{0,3} ?au moins un destinataire invalide|invalid recipient/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  },
  // Said to DATA, for all recipients at once.
  {
    provider: 'laposte',
    certainty: 'certain',
    id: 'laposte/unknown',
    pattern: /adresse d\S{0,3} ?(?:au moins un )?destinataire invalide|invalid recipient/,
    category: 'address_unknown',
    scope: 'address',
    isPermanent: true,
  },
  {
    provider: 'laposte',
    certainty: 'certain',
    id: 'laposte/account-blocked',
    pattern: /compte du destinataire est bloque|recipient account is blocked/,
    category: 'mailbox_disabled',
    scope: 'address',
  },
  // Their number says it in both languages: 506 content, 417 quota, 305 sender.
  {
    ...orange,
    id: 'orange/content',
    pattern: /mail rejete|\b(?:ofr|lpn)\S{0,8}_506\b/,
    category: 'content_spam',
    scope: 'message',
  },
  { ...comcast, id: 'comcast/rate', pattern: /\brl0000\d\d\b/, category: 'rate_limited', scope: 'our_ip' },
  { ...comcast, id: 'comcast/blocked', pattern: /\bbl0000\d\d\b/, category: 'reputation_block', scope: 'our_ip' },
  {
    ...tencent,
    id: 'tencent/frequency',
    pattern: /frequency limited|ip frequency/,
    category: 'rate_limited',
    scope: 'our_ip',
  },
  // Of the sender's domain: it has no address or mail server in DNS.
  {
    ...tencent,
    id: 'tencent/sender-domain',
    pattern: /domain may not exist or dns check failed/,
    category: 'reputation_domain',
    scope: 'our_domain',
  },
  {
    ...tencent,
    id: 'tencent/blocked',
    pattern: /domain frequency|suspected (?:bounce|spam)|ip (?:is )?(?:rejected|blocked)|connection denied/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  // The subscriber's own domain filter answers as if the mailbox were not there, and only after the message was seen.
  {
    provider: 'docomo',
    certainty: 'likely',
    id: 'docomo/filtered',
    pattern: /^(?:smtp; ?)?550 unknown user/,
    category: 'recipient_refuses_you',
    scope: 'address',
    sisimai: 'rejected',
  },
];
