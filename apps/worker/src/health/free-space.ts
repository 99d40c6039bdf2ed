// Looks how much space the data folder has left: without it results could not be kept while the database is away.
import { mkdir, statfs } from 'node:fs/promises';
import type { Log } from '../log.js';

export interface FreeSpace {
  /** Looks now. */
  look(): Promise<boolean>;
  /** Why nothing new is begun, in words; null while there is space enough. */
  trouble(): string | null;
}

export interface FreeSpaceOptions {
  readonly dir: string;
  /** What must be left, in megabytes; null: a gigabyte, or a twentieth of the disk where that is more. */
  readonly minFreeMb: number | null;
  readonly log: Pick<Log, 'error' | 'warn'>;
  readonly measure?: (dir: string) => Promise<DiskSpace>;
}

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

const MB = 2 ** 20;
const LEAST_MB = 1024;
const LEAST_SHARE = 0.05;
/** Twice what must be left is not asked for: a little more, so that it does not go to and fro. */
const ENOUGH_AGAIN = 1.05;

export function createFreeSpace({ dir, minFreeMb, log, measure = measureDisk }: FreeSpaceOptions): FreeSpace {
  let trouble: string | null = null;
  return {
    async look() {
      const { freeBytes, totalBytes } = await measure(dir);
      const needed = minFreeMb === null ? Math.max(LEAST_MB * MB, totalBytes * LEAST_SHARE) : minFreeMb * MB;
      if (trouble === null && freeBytes < needed) {
        trouble = `The disk of ${dir} has ${inMb(freeBytes)} left, and ${inMb(needed)} are needed. Nothing new is sent or imported until there is space again.`;
        log.error(trouble);
      } else if (trouble !== null && freeBytes >= needed * ENOUGH_AGAIN) {
        trouble = null;
        log.warn(`The disk of ${dir} has space again (${inMb(freeBytes)}); work goes on.`);
      }
      return false;
    },
    trouble: () => trouble,
  };
}

async function measureDisk(dir: string): Promise<DiskSpace> {
  await mkdir(dir, { recursive: true });
  const { bavail, blocks, bsize } = await statfs(dir);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

const inMb = (bytes: number) => `${Math.round(bytes / MB)} MB`;
