// A local, fsynced file of results that the database could not take yet; what a dead worker left is taken over.
import { appendFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DecidedOutcome } from '@doorstep/database';
import type { Log } from '../log.js';

export interface ResultJournal {
  /** Resolves when the lines are on the disk. */
  append(outcomes: readonly DecidedOutcome[]): Promise<void>;
  /** Everything in it has been written to the database. */
  clear(): Promise<void>;
  /** Results that workers no longer alive left behind; they stay on disk until `clear`. */
  takeLeft(): Promise<DecidedOutcome[]>;
  /** Results the database refuses as they are: kept for a person, out of the way of the others. */
  setAside(outcomes: readonly DecidedOutcome[]): Promise<void>;
}

/** @param dir made when missing; workers of one machine may share it */
export function openResultJournal(dir: string, log: Log, pid = process.pid): ResultJournal {
  const own = path.join(dir, `results-${pid}.jsonl`);
  const taken: string[] = [];
  let isMade = false;
  /** Lines under our own number were left by another before us; later ones are our own, still in memory, and not left. */
  let isFirstLook = true;

  async function write(file: string, outcomes: readonly DecidedOutcome[]): Promise<void> {
    isFirstLook = false;
    if (!isMade) await mkdir(dir, { recursive: true, mode: 0o700 });
    isMade = true;
    const handle = await open(file, 'a', 0o600);
    try {
      await appendFile(handle, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  return {
    append: (outcomes) => write(own, outcomes),
    async clear() {
      for (const file of [own, ...taken.splice(0)]) await rm(file, { force: true });
    },
    async takeLeft() {
      const left: DecidedOutcome[] = [];
      const mayTakeOwn = isFirstLook;
      isFirstLook = false;
      for (const name of await namesIn(dir)) {
        const owner = /^(?:results|taken-\d+)-(\d+)\.jsonl$/.exec(name)?.[1];
        if (owner === undefined || (Number(owner) === pid ? !mayTakeOwn : isAlive(Number(owner)))) continue;
        const file = path.join(dir, `taken-${taken.length}-${pid}.jsonl`);
        const read = await readFile(path.join(dir, name), 'utf8');
        if (name !== path.basename(file)) await rename(path.join(dir, name), file);
        taken.push(file);
        left.push(...readLines(read, name, log));
      }
      return left;
    },
    setAside: (outcomes) => write(path.join(dir, 'set-aside.jsonl'), outcomes),
  };
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    // Own takings first: a new one must not be renamed over one that is still to be read.
    return (await readdir(dir)).sort().reverse();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A worker that is alive writes its own results. Our own number may have been given out before (a container's 1). */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readLines(text: string, name: string, log: Log): DecidedOutcome[] {
  const outcomes: DecidedOutcome[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const outcome = JSON.parse(line) as DecidedOutcome;
      if (typeof outcome.attemptId === 'string' && typeof outcome.deliveryId === 'string') outcomes.push(outcome);
    } catch (error) {
      // The last line of a worker that died while writing: it was not promised to anybody yet.
      log.warn({ err: error, file: name }, 'A line of the journal of results is torn and was skipped.');
    }
  }
  return outcomes;
}
