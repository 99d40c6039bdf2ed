// A signer whose keys may be exchanged while it is used: the newest one that has begun signs, all of them verify.
import { createTokenSigner, type TokenPurpose, type TokenSigner } from './token.js';

export interface RingKey {
  /** One sign of a-z2-7. */
  readonly id: string;
  /** At least 16 bytes. */
  readonly key: Uint8Array;
  /** It signs from then on, until the next one does. */
  readonly signsFrom: Date;
}

export interface TokenRing extends TokenSigner {
  /**
   * Exchanges all keys at once.
   *
   * @param keys those that verify; nothing changes while there are none that sign at `now`
   * @param now  by the clock that `signsFrom` was written with
   * @throws RangeError as createTokenSigner does
   */
  use(keys: readonly RingKey[], now: Date): void;
  /** Ids of the keys that verified something since the last call. */
  takeUsed(): string[];
}

/** Begins with one key, as it is before anybody could be asked for the others. */
export function createTokenRing(first: Omit<RingKey, 'signsFrom'>): TokenRing {
  let begun: readonly RingKey[] = [{ ...first, signsFrom: new Date(0) }];
  let signers = signersOf(begun);
  const used = new Set<string>();

  return {
    use(keys, now) {
      const ready = keys
        .filter(({ signsFrom }) => signsFrom <= now)
        .sort((one, other) => other.signsFrom.getTime() - one.signsFrom.getTime());
      if (ready.length === 0) return;
      signers = signersOf(keys);
      begun = ready;
    },
    sign(purpose, id, since) {
      const then = since && begun.find(({ signsFrom }) => signsFrom <= since);
      return signers.get((then ?? begun[0]!).id)!.sign(purpose, id);
    },
    verify(purpose: TokenPurpose, token: string) {
      const keyId = token.charAt(0).toLowerCase();
      const id = signers.get(keyId)?.verify(purpose, token) ?? null;
      if (id !== null) used.add(keyId);
      return id;
    },
    takeUsed() {
      const ids = [...used];
      used.clear();
      return ids;
    },
  };
}

const signersOf = (keys: readonly RingKey[]): Map<string, TokenSigner> =>
  new Map(keys.map(({ id, key }) => [id, createTokenSigner({ currentKeyId: id, keys: { [id]: key } })]));
