// Secrets at rest: mailbox passwords and DKIM keys, sealed with AES-256-GCM under a key derived from DOORSTEP_SECRET.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface Vault {
  /** @returns "v1." and base64url of nonce (12 bytes), tag (16 bytes), ciphertext */
  seal(plain: string): string;
  /** @throws Error when the text was sealed under another secret or was changed */
  open(sealed: string): string;
}

/**
 * Makes a vault whose key is derived for one purpose (HKDF-SHA256, RFC 5869), so that no two purposes share a key.
 *
 * @param secret 32 bytes or more
 */
export function createVault(secret: Uint8Array, purpose = 'sealed-values'): Vault {
  const key = Buffer.from(hkdfSync('sha256', secret, 'doorstep', purpose, 32));
  return {
    seal(plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      const [version, data] = sealed.split('.');
      if (version !== 'v1' || data === undefined) throw new Error('A sealed value has an unknown form.');
      const bytes = Buffer.from(data, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new Error('A sealed value does not open: DOORSTEP_SECRET is not the one it was sealed with.');
      }
    },
  };
}
