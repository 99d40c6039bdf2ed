// The signed return path: the envelope sender of one delivery, to which whatever comes back is addressed.
import { tokenLength } from './token.js';

const prefix = 'bounce-';
const shape = new RegExp(`^${prefix}([a-z2-7]{${tokenLength}})$`, 'i');
const anywhere = new RegExp(`(?<![a-z0-9])[a-z2-7]{${tokenLength}}(?![a-z0-9])`, 'gi');

/**
 * Writes the return path of one delivery. The same for every attempt: greylisting remembers the envelope sender.
 * @param token from `sign('return', deliveryId)`; the local part has 50 signs, at most 64 are allowed (RFC 5321 §4.5.3.1.1)
 */
export function formatReturnPath(token: string, domain: string): string {
  return `${prefix}${token}@${domain}`;
}

/** Reads a return path of ours in either case, with or without angle brackets; the token is not verified here. */
export function parseReturnPath(address: string): { readonly token: string } | null {
  const bare = address.trim().replace(/^<|>$/g, '');
  const at = bare.lastIndexOf('@');
  const found = at > 0 && at < bare.length - 1 ? shape.exec(bare.slice(0, at)) : null;
  return found?.[1] ? { token: found[1].toLowerCase() } : null;
}

/** Adds every word of `text` that has the shape of a token, lower-cased; whether it is one, the signer knows. */
export function collectTokens(text: string, into: Set<string>): void {
  for (const found of text.matchAll(anywhere)) into.add(found[0].toLowerCase());
}
