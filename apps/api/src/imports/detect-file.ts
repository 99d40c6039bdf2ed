// Reads the beginning of an uploaded file: encoding, separator, header, columns. Faults in plain words.
import { open } from 'node:fs/promises';
import { parseAddress, sniffDelimiter, sniffEncoding } from '@doorstep/contracts';
import type { DetectedFile } from '@doorstep/database';
import { parse } from 'csv-parse/sync';
import { problem } from '../http/problem.js';
import { guessColumns } from './guess-columns.js';

const START_BYTES = 256 * 1024;
const MAX_COLUMNS = 200;
const LOOKED_AT_ROWS = 500;

export interface Corrections {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly hasHeader?: boolean | undefined;
}

/** @throws ProblemError 422 saying what the file is instead, and the way out */
export async function detectFile(path: string, corrections: Corrections = {}): Promise<DetectedFile> {
  const start = await readStart(path);
  if (start.length === 0) throw problem('empty_file', 422, 'The file is empty.');
  const sniffed = sniffEncoding(start);
  if (typeof sniffed !== 'string') throw problem(sniffed.code, 422, sniffed.words);
  const encoding = corrections.encoding ?? sniffed;
  const text = new TextDecoder(encoding).decode(start);
  const delimiter = corrections.delimiter ?? sniffDelimiter(text);
  const records = firstRecords(text, delimiter);
  const [first, ...others] = records;
  if (first === undefined) throw problem('empty_file', 422, 'The file has no rows.');
  if (first.length > MAX_COLUMNS)
    throw problem(
      'too_many_columns',
      422,
      `The file has ${first.length} columns; up to ${MAX_COLUMNS} can be read. Is the right separator chosen?`,
    );
  const hasHeader = corrections.hasHeader ?? !first.some((cell) => parseAddress(cell).isValid);
  if (hasHeader && others.length === 0) throw problem('no_rows', 422, 'There is a header, but no row below it.');
  const headers = hasHeader ? first.map((cell, i) => tidyHeader(cell, i)) : first.map((_, i) => `Column ${i + 1}`);
  const columns = guessColumns(headers, hasHeader ? others : records, hasHeader);
  if (!columns.some(({ guess }) => guess === 'address')) throw noAddressColumn(headers, corrections);
  return { encoding, delimiter, hasHeader, columns };
}

function noAddressColumn(headers: readonly string[], corrections: Corrections) {
  const seen = headers
    .slice(0, 8)
    .map((header) => `"${header}"`)
    .join(', ');
  const hint = corrections.delimiter ? ' Is the right separator chosen?' : '';
  return problem(
    'no_address_column',
    422,
    `No column holds addresses such as ada@example.org. The columns are ${seen}.${hint} Add a column with the addresses and upload the file again.`,
  );
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The last record may be cut by the end of what was read, so an error there is none. */
function firstRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  try {
    parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: LOOKED_AT_ROWS + 1,
      on_record: (record: string[]) => {
        records.push(record);
        return record;
      },
    });
  } catch {
    // A quote that is not closed here: what stands before it is enough; the check names the line.
  }
  return records;
}

function tidyHeader(cell: string, at: number): string {
  const header = cell
    .replace(/[\u0000-\u001f\u007f-\u009f\ufeff]+/g, ' ')
    .trim()
    .slice(0, 100);
  return header === '' ? `Column ${at + 1}` : header;
}
