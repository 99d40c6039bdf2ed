// Rules for trouble without a reply: the words are our own (DNS, sockets), so only they are looked at, before all others.
import type { Rule } from './rule.js';

const dns = { stages: ['dns'], certainty: 'certain', scope: 'domain', digit: 'none' } as const;

export const troubleRules: readonly Rule[] = [
  // Words with blanks between them: a domain's name, which stands in the same line, holds none.
  {
    ...dns,
    id: 'trouble/null-mx',
    pattern: /(?:accepts?|takes?|receives?) no mail|\(null[ -]mx\)|does not (?:accept|take|receive) /,
    category: 'domain_refuses_mail',
    isPermanent: true,
  },
  {
    ...dns,
    id: 'trouble/no-such-domain',
    pattern:
      /\(nxdomain\)|no such (?:domain|name|host)|does not exist|no host of |no (?:host|address|mail server)(?: |$)|^(?:nxdomain|no-address|enotfound|enodata)$/,
    category: 'domain_dead',
    isPermanent: true,
  },
  { ...dns, id: 'trouble/dns', category: 'dns_temp' },
  // A domain's own demand that none of its hosts keeps, or a provider that suddenly has no encryption.
  {
    stages: ['connect', 'starttls'],
    certainty: 'certain',
    digit: 'none',
    id: 'trouble/tls-policy',
    pattern: /^the tls policy of \S{1,253} \(/,
    category: 'tls_required',
    scope: 'site',
  },
  // We did not even ask: its SIZE is smaller than the message (RFC 1870 §6.1).
  {
    stages: ['mail'],
    certainty: 'certain',
    digit: 'none',
    id: 'trouble/too-big',
    pattern: /^5\.3\.4 message too big: /,
    category: 'message_too_big',
    scope: 'message',
    isPermanent: true,
  },
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
