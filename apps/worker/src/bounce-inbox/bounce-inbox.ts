// The bounce inbox: reads the mailboxes that are due, keeps what they hold, and understands what was kept.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MailboxSettings, type OpenedMailbox, openMailbox, type TokenSigner } from '@doorstep/bounces';
import type {
  InboundStore,
  LoopTestStore,
  MailboxReadingStore,
  MailboxToRead,
  PolicyInForce,
  Vault,
} from '@doorstep/database';
import type { Log } from '../log.js';
import { createReturnDoor, type ReturnDoor } from '../outcome/return-door.js';
import { createMailboxAccess, type MailboxAccess } from './mailbox-access.js';
import { type ParseRoom, parseHere } from './parse-room.js';
import { type ReadingOptions, readMailbox, type Troublesome } from './read-mailbox.js';
import { createUnderstanding } from './understand.js';
import { understandPage } from './understand-page.js';

export interface InboxDependencies {
  readonly readings: Pick<MailboxReadingStore, 'take' | 'renew' | 'finish' | 'release' | 'exchangeOAuthSecrets'>;
  readonly inbound: InboundStore;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly pollSeconds: number;
  readonly log: Log;
  /** To the next try after a first failure; default: a minute, or the time between two turns when that is longer. */
  readonly failureSeconds?: number;
  /** Default: the door over `inbound`. */
  readonly returns?: ReturnDoor;
  /** Where messages are parsed; default: in this thread. */
  readonly room?: ParseRoom;
  /** Marked messages of the full loop are looked for; default: there are none. */
  readonly loops?: Pick<LoopTestStore, 'noteArrival'>;
  /** What failures lead to; default: the defaults. */
  readonly policy?: (() => PolicyInForce) | undefined;
  /** Default: over the network. */
  readonly open?: (settings: MailboxSettings) => Promise<OpenedMailbox>;
  /** Default: over `vault`. */
  readonly access?: MailboxAccess;
  /** Something new was kept. */
  readonly onKept?: () => void;
  /** How long a reading stays ours without a renewal; default 45. */
  readonly leaseSeconds?: number;
  /** Ends a reading at once. */
  readonly signal?: AbortSignal;
}

export interface BounceInbox {
  /** Reads every mailbox whose turn it is. @returns how many were read */
  readDue(): Promise<number>;
  /** Reads one mailbox now. @returns false when somebody reads it already, or it is switched off */
  readOne(mailboxId: string): Promise<boolean>;
  /** Settles messages that are kept and not understood yet, oldest first. @returns how many were settled */
  understandWaiting(): Promise<number>;
}

/** A worker that dies gives the mailbox back after this. Renewed every third of it. */
const LEASE_SECONDS = 45;
/** Mailboxes one worker reads at a time: one that hangs does not hold up the others. */
const AT_ONCE = 4;
const SPARE_LOOK_MS = 1000;
const FAILURE_SECONDS = 60;
const PAGE = 50;
/** Of one call: other steps want their turn. */
const UNDERSTOOD_AT_MOST = 1000;

export function createBounceInbox(dependencies: InboxDependencies): BounceInbox {
  const { readings, inbound, vault, tokens, pollSeconds, log, open = openMailbox, signal } = dependencies;
  const { leaseSeconds = LEASE_SECONDS, room = parseHere, onKept = () => undefined } = dependencies;
  const failureSeconds = dependencies.failureSeconds ?? Math.max(FAILURE_SECONDS, pollSeconds);
  const returns = dependencies.returns ?? createReturnDoor(inbound, log);
  const access = dependencies.access ?? createMailboxAccess({ vault, readings, log });
  const reading: Omit<ReadingOptions, 'signal'> = { inbound, access, open, log };
  const troublesome: Troublesome = new Map();
  const parsed = new WeakMap<Uint8Array, Awaited<ReturnType<ParseRoom['read']>>[number]>();
  const understand = createUnderstanding({
    ...{ inbound, tokens, returns, log },
    policy: dependencies.policy,
    ...(dependencies.loops && { loops: dependencies.loops }),
    parse(raw) {
      const report = parsed.get(raw);
      if (!report) throw new Error('parsing it took too much time or memory');
      return report;
    },
  });
  let running = 0;
  /** Called when a reading has ended: who looked for more meanwhile need not look any longer. */
  const atEnd: (() => void)[] = [];
  const whileAnotherReads = () =>
    Promise.race([
      sleep(SPARE_LOOK_MS, undefined, { ref: false }),
      new Promise<void>((resolve) => atEnd.push(resolve)),
    ]);

  async function take(mailboxId?: string): Promise<{ box: MailboxToRead; reader: string } | null> {
    const reader = randomUUID(); // one for each turn: what an outlived turn says does not count
    const box = await readings.take({ reader, leaseSeconds }, mailboxId);
    return box && { box, reader };
  }

  async function readTaken({ box, reader }: { box: MailboxToRead; reader: string }): Promise<void> {
    const lost = new AbortController();
    const renewal = setInterval(() => void renew(), (leaseSeconds * 1000) / 3);
    const renew = async () => {
      try {
        if (!(await readings.renew(box.id, { reader, leaseSeconds }))) lost.abort();
      } catch (error) {
        log.debug({ err: error, mailboxId: box.id }, 'The lease of a bounce mailbox could not be renewed.');
      }
    };
    running++;
    try {
      const either = signal ? AbortSignal.any([signal, lost.signal]) : lost.signal;
      const turn = await readMailbox(box, { ...reading, signal: either }, troublesome);
      if (turn.kept > 0) onKept();
      if (either.aborted) await readings.release(box.id, reader);
      else
        await readings.finish(box.id, reader, { ...turn, pollSeconds: turn.isMore ? 0 : pollSeconds, failureSeconds });
      const told = { mailboxId: box.id, mailbox: box.name, kept: turn.kept };
      if (turn.error !== null && !either.aborted)
        log.warn({ ...told, error: turn.error }, 'A bounce mailbox could not be read.');
      else if (turn.kept > 0) log.info(told, 'A bounce mailbox was read.');
    } finally {
      running--;
      clearInterval(renewal);
      for (const wake of atEnd.splice(0)) wake();
    }
  }

  /** Reads one mailbox after the other; goes on looking as long as another one is being read. */
  async function readByTurns(): Promise<number> {
    let count = 0;
    while (!signal?.aborted) {
      const taken = await take();
      if (taken) {
        await readTaken(taken);
        count++;
      } else if (running > 0) await whileAnotherReads();
      else break;
    }
    return count;
  }

  return {
    async readDue() {
      const first = signal?.aborted ? null : await take();
      if (!first) return 0;
      const turns = [readTaken(first).then(readByTurns), ...Array.from({ length: AT_ONCE - 1 }, readByTurns)];
      return (await Promise.all(turns)).reduce((sum, count) => sum + count, 1);
    },
    async readOne(mailboxId) {
      const taken = await take(mailboxId);
      if (taken) await readTaken(taken);
      return taken !== null;
    },
    async understandWaiting() {
      let settled = 0;
      let afterId: string | undefined;
      while (settled < UNDERSTOOD_AT_MOST && !signal?.aborted) {
        const page = await inbound.waiting(PAGE, afterId);
        const reports = await room.read(page.map(({ raw }) => raw));
        for (const [at, { raw }] of page.entries()) parsed.set(raw, reports[at] ?? null);
        settled += await understandPage(page, reports, understand);
        if (page.length < PAGE) break;
        afterId = page.at(-1)?.id;
      }
      return settled;
    },
  };
}
