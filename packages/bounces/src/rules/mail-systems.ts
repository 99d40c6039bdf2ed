// Rules for sentences that one mail system writes and that mean one thing: Postfix, Sendmail, Exim, qmail, Courier, Domino, …
import type { Rule } from './rule.js';

const likely = { certainty: 'likely' } as const;

export const mailSystemRules: readonly Rule[] = [
  // Postfix smtp(8), Exim's dnslookup router, the resolver's TRY_AGAIN: the same words as for "no such host", and a hope.
  {
    ...likely,
    id: 'mta/dns-try-again',
    pattern:
      /host not found, try again|host lookup did not complete|host name lookup failure|malformed (?:or unexpected )?name server reply|dns soft error|directory server failure|temporary failure in name resolution/,
    category: 'dns_temp',
    scope: 'domain',
  },
  // Cisco (IronPort) tells its own bounces by the kind of answer DNS gave.
  {
    ...likely,
    id: 'ironport/bad-destination-host',
    pattern: /bad destination host|dns hard error/,
    category: 'domain_dead',
    scope: 'domain',
    isPermanent: true,
  },
  // Domino's router, which looks the domain up in its directory first.
  {
    ...likely,
    id: 'domino/no-route',
    pattern: /no route found to domain/,
    category: 'domain_dead',
    scope: 'domain',
    isPermanent: true,
    sisimai: 'networkerror',
  },
  // Postfix local(8) and smtp(8), Exim's self and the Received count, qmail-remote, OpenSMTPD, Exchange, Domino.
  {
    ...likely,
    id: 'mta/loop',
    pattern:
      /mail forwarding loop|loop detected|forwarding loop (?:broken|count)|mx records? points? to local ?host|remote host address is the local host|suspected mail loop|message is looping|best-preference mx|probably in a routing loop|caught in a (?:mail )?loop/,
    category: 'domain_misconfig',
    scope: 'domain',
    sisimai: 'networkerror',
  },
  // Sendmail, Postfix: the message comes back to a host that does not know the domain is its own.
  {
    ...likely,
    id: 'mta/loops-back',
    pattern: /loops? back to (?:myself|me)/,
    category: 'domain_misconfig',
    scope: 'domain',
    sisimai: 'systemerror',
  },
  // Sendmail's check_rcpt speaks of relaying, but what it minds is our host's name.
  {
    ...likely,
    id: 'sendmail/name-lookup',
    pattern: /ip name (?:lookup failed|possibly forged)/,
    category: 'ptr_helo',
    scope: 'our_ip',
  },
  // RFC 5321 §3.4 and its ancestors; Sendmail's 551.
  {
    ...likely,
    id: 'mta/moved-elsewhere',
    pattern: /user not local; ?(?:please )?(?:try|will forward)|has been replaced by x@x/,
    category: 'address_moved',
    scope: 'address',
    isPermanent: true,
  },
  // Sieve and webmail filters that a reader set up herself.
  {
    ...likely,
    id: 'mta/rules-of-recipient',
    pattern:
      /(?:due to|by|on) (?:the )?(?:user|recipient)(?:.s)? (?:\w{1,12} )?(?:rules?|(?:black|block) ?lists?|filters?|preferences?)/,
    category: 'recipient_refuses_you',
    scope: 'address',
  },
  // Microsoft Exchange's store gives each mailbox few threads at once.
  {
    ...likely,
    id: 'exchange/thread-limit',
    pattern: /recipient thread limit exceeded/,
    category: 'system_temp',
    scope: 'site',
    sisimai: 'toomanyconn',
  },
  // Exim's callout, qmail-smtpd's lists, Prolific's BATV: they looked our sender up and did not like what they found.
  {
    ...likely,
    id: 'mta/sender-check',
    pattern:
      /badmailfrom|envelope sender domain must exist|sender domain must exist|domain name required for sender|verification failed for x@x|callback setup failed|callout verification failed|batv (?:failed|check|validation)|unrout(?:e)?able sender|sender address has null mx|bad outbound sender|invalid (?:bounce|signature on) (?:address )?tag/,
    category: 'reputation_domain',
    scope: 'our_domain',
  },
  // cPanel's Exim on the way out: our own hoster's limit.
  {
    ...likely,
    id: 'cpanel/limit-of-sender',
    pattern: /has exceeded the max (?:emails|defers)/,
    category: 'rate_limited',
    scope: 'our_ip',
    sisimai: 'toomanyconn',
  },
  // A queue's own last word (Sendmail, Postfix, Exim, IronPort, PowerMTA, Exchange).
  {
    ...likely,
    id: 'mta/queue-expired',
    pattern:
      /(?:cannot|could ?n.t|could not|unable to) send (?:the )?message for (?:past )?\d|message too old|attempts? exhausted|in (?:the )?queue (?:for )?too long|(?:within|after) the allowed queue (?:period|time)|not reachable within|expired after sitting in queue|could not be delivered for (?:more than )?\d/,
    category: 'expired',
    scope: 'unknown',
    isPermanent: true,
  },
  // Local delivery (Postfix local(8) and pipe(8), Exim's pipe transport, procmail, maildrop).
  {
    ...likely,
    id: 'mta/local-delivery',
    pattern:
      /can.t create (?:user )?output|command (?:died|failed|output:)|child process of|procmail:|maildrop:|unknown mailer error|pipe to \|/,
    category: 'system_temp',
    scope: 'site',
    sisimai: 'mailererror',
  },
  {
    ...likely,
    id: 'mta/own-trouble',
    pattern:
      /unknown mail transport error|local delivery failed|failed to expand|interrupted system call|local error in processing|(?:server|host) is misconfigured|timeout waiting for (?:input|data)|no mdb\b|: temporary lookup failure|internal error reading/,
    category: 'system_temp',
    scope: 'site',
  },
  {
    ...likely,
    id: 'mta/certificate',
    pattern:
      /certificate (?:is )?(?:not (?:trusted|verified)|verification failed|has expired)|cannot start tls|tls (?:handshake|negotiation) fail|tls is required|sent over a tls connection/,
    category: 'tls_required',
    scope: 'site',
  },
];
