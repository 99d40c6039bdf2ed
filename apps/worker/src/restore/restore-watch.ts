// Sees that the database is an older one than Doorstep last ran with: a backup was restored, and what it holds as waiting may have gone already.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AliveMark, RestoreStore } from '@doorstep/database';
import type { Log } from '../log.js';

export interface RestoreWatch {
  /** To be asked every few seconds. Throws what the database throws. */
  turn(): Promise<boolean>;
  /** Nothing may be begun before the database was looked at once. */
  isChecked(): boolean;
}

const FILE = 'alive.json';

/** @param dir the data folder: the mark stands there too, always written after the one in the database */
export function createRestoreWatch(
  store: Pick<RestoreStore, 'mark' | 'beat' | 'hold'>,
  dir: string,
  log: Pick<Log, 'warn'>,
): RestoreWatch {
  let isChecked = false;
  let known: AliveMark | null = null;
  let isTold = false;

  /** An older mark on the disk is still a right one; a full disk must not keep anybody from sending. */
  async function remember(mark: AliveMark): Promise<void> {
    try {
      await writeMark(dir, mark);
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn({ err: error, dir }, 'The mark of the last run cannot be written to the data folder.');
      isTold = true;
    }
  }

  return {
    isChecked: () => isChecked,
    async turn() {
      known ??= await readMark(dir);
      const stored = await store.mark();
      if (known !== null && stored !== null && known.installation === stored.installation && known.at > stored.at) {
        const held = await store.hold(known.at);
        if (held !== null)
          log.warn(
            { backupAt: stored.at, lastAliveAt: known.at, held },
            'A backup was restored: what it has as scheduled or under way is held until somebody decides.',
          );
      }
      known = await store.beat();
      isChecked = true;
      await remember(known);
      return false;
    },
  };
}

async function readMark(dir: string): Promise<AliveMark | null> {
  try {
    const { installation, at } = JSON.parse(await readFile(path.join(dir, FILE), 'utf8')) as Record<string, unknown>;
    const moment = new Date(String(at));
    return typeof installation === 'string' && !Number.isNaN(moment.getTime()) ? { installation, at: moment } : null;
  } catch {
    return null; // none yet, or torn: then only a running worker can know
  }
}

async function writeMark(dir: string, mark: AliveMark): Promise<void> {
  await mkdir(dir, { recursive: true });
  const file = path.join(dir, FILE);
  // Several workers may share the folder: each writes whole files of its own.
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, JSON.stringify({ installation: mark.installation, at: mark.at.toISOString() }));
  await rename(fresh, file);
}
