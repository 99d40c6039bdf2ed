// The signer of return paths and links, with the keys the database has; they are exchanged while mail goes out.
import { createTokenRing, type TokenSigner, tokenKeysFrom } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import {
  type Database,
  followTokenKeys,
  SecretError,
  type TokenKeyFollower,
  TokenKeyStore,
  type Vault,
} from '@doorstep/database';

export interface FollowedTokens {
  readonly tokens: TokenSigner;
  readonly tokenKeys: TokenKeyFollower;
  /** Reads the keys anew. @returns always false */
  turn(): Promise<boolean>;
}

/** @param onWrongSecret DOORSTEP_SECRET is another one than before: nothing this process signs could be read */
export function followedTokens(
  { secret }: Pick<Config, 'secret'>,
  database: Database,
  vault: Vault,
  onWrongSecret: (words: string) => void,
): FollowedTokens {
  const { currentKeyId: id, keys } = tokenKeysFrom(secret);
  const first = { id, key: keys[id]! };
  const tokens = createTokenRing(first);
  const tokenKeys = followTokenKeys({ store: new TokenKeyStore(database), vault, ring: tokens, first });
  return {
    ...{ tokens, tokenKeys },
    async turn() {
      try {
        await tokenKeys.refresh();
      } catch (error) {
        if (!(error instanceof SecretError)) throw error;
        onWrongSecret(error.message);
      }
      return false;
    },
  };
}
