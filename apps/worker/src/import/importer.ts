// Carries imports out: the dry run stages every row and says what it would do; the import does it, batch by batch.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Database, type ImportTask, ImportUndoStore, ImportWorkStore } from '@doorstep/database';
import type { MxAnswer } from '@doorstep/delivery';
import type { Log } from '../log.js';
import { createMailSearch } from './mail-search.js';
import { FileFault } from './read-file.js';
import { stageFile } from './stage-file.js';

export interface ImporterDependencies {
  readonly database: Database;
  /** Uploads lie below it. */
  readonly dataDir: string;
  /** Where the mail of a domain goes. */
  readonly resolve: (domain: string) => Promise<MxAnswer>;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

export interface Importer {
  /** Works on every import that waits and that nobody else has. @returns how many */
  runDue(): Promise<number>;
  /** Works on one; does nothing when it does not wait, or another worker has it. */
  runOne(importId: string): Promise<void>;
}

const APPLY_ROWS = 10_000;
const LANES = 2;
/** Behind every line: nothing is left to claim. */
const LAST_LINE = 2 ** 31 - 1;

export function createImporter({ database, dataDir, resolve, log }: ImporterDependencies): Importer {
  const store = new ImportWorkStore(database);

  async function runOne(id: string): Promise<void> {
    const hold = await store.hold(id);
    if (hold === null) return;
    try {
      const task = await store.task(id);
      if (task === null) return;
      if (task.state === 'undoing') await takeBack(new ImportUndoStore(database), id);
      else if (task.state === 'checking') await check(store, dataDir, task, resolve);
      else if (await carryOut(store, task)) await removeFiles(dataDir, task);
      log.info({ importId: id, step: task.state }, 'an import was worked on');
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      await store.fail(id, { code: error.code, detail: error.message, line: error.line });
      log.warn({ importId: id, code: error.code, line: error.line }, 'a file cannot be imported');
    } finally {
      await hold.release();
    }
  }

  return {
    runOne,
    async runDue() {
      const ids = await store.waiting();
      for (const id of ids) await runOne(id);
      return ids.length;
    },
  };
}

async function removeFiles(dataDir: string, { storedAs, packedAs }: ImportTask): Promise<void> {
  for (const name of [storedAs, packedAs]) if (name !== null) await rm(path.join(dataDir, name), { force: true });
}

async function check(
  store: ImportWorkStore,
  dataDir: string,
  task: ImportTask,
  resolve: (domain: string) => Promise<MxAnswer>,
): Promise<void> {
  await store.clearStaging(task.id);
  const mail = task.onNoMail === 'keep' ? null : createMailSearch({ resolve });
  const staged = await stageFile(store, dataDir, task, mail);
  if (staged === null) return; // stopped
  if (staged.rows === 0) throw new FileFault('no_rows', null, 'There is no row below the header.');
  await store.markDuplicates(task.id);
  await store.finishCheck(task.id, staged.rows, staged.suggestions);
}

/** Rows that are taken back are marked in the transaction that did it, so this too goes on after a kill. */
async function takeBack(store: ImportUndoStore, id: string): Promise<void> {
  while (await store.takeBack(id, APPLY_ROWS));
  await store.finish(id);
}

/**
 * Goes on where a killed worker stopped: rows that are done are marked in the transaction that did them. Two lanes,
 * each with batches of lines of its own; when one fails the other ends its batch first.
 *
 * @returns false when the import was stopped
 */
async function carryOut(store: ImportWorkStore, task: ImportTask): Promise<boolean> {
  await store.addDomains(task.id);
  let isStopped = false;
  let turn: Promise<number> = Promise.resolve(0);
  const claim = () => {
    const found = turn.then((after) => store.nextLines(task.id, after, APPLY_ROWS));
    turn = found.then((next) => next?.last ?? LAST_LINE);
    return found;
  };
  const lane = async () => {
    while (!isStopped) {
      const next = await claim();
      if (next === null) return;
      if (!(await store.apply(task, next.first, next.last))) isStopped = true;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (!isStopped) await store.finishImport(task.id);
  return !isStopped;
}
