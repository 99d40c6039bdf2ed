// Names of block lists as replies give them.
import type { Facts } from '../facts.js';

const KNOWN: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/spamhaus|\bzen\.|\b(?:sbl|xbl|pbl)\b/i, 'Spamhaus'],
  [/barracudacentral|\bb\.barracuda|barracuda reputation/i, 'Barracuda Central'],
  [/spamcop/i, 'SpamCop'],
  [/\bsorbs\b/i, 'SORBS'],
  [/uceprotect/i, 'UCEPROTECT'],
  [/invaluement/i, 'Invaluement'],
  [/ipcheck\.proofpoint|proofpoint\.com\/\S*(?:ip|dnsbl)|proofpoint dynamic reputation/i, 'Proofpoint'],
  [/\bS3150\b|\bS3140\b/i, "Microsoft's block list"],
  [/senderscore|validity/i, 'Validity'],
  [/cloudmark/i, 'Cloudmark'],
  [/trend ?micro|mail-abuse\.com/i, 'Trend Micro'],
];

/** "blocked using <list>" as Postfix and its kin write it; "listed at <host>". */
const BY_ITS_HOST =
  /(?:blocked (?:using|by|with)|(?:black|block)?listed (?:at|in|on|by)) ((?:[a-z0-9_-]{1,63}\.){1,6}[a-z]{2,24})\b/i;

/** Name of the list the reply gives, or null. What the reply says itself counts more than a link to somebody's pages. */
export function blocklistNamed({ trouble }: Facts): string | null {
  const text = trouble?.text ?? '';
  const host = BY_ITS_HOST.exec(text)?.[1] ?? null;
  const named = (words: string) => KNOWN.find(([pattern]) => pattern.test(words))?.[1] ?? null;
  return host === null ? named(text) : (named(host) ?? host.toLowerCase());
}

/** The address of ours that the reply names, or null. */
export function ipNamed({ trouble }: Facts): string | null {
  return /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(trouble?.text ?? '')?.[0] ?? null;
}
