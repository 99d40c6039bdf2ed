// A zipped list or a spreadsheet becomes the plain list it holds; everything else stays as it came.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Workbook } from '@doorstep/database';
import type { Entry } from 'yauzl';
import { ProblemError, problem } from '../http/problem.js';
import { type Sheet, sheetsOf, writeSheet } from './spreadsheet.js';
import { FOLDER, MAX_BYTES, removeUpload, type StoredFile } from './uploads.js';
import { openZip, type Zipped } from './zip-files.js';

const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
const LIST = /\.(csv|tsv|txt|tab)$/i;
const NESTED = /\.(zip|xlsx|gz|7z|rar)$/i;

/** What was unpacked, and the workbook where there is a choice of sheets. */
export interface Unpacked extends StoredFile {
  readonly workbook?: Workbook;
}

/**
 * @param wantedSheet of a workbook, if it has one of this name; else the first one to see
 * @throws ProblemError 422 saying what is in it instead; then the file is gone
 */
export async function unpack(dataDir: string, storedAs: string, wantedSheet: string | null): Promise<Unpacked> {
  const packed = path.join(dataDir, storedAs);
  try {
    if (!(await isZip(packed))) return { storedAs, sizeBytes: (await stat(packed)).size };
    let workbook: Workbook | undefined;
    const unpacked = await write(dataDir, packed, async (zip, target) => {
      if (!isWorkbook(zip)) return writeList(zip, target);
      const sheets = await sheetsOf(zip);
      const chosen = await writeFirst(zip, wantedFirst(sheets, wantedSheet), target);
      if (sheets.length > 1)
        workbook = { packedAs: storedAs, sheets: sheets.map(({ name }) => name), sheet: chosen.name };
    });
    if (workbook) return { ...unpacked, workbook };
    await removeUpload(dataDir, storedAs);
    return unpacked;
  } catch (error) {
    await removeUpload(dataDir, storedAs);
    throw error;
  }
}

const wantedFirst = (sheets: readonly Sheet[], wanted: string | null) =>
  sheets.toSorted((one, other) => Number(other.name === wanted) - Number(one.name === wanted));

/** The first one that has rows. @throws ProblemError 422 when none has */
async function writeFirst(zip: Zipped, sheets: readonly Sheet[], target: string): Promise<Sheet> {
  for (const [at, sheet] of sheets.entries()) {
    try {
      await writeSheet(zip, sheet, target);
      return sheet;
    } catch (error) {
      const isEmpty = error instanceof ProblemError && error.code === 'xlsx_empty';
      if (!isEmpty || at === sheets.length - 1) throw error;
    }
  }
  throw new Error('A workbook has at least one sheet.');
}

/** Another sheet of a workbook that was kept. @throws ProblemError 422 when it has no rows, say */
export function unpackSheet(dataDir: string, packedAs: string, name: string): Promise<StoredFile> {
  return write(dataDir, path.join(dataDir, packedAs), async (zip, target) => {
    const sheet = (await sheetsOf(zip)).find((one) => one.name === name);
    if (sheet) await writeSheet(zip, sheet, target);
  });
}

const isWorkbook = ({ entries }: Zipped) => entries.some(({ fileName }) => fileName === 'xl/workbook.xml');

async function write(
  dataDir: string,
  packed: string,
  work: (zip: Zipped, target: string) => Promise<void>,
): Promise<StoredFile> {
  const storedAs = path.join(FOLDER, `${randomUUID()}.csv`);
  const target = path.join(dataDir, storedAs);
  const zip = await openZip(packed);
  try {
    await work(zip, target);
    return { storedAs, sizeBytes: (await stat(target)).size };
  } catch (error) {
    await removeUpload(dataDir, storedAs);
    throw error;
  } finally {
    zip.close();
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
