// A CSV on its way from a terminal to the worker: looked at, its columns named, copied to where uploads lie.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ColumnTarget, isOwnField, sniffDelimiter, sniffEncoding } from '@doorstep/contracts';
import type { DetectedFile } from '@doorstep/database';
import { parse } from 'csv-parse/sync';
import { UsageError } from '../usage-error.js';

/** Where the API puts uploads, below the data folder. */
const FOLDER = 'imports';
const START_BYTES = 256 * 1024;
const SAMPLES = 5;
const TARGETS: Readonly<Record<string, ColumnTarget>> = {
  email: 'address',
  address: 'address',
  name: 'name',
  consent_at: 'consent_at',
};

export interface GivenFile extends DetectedFile {
  readonly mapping: readonly ColumnTarget[];
}

/**
 * @param wanted as in email=E-Mail,name=Name,city=Ort: what each column becomes; the others are left out
 * @throws UsageError when it is no CSV with a header, or a column is not there
 */
export async function lookAtFile(file: string, wanted: string): Promise<GivenFile> {
  const start = await beginningOf(file);
  const encoding = sniffEncoding(start);
  if (typeof encoding !== 'string') throw new UsageError(`${file}: ${encoding.words}`);
  const text = new TextDecoder(encoding).decode(start);
  const delimiter = sniffDelimiter(text);
  const [headers = [], ...rows] = firstRecords(text, delimiter);
  const mapping = mappingOf(headers, wanted);
  const columns = headers.map((header, index) => ({
    ...{ index, header, filled: 1, confidence: 'certain' as const, guess: mapping[index]! },
    samples: rows.slice(0, SAMPLES).map((row) => row[index] ?? ''),
  }));
  return { encoding, delimiter, hasHeader: true, columns, mapping };
}

async function beginningOf(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** A record cut by the end of what was read is no fault here: the check reads all of them. */
function firstRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  try {
    parse(text, {
      ...{
        delimiter,
        bom: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        to: SAMPLES + 1,
      },
      on_record: (record: string[]) => {
        records.push(record.map((cell) => cell.trim()));
        return record;
      },
    });
  } catch {
    // What stands before it is enough; the check names the line.
  }
  return records;
}

function mappingOf(headers: readonly string[], wanted: string): ColumnTarget[] {
  const mapping: ColumnTarget[] = headers.map(() => 'ignore');
  const seen = new Set<ColumnTarget>();
  for (const pair of wanted.split(',')) {
    const [word = '', ...rest] = pair.split('=');
    const key = word.trim();
    const header = rest.join('=').trim();
    const target = Object.hasOwn(TARGETS, key) ? TARGETS[key]! : (`field:${key}` as const);
    if (header === '' || !/^[a-z][a-z0-9_]{0,62}$/.test(key))
      throw new UsageError(`--map holds pairs such as email=E-Mail,name=Name,city=Ort; “${pair}” is none.`);
    const at = headers.findIndex((one) => one.toLowerCase() === header.toLowerCase());
    if (at < 0) throw new UsageError(`The file has no column “${header}”. It has: ${headers.slice(0, 30).join(', ')}.`);
    if (seen.has(target) || mapping[at] !== 'ignore')
      throw new UsageError(`--map names “${key}” or “${header}” twice.`);
    if (isOwnField(target)) throw new UsageError(`“${key}” is a name of Doorstep's own.`);
    seen.add(target);
    mapping[at] = target;
  }
  if (!seen.has('address')) throw new UsageError('--map must say which column holds the addresses: email=E-Mail.');
  return mapping;
}

/** @returns where it lies, relative to the data folder */
export async function storeFile(dataDir: string, file: string): Promise<{ storedAs: string; sizeBytes: number }> {
  await mkdir(path.join(dataDir, FOLDER), { recursive: true, mode: 0o700 });
  const storedAs = path.join(FOLDER, `${randomUUID()}.csv`);
  await copyFile(file, path.join(dataDir, storedAs));
  return { storedAs, sizeBytes: (await stat(file)).size };
}
