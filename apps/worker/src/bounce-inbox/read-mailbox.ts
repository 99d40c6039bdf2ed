// One turn at a bounce mailbox: keep what is new, then let go what was understood before. Nothing unknown is ever removed.
import { type Mailbox, MailboxError, type MailboxSettings, MessageGone, type OpenedMailbox } from '@doorstep/bounces';
import type { InboundStore, MailboxToRead, RawInbound } from '@doorstep/database';
import type { Log } from '../log.js';
import type { MailboxAccess } from './mailbox-access.js';

/** One byte more than the parser looks at, so that it says itself that the message was cut. */
export const FETCH_BYTES = 1024 * 1024 + 1;
/** A turn ends after this many messages or this long; the next one goes on at once. */
export const TURN = { messages: 2000, ms: 240_000 } as const;
/** Messages are committed together, so many at most: no more are fetched again after a crash. */
const BATCH = { messages: 50, bytes: 2 * 1024 * 1024 } as const;
const KNOWN_PER_QUERY = 5000;

export interface ReadingOptions {
  readonly inbound: Pick<InboundStore, 'keepAll' | 'known'>;
  readonly access: MailboxAccess;
  readonly open: (settings: MailboxSettings) => Promise<OpenedMailbox>;
  readonly log: Log;
  readonly signal?: AbortSignal;
}

export interface Turn {
  /** Words for the person who set it up; null when all went well. */
  readonly error: string | null;
  readonly kept: number;
  /** There are more messages than one turn reads. */
  readonly isMore: boolean;
  /** What lies in the folder, and how much of it was not read yet; null when it did not come so far. */
  readonly messageCount: number | null;
  readonly backlog: number | null;
}

const NOTHING = { kept: 0, isMore: false, messageCount: null, backlog: null } as const;

/**
 * UIDs whose fetch broke the session, per mailbox, and how often: they come last next time, and are left out from the
 * third time on, so that one message neither stops the others nor makes the whole mailbox look broken.
 */
export type Troublesome = Map<string, Map<string, number>>;
const MOST_TRIES = 3;

export async function readMailbox(
  box: MailboxToRead,
  options: ReadingOptions,
  troublesome: Troublesome,
): Promise<Turn> {
  const settings = options.access.settings(box, options.signal);
  if (typeof settings === 'string') return { ...NOTHING, error: settings };
  const opened = await options.open(settings);
  if (opened.kind === 'failed') return { ...NOTHING, error: withDetail(opened) };
  const progress: Progress = { kept: 0, read: 0, messageCount: null, unread: 0, isCut: false };
  const soFar = () => ({
    kept: progress.kept,
    messageCount: progress.messageCount,
    backlog: progress.messageCount === null ? null : progress.unread - progress.read,
  });
  try {
    await read(opened.mailbox, box, options, troublesome, progress);
    await opened.mailbox.close();
    // A turn that found nothing new must not be followed by another at once: it could go on for ever.
    return { ...soFar(), error: null, isMore: progress.isCut && progress.kept > 0 };
  } catch (error) {
    await leave(opened.mailbox, options.log);
    if (!(error instanceof MailboxError)) throw error;
    return { ...soFar(), error: withDetail(error), isMore: false };
  }
}

interface Progress {
  kept: number;
  read: number;
  messageCount: number | null;
  unread: number;
  /** The turn ended before everything was read. */
  isCut: boolean;
}

async function read(
  mailbox: Mailbox,
  box: MailboxToRead,
  { inbound }: ReadingOptions,
  troublesome: Troublesome,
  progress: Progress,
): Promise<void> {
  const begun = Date.now();
  const uids = (await mailbox.list()).map(({ uid }) => uid);
  const known = await knownOf(box.id, uids, inbound);
  const trouble = troublesome.get(box.id) ?? new Map<string, number>();
  const fresh = uids.filter((uid) => !known.has(uid));
  const again = fresh.filter((uid) => trouble.has(uid) && trouble.get(uid)! < MOST_TRIES);
  const inOrder = [...fresh.filter((uid) => !trouble.has(uid)), ...again];
  progress.messageCount = uids.length;
  progress.unread = fresh.length;
  let batch: RawInbound[] = [];
  let batchBytes = 0;
  const keepBatch = async () => {
    const held = batch;
    [batch, batchBytes] = [[], 0];
    progress.kept += await inbound.keepAll(held);
    progress.read += held.length;
  };
  try {
    for (const uid of inOrder) {
      progress.isCut = progress.read + batch.length >= TURN.messages || Date.now() - begun > TURN.ms;
      if (progress.isCut) break;
      const raw = await fetched(mailbox, box.id, uid, troublesome);
      if (raw === null) {
        progress.unread--;
        continue;
      }
      batch.push({ mailboxId: box.id, sourceUid: uid, raw });
      batchBytes += raw.length;
      if (batch.length >= BATCH.messages || batchBytes >= BATCH.bytes) await keepBatch();
    }
  } finally {
    await keepBatch(); // also what came before a session broke
  }
  await letGo(
    mailbox,
    box,
    uids.filter((uid) => known.get(uid)?.isMatched),
  );
}

/** @returns null when somebody else took the message away since it was listed */
async function fetched(
  mailbox: Mailbox,
  boxId: string,
  uid: string,
  troublesome: Troublesome,
): Promise<Uint8Array | null> {
  try {
    return (await mailbox.fetch(uid, FETCH_BYTES)).raw;
  } catch (error) {
    if (error instanceof MessageGone) return null;
    const trouble = troublesome.get(boxId) ?? new Map<string, number>();
    if (trouble.size < 1000) trouble.set(uid, (trouble.get(uid) ?? 0) + 1);
    troublesome.set(boxId, trouble);
    throw error;
  }
}

async function knownOf(boxId: string, uids: readonly string[], inbound: ReadingOptions['inbound']) {
  const known = new Map<string, { isMatched: boolean }>();
  for (let at = 0; at < uids.length; at += KNOWN_PER_QUERY)
    for (const [uid, one] of await inbound.known(boxId, uids.slice(at, at + KNOWN_PER_QUERY))) known.set(uid, one);
  return known;
}

/** Only what was understood as ours in an earlier turn: its copy and all it changed are committed. */
async function letGo(mailbox: Mailbox, { afterReading, moveTo }: MailboxToRead, uids: string[]): Promise<void> {
  if (uids.length === 0 || afterReading === 'keep') return;
  if (afterReading === 'mark') await mailbox.mark(uids);
  else if (afterReading === 'delete') await mailbox.remove(uids);
  else if (moveTo) await mailbox.move(uids, moveTo);
  else throw new MailboxError('session', 'Read mail is to be moved, but no folder is named. Name one.', '');
}

async function leave(mailbox: Mailbox, log: Log): Promise<void> {
  try {
    await mailbox.close();
  } catch (error) {
    log.debug({ err: error }, 'A mailbox session was lost before its good-bye.');
  }
}

function withDetail({ words, detail }: { words: string; detail: string }): string {
  return detail === '' ? words : `${words} (${detail})`;
}
