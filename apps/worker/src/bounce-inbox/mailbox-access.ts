// How a bounce mailbox is signed in to: its secrets opened, the source of its tokens kept from turn to turn.
import { createTokenSource, type MailboxSettings, type OAuthClient, type TokenSource } from '@doorstep/bounces';
import {
  type MailboxReadingStore,
  type MailboxToRead,
  openMailboxSecrets,
  sealOAuthSecrets,
  type Vault,
} from '@doorstep/database';
import type { Log } from '../log.js';

export interface MailboxAccess {
  /** @returns words for the person who set it up when the stored secrets do not open */
  settings(box: MailboxToRead, signal?: AbortSignal): MailboxSettings | string;
}

export interface AccessOptions {
  readonly vault: Vault;
  readonly readings: Pick<MailboxReadingStore, 'exchangeOAuthSecrets'>;
  readonly log: Log;
}

interface KeptSource {
  /** The secrets it was made of, as they lie in the store. */
  sealed: string;
  readonly oauth: string;
  readonly source: TokenSource;
}

export function createMailboxAccess({ vault, readings, log }: AccessOptions): MailboxAccess {
  const sources = new Map<string, KeptSource>();

  function sourceOf(box: MailboxToRead, client: OAuthClient): TokenSource {
    const sealed = box.oauthSealed ?? '';
    const oauth = JSON.stringify(box.oauth);
    const known = sources.get(box.id);
    if (known?.sealed === sealed && known.oauth === oauth) return known.source;
    const onRefreshToken = async (refreshToken: string) => {
      const next = sealOAuthSecrets(vault, { clientSecret: client.clientSecret, refreshToken });
      await readings.exchangeOAuthSecrets(box.id, kept.sealed, next);
      kept.sealed = next;
    };
    const kept: KeptSource = { sealed, oauth, source: createTokenSource(client, { onRefreshToken }) };
    sources.set(box.id, kept);
    return kept.source;
  }

  return {
    settings(box, signal) {
      const { protocol, host, port, tls, username, folder } = box;
      const place = { protocol, host, port, tls, username, folder, ...(signal ? { signal } : {}) };
      try {
        const secrets = openMailboxSecrets(vault, box);
        if (secrets.kind === 'password') return { ...place, password: secrets.password };
        return { ...place, password: '', oauth: sourceOf(box, secrets) };
      } catch (error) {
        log.error({ err: error, mailboxId: box.id }, 'The password of a bounce mailbox does not open.');
        return 'The stored password cannot be opened with this installation’s secret. Type it again.';
      }
    },
  };
}
