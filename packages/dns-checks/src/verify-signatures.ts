// DKIM signatures of a message as a receiver judges them (mailauth): each against the key that DNS holds now.
import { type DKIMResult, dkimVerify } from 'mailauth';
import { clean } from './ask.js';
import type { Resolver } from './check.js';

export interface SignatureVerdict {
  readonly selector: string;
  readonly domain: string;
  readonly algorithm: string;
  /** unknown: DNS did not answer, which says nothing about the key. */
  readonly result: 'pass' | 'fail' | 'unknown';
  /** Of an RSA key; null for others and when no key was found. */
  readonly keyBits: number | null;
  readonly words: string;
}

/**
 * Verifies every DKIM signature of a message (RFC 6376 section 6).
 *
 * @param message as it arrived, CRLF line ends
 * @param resolver answers like resolve() of node:dns
 */
export async function verifySignatures(message: Uint8Array, resolver: Resolver): Promise<SignatureVerdict[]> {
  const { results } = await dkimVerify(Buffer.from(message), {
    resolver: resolver as NonNullable<Parameters<typeof dkimVerify>[1]>['resolver'] & {},
    minBitLength: 1024,
  });
  return results.filter(({ selector }) => selector !== undefined).map(verdictOf);
}

function verdictOf({ selector, signingDomain, algo, status, modulusLength }: DKIMResult): SignatureVerdict {
  const { result, comment } = status;
  return {
    selector: clean(selector ?? ''),
    domain: clean(signingDomain ?? ''),
    algorithm: clean(algo ?? ''),
    result: result === 'pass' ? 'pass' : result === 'temperror' ? 'unknown' : 'fail',
    keyBits: modulusLength ?? null,
    words: clean(result === 'pass' ? 'verified' : `${result}${comment ? `: ${comment}` : ''}`).slice(0, 300),
  };
}
