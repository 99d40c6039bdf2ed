// The steps beside sending: bounce mailboxes are read, what they held is understood.
import type { TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import { type Database, InboundStore, MailboxReadingStore, type Vault } from '@doorstep/database';
import { createBounceInbox } from './bounce-inbox/bounce-inbox.js';
import type { Log } from './log.js';
import type { Loop } from './loop.js';
import { POLL_MS } from './waits.js';

export interface OtherSteps {
  readonly loops: readonly Loop[];
  /** A bounce mailbox is to be looked into now. */
  readInbox(mailboxId: string): Promise<void>;
}

export interface OtherStepsOptions {
  readonly config: Pick<Config, 'bouncePollSeconds' | 'dataDir'>;
  readonly database: Database;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly log: Log;
  /** Ends a reading at once. */
  readonly signal: AbortSignal;
  readonly loop: (name: string, everyMs: number, turn: () => Promise<boolean>) => Loop;
}

export function startOtherSteps({ config, database, loop, ...around }: OtherStepsOptions): OtherSteps {
  const inbox = createBounceInbox({
    ...around,
    readings: new MailboxReadingStore(database),
    inbound: new InboundStore(database),
    pollSeconds: config.bouncePollSeconds,
  });
  const understand = loop('understand bounces', POLL_MS, async () => (await inbox.understandWaiting()) > 0);
  const read = loop('read bounce mailboxes', POLL_MS, async () => {
    if ((await inbox.readDue()) > 0) understand.wake();
    return false;
  });
  return {
    loops: [read, understand],
    async readInbox(mailboxId) {
      await inbox.readOne(mailboxId);
      understand.wake();
    },
  };
}
