// Keeps the token keys of a process as the database has them, and notices a DOORSTEP_SECRET that is another one.
import { randomBytes } from 'node:crypto';
import type { TokenKeyStore } from './token-keys.store.js';
import type { Vault } from './vault.js';

/** The structural half of the ring of packages/bounces that is needed here. */
export interface FollowingRing {
  use(keys: readonly { readonly id: string; readonly key: Uint8Array; readonly signsFrom: Date }[], now: Date): void;
  takeUsed(): string[];
}

export interface TokenKeyFollower {
  /** Reads the keys now. @throws SecretError; whatever the database throws */
  refresh(): Promise<void>;
  /** Reads them unless they were read a moment ago: asked before tokens are looked at. */
  fresh(): Promise<void>;
}

export interface TokenKeyFollowerOptions {
  readonly store: Pick<TokenKeyStore, 'verifying' | 'somethingSealed' | 'begin' | 'noteUsed'>;
  readonly vault: Vault;
  readonly ring: FollowingRing;
  /** What DOORSTEP_SECRET gives. */
  readonly first: { readonly id: string; readonly key: Uint8Array };
}

/** Far shorter than the minute after which a new key signs. */
export const FOLLOW_MS = 5000;
const FRESH_MS = 10_000;

/** DOORSTEP_SECRET is not the one this database was begun with. */
export class SecretError extends Error {
  constructor() {
    super(
      'DOORSTEP_SECRET is not the one this database was begun with: nothing that is stored sealed would open, and no link or bounce of mail that is out would be recognised. Nothing was changed. Set the secret back (npm start keeps it in .data/secret; otherwise it is in the backup you made of it), or use the database that belongs to this one.',
    );
    this.name = 'SecretError';
  }
}

export function followTokenKeys({ store, vault, ring, first }: TokenKeyFollowerOptions): TokenKeyFollower {
  let readAt = Number.NEGATIVE_INFINITY;

  function open(sealed: string): Uint8Array {
    try {
      return Buffer.from(vault.open(sealed), 'base64');
    } catch {
      throw new SecretError();
    }
  }

  async function refresh(): Promise<void> {
    let read = await store.verifying();
    if (read.keys.length === 0) {
      const sealed = await store.somethingSealed();
      if (sealed !== null) open(sealed);
      await store.begin(first.id, sealTokenKey(first.key, vault));
      read = await store.verifying();
    }
    ring.use(
      read.keys.map(({ id, keySealed, signsFrom }) => ({ id, key: open(keySealed), signsFrom })),
      read.now,
    );
    readAt = performance.now();
    await store.noteUsed(ring.takeUsed());
  }

  let reading: Promise<void> | null = null;
  /** Many ask at once: one question for all of them. */
  const refreshOnce = () => {
    reading ??= refresh().finally(() => {
      reading = null;
    });
    return reading;
  };
  return {
    refresh: refreshOnce,
    async fresh() {
      if (performance.now() - readAt > FRESH_MS) await refreshOnce();
    },
  };
}

const sealTokenKey = (key: Uint8Array, vault: Vault) => vault.seal(Buffer.from(key).toString('base64'));

/** A new key of 32 random bytes, sealed. */
export const newTokenKey = (vault: Vault): string => sealTokenKey(randomBytes(32), vault);
