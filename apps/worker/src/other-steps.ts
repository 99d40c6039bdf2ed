// The steps beside sending: lists are imported, bounce mailboxes are read and understood, people are asked to confirm.
import type { TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import { ConfirmationStore, type Database, InboundStore, MailboxReadingStore, type Vault } from '@doorstep/database';
import type { TlsPolicies } from './attempt/tls-policies.js';
import { createBounceInbox } from './bounce-inbox/bounce-inbox.js';
import { createConfirmer } from './confirm/confirmer.js';
import { createImporter } from './import/importer.js';
import type { Log } from './log.js';
import type { Loop } from './loop.js';
import { CONFIRM_POLL_MS, POLL_MS } from './waits.js';

export interface OtherSteps {
  readonly loops: readonly Loop[];
  /** An import is to be checked or carried out now. */
  runImport(importId: string): Promise<void>;
  /** A bounce mailbox is to be looked into now. */
  readInbox(mailboxId: string): Promise<void>;
}

export interface OtherStepsOptions {
  readonly config: Pick<
    Config,
    | 'bouncePollSeconds'
    | 'dataDir'
    | 'dnsServers'
    | 'dnssec'
    | 'smtpPort'
    | 'allowPrivateMx'
    | 'publicUrl'
    | 'timeScale'
    | 'ehloName'
  >;
  readonly database: Database;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly tls: TlsPolicies;
  readonly log: Log;
  /** Ends a reading at once. */
  readonly signal: AbortSignal;
  /** False while the disk is too full to keep what an import needs. */
  readonly mayImport: () => boolean;
  readonly loop: (name: string, everyMs: number, turn: () => Promise<boolean>) => Loop;
}

export function startOtherSteps({ config, database, loop, mayImport, ...around }: OtherStepsOptions): OtherSteps {
  const inbox = createBounceInbox({
    ...around,
    readings: new MailboxReadingStore(database),
    inbound: new InboundStore(database),
    pollSeconds: config.bouncePollSeconds,
  });
  const importer = createImporter({ database, dataDir: config.dataDir, log: around.log });
  const imports = loop('import lists', POLL_MS, async () => {
    if (mayImport()) await importer.runDue();
    return false;
  });
  const understand = loop('understand bounces', POLL_MS, async () => (await inbox.understandWaiting()) > 0);
  const read = loop('read bounce mailboxes', POLL_MS, async () => {
    if ((await inbox.readDue()) > 0) understand.wake();
    return false;
  });
  const confirmer = createConfirmer({ ...around, config, confirmations: new ConfirmationStore(database) });
  const confirm = loop('ask to confirm', CONFIRM_POLL_MS, confirmer.turn);
  return {
    loops: [imports, read, understand, confirm],
    runImport: async (importId) => {
      if (mayImport()) await importer.runOne(importId);
    },
    async readInbox(mailboxId) {
      await inbox.readOne(mailboxId);
      understand.wake();
    },
  };
}
