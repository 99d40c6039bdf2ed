// A bounce mailbox as it is shown: whether secrets are stored, never what they are.
import type { BounceMailbox } from '@doorstep/contracts';
import { type BounceMailboxRow, openOAuthSecrets, type Vault } from '@doorstep/database';

export function viewOf({ oauthSealed, oauth, ...row }: BounceMailboxRow, vault: Pick<Vault, 'open'>) {
  return { ...row, oauth: oauth && { ...oauth, ...stored(oauthSealed, vault) } };
}

function stored(
  sealed: string | null,
  vault: Pick<Vault, 'open'>,
): Pick<NonNullable<BounceMailbox['oauth']>, 'hasClientSecret' | 'hasRefreshToken'> {
  try {
    const { clientSecret, refreshToken } = openOAuthSecrets(vault, sealed);
    return { hasClientSecret: clientSecret !== null, hasRefreshToken: refreshToken !== null };
  } catch {
    return { hasClientSecret: false, hasRefreshToken: false }; // sealed under another secret: they must be typed again
  }
}
