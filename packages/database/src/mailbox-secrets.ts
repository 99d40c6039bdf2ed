// The secrets of a bounce mailbox as they lie sealed: a password, or what tokens are fetched with.
import type { Vault } from './vault.js';

export interface OAuthSecrets {
  readonly clientSecret: string | null;
  readonly refreshToken: string | null;
}

export type MailboxSecrets =
  | { readonly kind: 'password'; readonly password: string }
  | ({
      readonly kind: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly scope: string | null;
    } & OAuthSecrets);

export interface SealedMailbox {
  readonly auth: 'password' | 'oauth2';
  readonly passwordSealed: string;
  readonly oauth: { readonly tokenUrl: string; readonly clientId: string; readonly scope: string | null } | null;
  readonly oauthSealed: string | null;
}

/** @throws Error when they were sealed under another secret */
export function openMailboxSecrets(vault: Pick<Vault, 'open'>, mailbox: SealedMailbox): MailboxSecrets {
  const { auth, oauth, oauthSealed, passwordSealed } = mailbox;
  if (auth === 'password' || oauth === null) return { kind: 'password', password: vault.open(passwordSealed) };
  const { tokenUrl, clientId, scope } = oauth;
  return { kind: 'oauth2', tokenUrl, clientId, scope, ...openOAuthSecrets(vault, oauthSealed) };
}

export function openOAuthSecrets(vault: Pick<Vault, 'open'>, sealed: string | null): OAuthSecrets {
  if (sealed === null) return { clientSecret: null, refreshToken: null };
  const { clientSecret, refreshToken } = JSON.parse(vault.open(sealed)) as Partial<OAuthSecrets>;
  return { clientSecret: clientSecret ?? null, refreshToken: refreshToken ?? null };
}

export function sealOAuthSecrets(vault: Pick<Vault, 'seal'>, secrets: OAuthSecrets): string {
  return vault.seal(JSON.stringify(secrets));
}
