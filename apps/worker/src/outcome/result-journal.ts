// A local, fsynced file of results that the database could not take yet; what a dead worker left is taken over.
import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
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

export interface ResultJournalOptions {
  /** Made when missing; workers of several machines or containers may share it. */
  readonly dir: string;
  /** Of this worker, and of no other ever: two containers may have the same process number. */
  readonly worker: string;
  /** Which of these workers are dead. */
  readonly deadOf: (workers: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly log: Log;
}

export function openResultJournal({ dir, worker, deadOf, log }: ResultJournalOptions): ResultJournal {
  const nameOf = (kind: string) => `${kind}-${encodeURIComponent(worker)}.jsonl`;
  const own = path.join(dir, nameOf('results'));
  const taken: string[] = [];
  let takenCount = 0;
  let isMade = false;

  async function write(file: string, outcomes: readonly DecidedOutcome[]): Promise<void> {
    if (!isMade) await mkdir(dir, { recursive: true, mode: 0o700 });
    isMade = true;
    const handle = await open(file, 'a', 0o600);
    try {
      await appendFile(handle, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(''));
      await handle.sync();
      // Whoever took us for dead has renamed the file, and may have read it before these lines: they go to a new one as well.
      if ((await inodeOf(file)) === (await handle.stat()).ino) return;
    } finally {
      await handle.close();
    }
    await write(file, outcomes);
  }

  /** The rename is the lock: of two that want the same file one gets it. */
  async function take(name: string): Promise<DecidedOutcome[]> {
    try {
      const file = path.join(dir, nameOf(`taken-${takenCount++}`));
      if (!(await isRenamed(path.join(dir, name), file))) return [];
      const outcomes = readLines(await readFile(file, 'utf8'), name, log);
      taken.push(file);
      return outcomes;
    } catch (error) {
      // It stays on the disk, for whoever comes after us.
      log.error({ err: error, file: name }, 'The results that a dead worker left cannot be read.');
      return [];
    }
  }

  return {
    append: (outcomes) => write(own, outcomes),
    async clear() {
      for (const file of [own, ...taken.splice(0)]) await rm(file, { force: true });
    },
    async takeLeft() {
      const others = (await namesIn(dir)).flatMap((name) => {
        const owner = ownerOf(name);
        return owner === null || owner === worker ? [] : [{ name, owner }];
      });
      if (others.length === 0) return [];
      const dead = await deadOf([...new Set(others.map(({ owner }) => owner))]);
      const left: DecidedOutcome[] = [];
      for (const { name, owner } of others) if (dead.has(owner)) left.push(...(await take(name)));
      return left;
    },
    setAside: (outcomes) => write(path.join(dir, 'set-aside.jsonl'), outcomes),
  };
}

/** @returns null when the file is no worker's */
function ownerOf(name: string): string | null {
  const owner = /^(?:results|taken-\d+)-(.+)\.jsonl$/.exec(name)?.[1];
  return owner === undefined ? null : decodeURIComponent(owner);
}

async function namesIn(dir: string): Promise<string[]> {
  return (await unlessMissing(readdir(dir))) ?? [];
}

async function inodeOf(file: string): Promise<number | undefined> {
  return (await unlessMissing(stat(file)))?.ino;
}

async function isRenamed(from: string, to: string): Promise<boolean> {
  return (await unlessMissing(rename(from, to).then(() => true))) ?? false;
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
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
