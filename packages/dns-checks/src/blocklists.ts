// Public blocklists that large receivers look at, and what their answers mean.

export interface Blocklist {
  readonly zone: string;
  readonly name: string;
  /** What is asked for: an address of ours, or the domain. */
  readonly of: 'ip' | 'domain';
  /** Where a listing is explained and can be ended. */
  readonly help: string;
}

export const blocklists: readonly Blocklist[] = [
  { zone: 'zen.spamhaus.org', name: 'Spamhaus ZEN', of: 'ip', help: 'https://check.spamhaus.org/' },
  { zone: 'bl.spamcop.net', name: 'SpamCop', of: 'ip', help: 'https://www.spamcop.net/bl.shtml' },
  {
    zone: 'b.barracudacentral.org',
    name: 'Barracuda',
    of: 'ip',
    help: 'https://www.barracudacentral.org/rbl/removal-request',
  },
  { zone: 'psbl.surriel.com', name: 'PSBL', of: 'ip', help: 'https://psbl.org/remove' },
  { zone: 'dbl.spamhaus.org', name: 'Spamhaus DBL', of: 'domain', help: 'https://check.spamhaus.org/' },
];

export type Listing = 'listed' | 'policy' | 'no-answer';

/**
 * Reads an A record of a blocklist (RFC 5782 section 2.1: an entry is in 127.0.0.0/8).
 *
 * 127.255.255.0/24 is no entry: Spamhaus answers so to resolvers it refuses (252 wrong zone, 254 a public resolver, 255 too
 * many questions), and others copy it. 127.0.0.1 must never be an entry (section 5), 127.0.1.255 scolds a question for an
 * address, and an answer outside of 127.0.0.0/8 comes from a resolver that makes answers up.
 */
export function readListing({ zone }: Pick<Blocklist, 'zone'>, answer: string): Listing {
  if (!/^127\.\d+\.\d+\.\d+$/.test(answer) || /^127\.255\.255\./.test(answer)) return 'no-answer';
  if (answer === '127.0.0.1' || answer === '127.0.1.255') return 'no-answer';
  // The PBL lists ranges that shall not send mail by themselves, whatever came from them.
  if (zone === 'zen.spamhaus.org' && /^127\.0\.0\.1[01]$/.test(answer)) return 'policy';
  return 'listed';
}
