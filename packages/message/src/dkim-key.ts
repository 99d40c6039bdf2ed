// DKIM keys: made, loaded, and told as the DNS record that publishes them.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

export type DkimAlgorithm = 'rsa-sha256' | 'ed25519-sha256';

export interface DkimKey {
  readonly privateKeyPem: string;
  /** What goes behind `p=`: SubjectPublicKeyInfo for RSA, the 32 bare octets for Ed25519 (RFC 8463 section 4). */
  readonly publicKeyBase64: string;
}

/** Makes a key: RSA with 2048 bits (RFC 8301) or Ed25519 (RFC 8463). RSA takes some 100 ms. */
export function generateDkimKey(algorithm: DkimAlgorithm): DkimKey {
  const { privateKey } =
    algorithm === 'rsa-sha256' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKeyPem, publicKeyBase64: dkimPublicKey(privateKeyPem) };
}

/** The public half of a private key, as it stands behind `p=`. @throws on text that is no private key */
export function dkimPublicKey(privateKeyPem: string): string {
  const key = createPublicKey(createPrivateKey(privateKeyPem));
  if (key.asymmetricKeyType === 'ed25519') {
    return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
  }
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** The TXT record to publish at `<selector>._domainkey.<domain>` (RFC 6376 section 3.6.1). */
export function dkimRecord(algorithm: DkimAlgorithm, publicKeyBase64: string): string {
  return `v=DKIM1; k=${algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519'}; p=${publicKeyBase64}`;
}

/** Loads a private key and makes sure that it can sign with the algorithm. @throws when it can not */
export function loadDkimKey(privateKeyPem: string, algorithm: DkimAlgorithm): KeyObject {
  const key = createPrivateKey(privateKeyPem);
  const wanted = algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
  if (key.asymmetricKeyType !== wanted) {
    throw new Error(`The DKIM key is ${key.asymmetricKeyType ?? 'unknown'}, but ${algorithm} needs ${wanted}.`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (wanted === 'rsa' && bits < 1024)
    throw new Error(`The DKIM key has ${bits} bits; RFC 8301 forbids less than 1024.`);
  return key;
}

/**
 * A selector nobody used yet: "ds202611", then "ds202611b"; for Ed25519 "de202611". Never one of `used`, because the
 * record of an old key may stand in some cache.
 *
 * @throws RangeError when the month has used up its letters
 */
export function nextSelector(now: Date, algorithm: DkimAlgorithm, used: readonly string[]): string {
  const month = `${algorithm === 'rsa-sha256' ? 'ds' : 'de'}${now.toISOString().slice(0, 7).replace('-', '')}`;
  const taken = new Set(used);
  const free = ['', ...'bcdefghijklmnopqrstuvwxyz'].map((letter) => month + letter).find((name) => !taken.has(name));
  if (free === undefined) throw new RangeError('All selectors of this month are used. Try again next month.');
  return free;
}
