// The bounce inbox: reads the mailboxes that are due, keeps what they hold, and understands what was kept.
import { type MailboxSettings, type OpenedMailbox, openMailbox, type TokenSigner } from '@doorstep/bounces';
import type { InboundStore, MailboxReadingStore, MailboxToRead, Vault } from '@doorstep/database';
import type { Log } from '../log.js';
import { createReturnDoor, type ReturnDoor } from '../outcome/return-door.js';
import { type ReadingOptions, readMailbox, type Troublesome } from './read-mailbox.js';
import { createUnderstanding } from './understand.js';

export interface InboxDependencies {
  readonly readings: Pick<MailboxReadingStore, 'take' | 'finish'>;
  readonly inbound: InboundStore;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly pollSeconds: number;
  readonly log: Log;
  /** Default: the door over `inbound`. */
  readonly returns?: ReturnDoor;
  /** Default: over the network. */
  readonly open?: (settings: MailboxSettings) => Promise<OpenedMailbox>;
  /** Ends a reading at once. */
  readonly signal?: AbortSignal;
}

export interface BounceInbox {
  /** Reads every mailbox whose turn it is. @returns how many were read */
  readDue(): Promise<number>;
  /** Reads one mailbox now, unless somebody reads it already. */
  readOne(mailboxId: string): Promise<void>;
  /** Settles messages that are kept and not understood yet, oldest first. @returns how many were settled */
  understandWaiting(): Promise<number>;
}

/** Longer than a turn and its longest single answer; a worker that dies gives the mailbox back after this. */
const LEASE_SECONDS = 420;
const PAGE = 50;
/** Of one call: other steps want their turn. */
const UNDERSTOOD_AT_MOST = 1000;

export function createBounceInbox(dependencies: InboxDependencies): BounceInbox {
  const { readings, inbound, vault, tokens, pollSeconds, log, open = openMailbox, signal } = dependencies;
  const returns = dependencies.returns ?? createReturnDoor(inbound, log);
  const understand = createUnderstanding({ inbound, tokens, returns, log });
  const reading: ReadingOptions = { inbound, vault, open, log, ...(signal ? { signal } : {}) };
  const troublesome: Troublesome = new Map();

  async function readTaken(box: MailboxToRead): Promise<void> {
    const turn = await readMailbox(box, reading, troublesome);
    await readings.finish(box.id, turn.isMore ? 0 : pollSeconds, turn.error);
    const told = { mailboxId: box.id, mailbox: box.name, kept: turn.kept };
    if (turn.error !== null) log.warn({ ...told, error: turn.error }, 'A bounce mailbox could not be read.');
    else if (turn.kept > 0) log.info(told, 'A bounce mailbox was read.');
  }

  return {
    async readDue() {
      let count = 0;
      for (
        let box = await readings.take(LEASE_SECONDS);
        box && !signal?.aborted;
        box = await readings.take(LEASE_SECONDS)
      ) {
        await readTaken(box);
        count++;
      }
      return count;
    },
    async readOne(mailboxId) {
      const box = await readings.take(LEASE_SECONDS, mailboxId);
      if (box) await readTaken(box);
    },
    async understandWaiting() {
      let settled = 0;
      let afterId: string | undefined;
      while (settled < UNDERSTOOD_AT_MOST && !signal?.aborted) {
        const page = await inbound.waiting(PAGE, afterId);
        for (const message of page) if ((await understand(message)) === 'settled') settled++;
        if (page.length < PAGE) break;
        afterId = page.at(-1)?.id;
      }
      return settled;
    },
  };
}
