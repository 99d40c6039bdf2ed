// Keeps a connection to each IMAP mailbox that can tell of new mail (IDLE), so that it is read within seconds. Polling goes on beside it.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MailboxSettings, type MailboxWatch, type OpenedWatch, watchMailbox } from '@doorstep/bounces';
import type { MailboxToRead, MailboxWatchStore } from '@doorstep/database';
import type { Log } from '../log.js';
import type { MailboxAccess } from './mailbox-access.js';

export interface MailboxWatches {
  /** Takes mailboxes nobody watches, renews what is held, lets go of what was changed. */
  turn(): Promise<boolean>;
  /** Closes every connection and gives the mailboxes back. */
  stop(): Promise<void>;
}

export interface WatchesOptions {
  readonly watches: MailboxWatchStore;
  readonly access: MailboxAccess;
  /** Reads a mailbox now. @returns false when somebody is at it already */
  readonly read: (mailboxId: string) => Promise<boolean>;
  readonly log: Log;
  /** Connections one worker keeps at most; default 50. */
  readonly most?: number;
  /** Default 45. */
  readonly leaseSeconds?: number;
  /** Default: over the network. */
  readonly open?: (settings: MailboxSettings, onNews: () => void) => Promise<OpenedWatch>;
}

interface Held {
  /** Settings it was opened with: when they change, it is opened anew. */
  readonly settings: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Servers that offer no IDLE are asked again after this: they may be exchanged. */
const NO_IDLE_SECONDS = 3600;
/** A refused sign-in is not hammered: providers lock mailboxes for it. Polling, with its own waits, tells of it. */
const REFUSED_SECONDS = 900;
const LONGEST_SECONDS = 300;
/** A connection that held this long was a good one: the next loss begins with short waits again. */
const GOOD_MS = 60_000;
const BUSY_TRIES = 10;
const BUSY_MS = 2000;

export function createMailboxWatches(options: WatchesOptions): MailboxWatches {
  const { watches, access, read, log, most = 50, leaseSeconds = 45, open = watchMailbox } = options;
  const watcher = randomUUID();
  const lease = { watcher, leaseSeconds };
  const held = new Map<string, Held>();
  const losses = new Map<string, number>();
  const reading = new Map<string, { isMore: boolean }>();
  let renewedAt = Number.NEGATIVE_INFINITY;
  let isStopping = false;

  /** News during a reading are read after it: the reading may have listed before they came. */
  async function readSoon(id: string): Promise<void> {
    const current = reading.get(id);
    if (current) {
      current.isMore = true;
      return;
    }
    const mine = { isMore: false };
    reading.set(id, mine);
    try {
      do {
        mine.isMore = false;
        for (let tries = 0; tries < BUSY_TRIES && !isStopping && !(await read(id)); tries++) await sleep(BUSY_MS);
      } while (mine.isMore && !isStopping);
    } catch (error) {
      log.warn(
        { err: error, mailboxId: id },
        'A bounce mailbox with new mail could not be read; it is read at its next turn.',
      );
    } finally {
      reading.delete(id);
    }
  }

  function waitAfterLoss(id: string): number {
    const count = (losses.get(id) ?? 0) + 1;
    losses.set(id, count);
    return Math.min(LONGEST_SECONDS, 2 ** Math.min(count, 10));
  }

  async function watchOver(box: MailboxToRead, signal: AbortSignal): Promise<void> {
    const leave = (watch: 'no_idle' | 'trouble' | 'none', words: string | null, retrySeconds: number) =>
      watches.leave(box.id, watcher, watch, words, retrySeconds);
    const settings = access.settings(box, signal);
    if (typeof settings === 'string') return leave('trouble', settings, REFUSED_SECONDS);
    const opened = await open(settings, () => void readSoon(box.id));
    if (signal.aborted) {
      if (opened.kind === 'watching') opened.watch.close();
      return leave('none', null, 0);
    }
    switch (opened.kind) {
      case 'no_idle':
        return leave(
          'no_idle',
          'The server does not tell of new mail by itself (no IDLE). It is asked at every turn.',
          NO_IDLE_SECONDS,
        );
      case 'failed': {
        const isRefused = opened.step === 'sign_in' || opened.step === 'token' || opened.step === 'open_folder';
        return leave('trouble', opened.words, isRefused ? REFUSED_SECONDS : waitAfterLoss(box.id));
      }
      case 'watching':
        return holdOn(box, opened.watch, signal, leave);
      default:
        return opened satisfies never;
    }
  }

  async function holdOn(
    box: MailboxToRead,
    watch: MailboxWatch,
    signal: AbortSignal,
    leave: (watch: 'trouble' | 'none', words: string | null, retrySeconds: number) => Promise<void>,
  ): Promise<void> {
    const begunAt = performance.now();
    await watches.noteWatching(box.id, watcher);
    const why = await watch.ended;
    if (signal.aborted) return leave('none', null, 0);
    if (performance.now() - begunAt > GOOD_MS) losses.delete(box.id);
    const retrySeconds = waitAfterLoss(box.id);
    log.info(
      { mailboxId: box.id, mailbox: box.name, why, retrySeconds },
      'The kept connection to a bounce mailbox was lost.',
    );
    return leave('trouble', `The kept connection was lost (${why}). It is opened again by itself.`, retrySeconds);
  }

  function begin(box: MailboxToRead): void {
    const stop = new AbortController();
    const watching = watchOver(box, stop.signal).catch((error: unknown) =>
      log.warn(
        { err: error, mailboxId: box.id },
        'The watch over a bounce mailbox ended; it is begun again by itself.',
      ),
    );
    const mine: Held = { settings: placeOf(box), stop, ended: watching.then(() => forget(box.id, mine)) };
    held.set(box.id, mine);
  }

  /** Once given back, it may have been taken again already. */
  function forget(id: string, one: Held): void {
    if (held.get(id) === one) held.delete(id);
  }

  async function renewHeld(): Promise<void> {
    const still = new Map((await watches.renew(lease)).map((box) => [box.id, placeOf(box)]));
    renewedAt = performance.now();
    for (const [id, one] of held) if (still.get(id) !== one.settings) one.stop.abort();
  }

  return {
    async turn() {
      if (isStopping) return false;
      if (held.size > 0 && performance.now() - renewedAt > (leaseSeconds * 1000) / 3) await renewHeld();
      if (held.size < most) for (const box of await watches.take(lease, most - held.size)) begin(box);
      return false;
    },
    async stop() {
      isStopping = true;
      const all = [...held.values()];
      for (const one of all) one.stop.abort();
      await Promise.all(all.map((one) => one.ended));
    },
  };
}

const placeOf = ({ host, port, tls, username, auth, passwordSealed, oauth, folder }: MailboxToRead): string =>
  JSON.stringify([host, port, tls, username, auth, passwordSealed, oauth, folder]);
