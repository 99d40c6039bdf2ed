// Signed tokens that name one delivery, subscriber or confirmation: short, case-blind, bound to one purpose.
import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { fromBase32, toBase32 } from './base32.js';
import { preparedHmac } from './prepared-hmac.js';

/** What a token may be used for. It goes into the MAC, so a token of one purpose is none of another. */
export type TokenPurpose = 'return' | 'unsubscribe' | 'confirm' | 'click' | 'count' | 'letter';

export interface TokenKeys {
  /** The key that signs: one sign of a-z or 2-7, the first sign of every token it signs. */
  readonly currentKeyId: string;
  /** All keys that still verify, by key id; each at least 16 bytes. */
  readonly keys: Readonly<Record<string, Uint8Array>>;
}

export interface TokenSigner {
  /**
   * Signs a uuid for one purpose.
   * @param since when that was made which the uuid names: where keys are exchanged, the key of that time signs, so that
   *              a return path stays the same on every attempt
   * @returns 43 signs of lower-case base32: key id, uuid, MAC of 80 bits
   * @throws RangeError if `id` is no uuid: a bug of the caller
   */
  sign(purpose: TokenPurpose, id: string, since?: Date): string;
  /** Gives the uuid back, or null for anything not signed by one of the keys for this purpose. Constant time in the MAC. */
  verify(purpose: TokenPurpose, token: string): string | null;
}

/** Signs in a token: the key id and 26 bytes of base32. */
export const tokenLength = 43;
const uuidBytes = 16;
const macBytes = 10;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Makes the signer of return paths, unsubscribe and confirmation links: HMAC-SHA256 (RFC 2104) cut to 80 bits, over
 * version, purpose, key id and uuid. No clock: how long a token counts is decided by the row it names.
 *
 * Key rotation: put the new key in under a new id and make it current; the old id stays in `keys` until its mails are old.
 * @throws RangeError if a key id is not one sign of a-z2-7, a key is shorter than 16 bytes, or the current key is missing
 */
export function createTokenSigner({ currentKeyId, keys }: TokenKeys): TokenSigner {
  const known = new Map(Object.entries(keys));
  for (const [id, key] of known) {
    if (!/^[a-z2-7]$/.test(id))
      throw new RangeError(`token key id must be one sign of a-z2-7, got ${JSON.stringify(id)}`);
    if (key.length < 16) throw new RangeError(`token key ${id} must have at least 16 bytes`);
  }
  const currentKey = known.get(currentKeyId);
  if (!currentKey) throw new RangeError(`token key ${JSON.stringify(currentKeyId)} is current but not among the keys`);

  const macs = new Map<string, (uuid: Uint8Array) => Uint8Array>();
  const macOf = (key: Uint8Array, purpose: TokenPurpose, keyId: string, uuid: Uint8Array): Uint8Array => {
    const label = `doorstep-token/1\0${purpose}\0${keyId}\0`;
    let mac = macs.get(label);
    if (mac === undefined) {
      mac = preparedHmac(key, label, uuidBytes);
      macs.set(label, mac);
    }
    return mac(uuid).subarray(0, macBytes);
  };
  /** Of the token that is being signed. */
  const bytes = Buffer.alloc(uuidBytes + macBytes);

  return {
    sign(purpose, id) {
      if (!uuidPattern.test(id)) throw new RangeError(`not a uuid: ${JSON.stringify(id)}`);
      bytes.write(id.replaceAll('-', ''), 'hex');
      bytes.set(macOf(currentKey, purpose, currentKeyId, bytes.subarray(0, uuidBytes)), uuidBytes);
      return currentKeyId + toBase32(bytes);
    },
    verify(purpose, token) {
      if (token.length !== tokenLength) return null;
      const keyId = token.charAt(0).toLowerCase();
      const key = known.get(keyId);
      const said = fromBase32(token.slice(1));
      if (!key || !said) return null;
      const uuid = said.subarray(0, uuidBytes);
      return timingSafeEqual(said.subarray(uuidBytes), macOf(key, purpose, keyId, uuid)) ? formatUuid(uuid) : null;
    },
  };
}

/**
 * Derives a token key from the secret of the installation (HKDF-SHA256, RFC 5869), so that one secret serves all purposes.
 * @param secret at least 16 bytes
 * @param keyId  one sign of a-z2-7; a new secret needs a new one
 */
export function tokenKeysFrom(secret: Uint8Array, keyId = 'a'): TokenKeys {
  if (secret.length < 16) throw new RangeError('the token secret must have at least 16 bytes');
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), `doorstep token key ${keyId}`, 32));
  return { currentKeyId: keyId, keys: { [keyId]: key } };
}

function formatUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
