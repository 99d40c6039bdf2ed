// A zipped list or a spreadsheet becomes the plain list it holds; everything else stays as it came.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Entry } from 'yauzl';
import { problem } from '../http/problem.js';
import { writeSheet } from './spreadsheet.js';
import { FOLDER, MAX_BYTES, removeUpload, type StoredFile } from './uploads.js';
import { openZip, type Zipped } from './zip-files.js';

const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
const LIST = /\.(csv|tsv|txt|tab)$/i;
const NESTED = /\.(zip|xlsx|gz|7z|rar)$/i;

/** @throws ProblemError 422 saying what is in it instead; then the file is gone */
export async function unpack(dataDir: string, storedAs: string): Promise<StoredFile> {
  const packed = path.join(dataDir, storedAs);
  try {
    if (!(await isZip(packed))) return { storedAs, sizeBytes: (await stat(packed)).size };
    const unpackedAs = path.join(FOLDER, `${randomUUID()}.csv`);
    const target = path.join(dataDir, unpackedAs);
    const zip = await openZip(packed);
    try {
      if (zip.entries.some(({ fileName }) => fileName === 'xl/workbook.xml')) await writeSheet(zip, target);
      else await writeList(zip, target);
    } catch (error) {
      await removeUpload(dataDir, unpackedAs);
      throw error;
    } finally {
      zip.close();
    }
    await removeUpload(dataDir, storedAs);
    return { storedAs: unpackedAs, sizeBytes: (await stat(target)).size };
  } catch (error) {
    await removeUpload(dataDir, storedAs);
    throw error;
  }
}

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && ZIP_MAGIC.every((byte, at) => buffer[at] === byte);
  } finally {
    await handle.close();
  }
}

async function writeList(zip: Zipped, target: string): Promise<void> {
  await pipeline(await zip.open(onlyList(zip.entries), MAX_BYTES), createWriteStream(target, { mode: 0o600 }));
}

/** What the makers of archives add for themselves is no file of anybody's. */
const isOwn = ({ fileName }: Entry) => !fileName.endsWith('/') && !/(^|\/)(__MACOSX\/|\.|Thumbs\.db)/.test(fileName);

function onlyList(entries: readonly Entry[]): Entry {
  const files = entries.filter(isOwn);
  const lists = files.filter(({ fileName }) => LIST.test(fileName));
  if (lists.length === 1) return lists[0]!;
  if (lists.length > 1) {
    const names = lists.slice(0, 5).map(({ fileName }) => path.posix.basename(fileName));
    throw problem(
      'zip_many_lists',
      422,
      `There are ${lists.length} lists in it: ${names.join(', ')}. Upload them one after the other.`,
    );
  }
  const nested = files.find(({ fileName }) => NESTED.test(fileName));
  const inside = nested ? ` It holds “${path.posix.basename(nested.fileName)}”: unpack it once and upload that.` : '';
  throw problem('zip_no_list', 422, `There is no list (.csv, .tsv, .txt) in this zipped file.${inside}`);
}
