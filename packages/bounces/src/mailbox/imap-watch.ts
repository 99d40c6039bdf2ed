// A kept IMAP connection that tells of new mail within seconds (IDLE, RFC 2177). It reads nothing.
import type { ImapFlow } from 'imapflow';
import type { Wire } from './dial.js';
import { beginImap } from './imap-session.js';
import type { MailboxSettings, StepListener } from './mailbox.js';

/** Many routers forget a quiet connection after five minutes. */
const IDLE_MS = 4 * 60_000;
/** Silence after which the server is asked whether it is still there. */
const SILENCE_MS = 90_000;

export interface MailboxWatch {
  /** Words of why it ended, once it has; never rejects. */
  readonly ended: Promise<string>;
  close(): void;
}

export type BegunWatch = { readonly kind: 'watching'; readonly watch: MailboxWatch } | { readonly kind: 'no_idle' };

/** @param onNews something may have come: also right at the start, as mail may have come before. @throws MailboxError */
export async function beginWatch(
  wire: Wire,
  settings: MailboxSettings,
  accessToken: string | null,
  onNews: () => void,
): Promise<BegunWatch> {
  const silent: StepListener = () => undefined;
  const needs = { settings, accessToken, silenceMs: SILENCE_MS, idleMs: IDLE_MS };
  const { client } = await beginImap(wire, needs, silent);
  if (!client.capabilities.has('IDLE')) {
    client.close();
    return { kind: 'no_idle' };
  }
  client.on('exists', onNews);
  onNews();
  return { kind: 'watching', watch: watchOver(client, settings.signal) };
}

function watchOver(client: ImapFlow, signal: AbortSignal | undefined): MailboxWatch {
  let why = 'the server closed the connection';
  client.on('error', (error: Error) => {
    why = error.message;
  });
  const stop = () => {
    why = 'stopped';
    client.close();
  };
  signal?.addEventListener('abort', stop, { once: true });
  const closed = new Promise<void>((resolve) => client.once('close', resolve));
  const ended = Promise.race([closed, idleOn(client)]).then(() => {
    signal?.removeEventListener('abort', stop);
    client.close();
    return why;
  });
  if (signal?.aborted) stop();
  return { ended, close: stop };
}

/** Ends when the connection does, or when the server refuses to go on telling. */
async function idleOn(client: ImapFlow): Promise<void> {
  while (client.usable) {
    try {
      if ((await client.idle()) === false) return;
    } catch {
      return; // the connection is gone; its 'error' told why
    }
  }
}
