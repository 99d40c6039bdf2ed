// Writes results to the database in batches; while it is away they go to the journal on disk and are written later.
import type { DecidedOutcome, FinishedBatch } from '@doorstep/database';
import { isDatabaseAway, isRaceLost } from '../health/database-away.js';
import type { Log } from '../log.js';
import type { ResultJournal } from './result-journal.js';

export interface ResultWriter {
  push(outcome: DecidedOutcome): void;
  /** False while the database does not take results: nothing new may be claimed then. */
  isWell(): boolean;
  /** Results not written yet. */
  waiting(): number;
  /** Resolves when everything pushed so far is written, or is in the journal because the database is away. */
  flush(): Promise<void>;
  /** Takes over what dead workers left in the journal. @returns how many results */
  takeLeft(): Promise<number>;
}

export interface ResultWriterOptions {
  /** One transaction; safe to repeat. */
  readonly finish: (batch: readonly DecidedOutcome[]) => Promise<FinishedBatch>;
  readonly journal: ResultJournal;
  readonly log: Log;
  readonly onWritten?: (batch: readonly DecidedOutcome[], finished: FinishedBatch) => void;
  /** How long a result may wait for others; what waits when the worker is killed is in doubt. */
  readonly gatherMs?: number;
  /** Results in one transaction. */
  readonly batchSize?: number;
  /** A database that has not answered for so long counts as away. */
  readonly slowMs?: number;
  readonly retryMs?: number;
}

export function createResultWriter(options: ResultWriterOptions): ResultWriter {
  const { finish, journal, log, onWritten, gatherMs = 10, batchSize = 500, slowMs = 1000, retryMs = 300 } = options;
  /** In the order they came; the first `journalled` of them are on disk too. */
  const pending: DecidedOutcome[] = [];
  let journalled = 0;
  let isAway = false;
  let writing: Promise<void> | null = null;
  let journalling: Promise<void> = Promise.resolve();
  let gather: NodeJS.Timeout | undefined;
  let waiters: (() => void)[] = [];

  const wake = () => {
    const woken = waiters;
    waiters = [];
    for (const resolve of woken) resolve();
  };
  const begin = () => {
    clearTimeout(gather);
    gather = undefined;
    writing ??= writeAll().finally(() => {
      writing = null;
      wake();
      if (pending.length > 0) begin();
    });
  };

  async function writeAll(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending.slice(0, batchSize);
      const slow = setTimeout(() => beAway(new Error(`The database has not answered for ${slowMs} ms.`)), slowMs);
      try {
        const finished = await finish(batch);
        await written(batch, finished);
      } catch (error) {
        if (isDatabaseAway(error)) {
          beAway(error as Error);
          await delay(retryMs);
        } else if (!isRaceLost(error)) await writeSingly(batch, error);
      } finally {
        clearTimeout(slow);
      }
    }
    if (isAway) log.info('Results are written to the database again.');
    isAway = false;
  }

  async function written(batch: readonly DecidedOutcome[], finished: FinishedBatch | null): Promise<void> {
    await journalling;
    pending.splice(0, batch.length);
    journalled = Math.max(0, journalled - batch.length);
    if (finished) onWritten?.(batch, finished);
    // Cleared only when nothing of it is open: replaying what was written already is harmless, losing is not.
    if (pending.length === 0) await clearJournal();
  }

  let isJournalUsed = false;
  let isTaking = false;
  async function clearJournal(): Promise<void> {
    // What is being taken over is on disk alone until it stands among the pending.
    if (!isJournalUsed || isTaking) return;
    await journal.clear();
    isJournalUsed = false;
  }

  /** One of the batch cannot be written as it is (a bug): the others must not wait for it. */
  async function writeSingly(batch: readonly DecidedOutcome[], reason: unknown): Promise<void> {
    if (batch.length === 1) {
      log.error({ err: reason, attemptId: batch[0]!.attemptId }, 'A result cannot be written and was set aside.');
      await journal.setAside(batch);
      return written(batch, null);
    }
    for (const outcome of batch) {
      try {
        await written([outcome], await finish([outcome]));
      } catch (error) {
        if (isDatabaseAway(error) || isRaceLost(error)) return;
        await writeSingly([outcome], error);
      }
    }
  }

  function beAway(error: Error): void {
    if (!isAway)
      log.warn({ err: error }, `The database takes no results; ${pending.length} go to the journal on disk.`);
    isAway = true;
    toJournal();
  }

  function toJournal(): void {
    journalling = journalling.then(async () => {
      const fresh = pending.slice(journalled);
      if (fresh.length === 0) return wake();
      isJournalUsed = true;
      try {
        await journal.append(fresh);
        journalled += fresh.length;
      } catch (error) {
        log.error({ err: error }, 'The journal of results cannot be written; they are kept in memory alone.');
      }
      wake();
    });
  }

  return {
    push(outcome) {
      pending.push(outcome);
      if (isAway) toJournal();
      if (pending.length >= batchSize) begin();
      else if (writing === null) gather ??= setTimeout(begin, gatherMs);
    },
    isWell: () => !isAway,
    waiting: () => pending.length,
    async flush() {
      if (pending.length > 0) begin();
      while (pending.length > 0 && !(isAway && journalled >= pending.length))
        await new Promise<void>((resolve) => {
          waiters.push(resolve);
        });
    },
    async takeLeft() {
      isTaking = true;
      const left = await journal.takeLeft().finally(() => {
        isTaking = false;
      });
      if (left.length === 0) return 0;
      log.info(`${left.length} results that a dead worker left in the journal are taken over.`);
      isJournalUsed = true;
      pending.push(...left);
      begin();
      return left.length;
    },
  };
}

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
