// API keys as text: ds_live_<8 signs>_<43 signs>. Made here, compared here.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SHAPE = /^(ds_live_[a-z0-9]{8})_([A-Za-z0-9_-]{43})$/;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

export interface MadeKey {
  readonly key: string;
  readonly prefix: string;
  readonly secretHash: Uint8Array;
}

export function makeKey(): MadeKey {
  const id = Array.from(randomBytes(8), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  const secret = randomBytes(32).toString('base64url');
  const prefix = `ds_live_${id}`;
  return { key: `${prefix}_${secret}`, prefix, secretHash: hashSecret(secret) };
}

/** @returns null for anything that has not the shape of a key */
export function readKey(text: string): { prefix: string; secretHash: Uint8Array } | null {
  const [, prefix, secret] = SHAPE.exec(text) ?? [];
  return prefix && secret ? { prefix, secretHash: hashSecret(secret) } : null;
}

export const isSameHash = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

/** 256 random bits need no slow hash. */
export const hashSecret = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();
