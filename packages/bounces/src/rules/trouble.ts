// Rules for trouble without a reply: the words are our own (DNS, sockets), so only they are looked at, before all others.
import type { Rule } from './rule.js';

const dns = { stages: ['dns'], certainty: 'certain', scope: 'domain', digit: 'none' } as const;

export const troubleRules: readonly Rule[] = [
  {
    ...dns,
    id: 'trouble/null-mx',
    pattern: /null[ -]?mx|(?:accepts?|takes?|receives?) no mail|not (?:accept|take|receive)/,
    category: 'domain_refuses_mail',
    isPermanent: true,
  },
  {
    ...dns,
    id: 'trouble/dns-silent',
    pattern: /servfail|time(?:d )?-?out|refused|e(?:servfail|timeout|refused)|no answer/,
    category: 'dns_temp',
  },
  {
    ...dns,
    id: 'trouble/no-such-domain',
    pattern: /nxdomain|enotfound|enodata|no such|not exist|no-address|no (?:host|address|mail server)|has no /,
    category: 'domain_dead',
    isPermanent: true,
  },
  { ...dns, id: 'trouble/dns', category: 'dns_temp' },
  {
    stages: ['connect', 'banner', 'ehlo', 'starttls', 'mail', 'rcpt', 'data'],
    certainty: 'certain',
    digit: 'none',
    id: 'trouble/no-reply',
    category: 'unreachable',
    scope: 'site',
  },
  {
    stages: ['dot'],
    certainty: 'certain',
    digit: 'none',
    id: 'trouble/no-reply-to-dot',
    category: 'in_doubt',
    scope: 'unknown',
  },
];
