// Secrets of a bounce mailbox on their way in: what was typed, joined with what is stored, sealed; and opened for a test.
import { createTokenSource, type MailboxSettings, tokenUrlFault } from '@doorstep/bounces';
import type { NewBounceMailbox, NewMailboxOAuth } from '@doorstep/contracts';
import {
  type MailboxOAuthRow,
  type MailboxSecrets,
  openOAuthSecrets,
  type SealedMailbox,
  sealOAuthSecrets,
  type Vault,
} from '@doorstep/database';
import { fieldProblem } from '../http/problem.js';

type Place = Pick<MailboxSettings, 'protocol' | 'host' | 'port' | 'tls' | 'username' | 'folder'>;
type Auth = Pick<NewBounceMailbox, 'auth' | 'password' | 'oauth'>;

/** An empty text takes a stored secret away; one left out keeps it, unless it would go to another token address. */
function oauthSecrets(given: NewMailboxOAuth, stored: SealedMailbox | null, vault: Vault) {
  const isSamePlace = stored?.auth === 'oauth2' && stored.oauth?.tokenUrl === given.tokenUrl;
  const kept = isSamePlace ? openOAuthSecrets(vault, stored.oauthSealed) : null;
  const one = (text: string | undefined, former: string | null | undefined) =>
    text === undefined ? (former ?? null) : text.trim() === '' ? null : text.trim();
  return {
    clientSecret: one(given.clientSecret, kept?.clientSecret),
    refreshToken: one(given.refreshToken, kept?.refreshToken),
  };
}

/**
 * @param stored null when none is, or when what is stored was meant for another server or user
 * @throws a problem naming the field when a secret is missing
 */
export function secretsOf({ auth, password, oauth }: Auth, stored: SealedMailbox | null, vault: Vault): MailboxSecrets {
  if (auth === 'password') {
    if (password !== undefined) return { kind: 'password', password };
    if (stored?.auth !== 'password')
      throw fieldProblem(
        'password',
        'no_password',
        'Type the password of the mailbox. A stored one goes only to the server and the user it was stored for.',
      );
    return { kind: 'password', password: vault.open(stored.passwordSealed) };
  }
  if (!oauth) throw fieldProblem('oauth', 'no_oauth', 'Say where tokens come from: token address and client id.');
  const fault = tokenUrlFault(oauth.tokenUrl);
  if (fault !== null) throw fieldProblem('oauth/tokenUrl', 'token_url', fault);
  const secrets = oauthSecrets(oauth, stored, vault);
  if (secrets.refreshToken === null && secrets.clientSecret === null)
    throw fieldProblem(
      'oauth/refreshToken',
      'no_oauth_secret',
      'Store a refresh token, or a client secret for a program of its own. Stored ones go only to the server, the user and the token address they were stored for.',
    );
  const { tokenUrl, clientId, scope } = oauth;
  return { kind: 'oauth2', tokenUrl, clientId, scope: scope || null, ...secrets };
}

export interface SealedSecrets {
  readonly oauth: MailboxOAuthRow | null;
  readonly passwordSealed: string;
  readonly oauthSealed: string | null;
}

export function sealSecrets(secrets: MailboxSecrets, vault: Vault): SealedSecrets {
  if (secrets.kind === 'password')
    return { oauth: null, passwordSealed: vault.seal(secrets.password), oauthSealed: null };
  const { tokenUrl, clientId, scope } = secrets;
  return {
    oauth: { tokenUrl, clientId, scope },
    passwordSealed: vault.seal(''),
    oauthSealed: sealOAuthSecrets(vault, secrets),
  };
}

/** @param onRefreshToken the provider exchanged the refresh token: the old one may not work any more */
export function testSettings(
  { protocol, host, port, tls, username, folder }: Place,
  secrets: MailboxSecrets,
  onRefreshToken?: (refreshToken: string) => Promise<void>,
): MailboxSettings {
  const place = { protocol, host, port, tls, username, folder, timeoutMs: TEST_TIMEOUT_MS };
  if (secrets.kind === 'password') return { ...place, password: secrets.password };
  return { ...place, password: '', oauth: createTokenSource(secrets, onRefreshToken ? { onRefreshToken } : {}) };
}

const TEST_TIMEOUT_MS = 10_000;
