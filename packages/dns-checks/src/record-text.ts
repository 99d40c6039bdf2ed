// Reading TXT records as lists of tags, and how much of an answer is kept to be shown.
import { createPublicKey } from 'node:crypto';

/** Shown of an answer; what is judged is all of it. */
const MOST_SHOWN = 20;
const MOST_SIGNS = 2000;

/** A tag without the blanks DNS panels put into long records; null when there is none. */
export function tagOf(text: string, name: string): string | null {
  const tag = text.split(';').find((part) => part.split('=', 1)[0]?.trim().toLowerCase() === name);
  return tag === undefined || !tag.includes('=') ? null : tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '');
}

export const bounded = (texts: readonly string[]): string[] =>
  texts.slice(0, MOST_SHOWN).map((text) => text.slice(0, MOST_SIGNS));

/** Size of an RSA key as it stands behind p=, in bits; null for anything that is none. */
export function rsaBits(publicKeyBase64: string): number | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKeyBase64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.modulusLength ?? null;
  } catch {
    return null; // what stands there is no key: the comparison with ours says so
  }
}
