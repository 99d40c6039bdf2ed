// Files on their way in: streamed to the data folder under a name of our own, counted, limited.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { problem } from '../http/problem.js';

export const FOLDER = 'imports';
export const MAX_BYTES = 1024 ** 3;

export interface StoredFile {
  /** Relative to the data folder. */
  readonly storedAs: string;
  readonly sizeBytes: number;
}

/** @throws ProblemError 413 above 1 GB; nothing stays behind, also when the sender breaks off */
export async function storeUpload(dataDir: string, body: Readable): Promise<StoredFile> {
  await mkdir(path.join(dataDir, FOLDER), { recursive: true, mode: 0o700 });
  const storedAs = path.join(FOLDER, `${randomUUID()}.csv`);
  let sizeBytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_BYTES)
        done(
          problem('too_large', 413, 'The file is larger than 1 GB. Split it and upload the parts one after the other.'),
        );
      else done(null, chunk);
    },
  });
  try {
    await pipeline(body, counted, createWriteStream(path.join(dataDir, storedAs), { mode: 0o600 }));
  } catch (error) {
    await removeUpload(dataDir, storedAs);
    throw error;
  }
  return { storedAs, sizeBytes };
}

export async function removeUpload(dataDir: string, storedAs: string): Promise<void> {
  await rm(path.join(dataDir, storedAs), { force: true });
}
