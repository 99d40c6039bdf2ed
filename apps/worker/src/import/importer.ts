// Carries imports out: the dry run stages every row and says what it would do; the import does it, batch by batch.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  type Database,
  type ImportTask,
  ImportUndoStore,
  ImportWorkStore,
  type RejectedRow,
  type StagedRow,
} from '@doorstep/database';
import type { Log } from '../log.js';
import { FileFault, readFile } from './read-file.js';
import { readRow } from './read-row.js';

export interface ImporterDependencies {
  readonly database: Database;
  /** Uploads lie below it. */
  readonly dataDir: string;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

export interface Importer {
  /** Works on every import that waits and that nobody else has. @returns how many */
  runDue(): Promise<number>;
  /** Works on one; does nothing when it does not wait, or another worker has it. */
  runOne(importId: string): Promise<void>;
}

const STAGE_ROWS = 5000;
const APPLY_ROWS = 10_000;
const LANES = 2;
/** Behind every line: nothing is left to claim. */
const LAST_LINE = 2 ** 31 - 1;

export function createImporter({ database, dataDir, log }: ImporterDependencies): Importer {
  const store = new ImportWorkStore(database);

  async function runOne(id: string): Promise<void> {
    const hold = await store.hold(id);
    if (hold === null) return;
    try {
      const task = await store.task(id);
      if (task === null) return;
      if (task.state === 'undoing') await takeBack(new ImportUndoStore(database), id);
      else if (task.state === 'checking') await check(store, dataDir, task);
      else if (await carryOut(store, task)) await rm(path.join(dataDir, task.storedAs), { force: true });
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

async function check(store: ImportWorkStore, dataDir: string, task: ImportTask): Promise<void> {
  await store.clearStaging(task.id);
  const read = await stageFile(store, dataDir, task);
  if (read === null) return; // stopped
  if (read === 0) throw new FileFault('no_rows', null, 'There is no row below the header.');
  await store.markDuplicates(task.id);
  await store.finishCheck(task.id, read);
}

/** @returns records read, or null when the import was stopped */
async function stageFile(store: ImportWorkStore, dataDir: string, task: ImportTask): Promise<number | null> {
  let staged: StagedRow[] = [];
  let rejected: RejectedRow[] = [];
  let read = 0;
  let storing: Promise<boolean> = Promise.resolve(true); // one batch is stored while the next is read
  let isHeader = task.hasHeader;
  try {
    for await (const { line, cells } of readFile(path.join(dataDir, task.storedAs), task)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      read++;
      const row = readRow(line, task.isCorrection ? cells.map(withoutGuard) : cells, task.mapping);
      if ('staged' in row) staged.push(row.staged);
      else rejected.push(row.rejected);
      if (staged.length + rejected.length < STAGE_ROWS) continue;
      if (!(await storing)) return null;
      storing = store.stage(task, staged, rejected, read);
      storing.catch(() => undefined); // told where it is waited for
      [staged, rejected] = [[], []];
    }
  } finally {
    await storing.catch(() => undefined); // nothing is stored any more once this has ended
  }
  if (!(await storing)) return null;
  return (await store.stage(task, staged, rejected, read)) ? read : null;
}

/** The apostrophe our error file puts before what a spreadsheet would run as a formula. */
const withoutGuard = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

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
