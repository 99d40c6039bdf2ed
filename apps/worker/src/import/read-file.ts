// Reads a CSV file as records with the line each begins on: streamed, decoded, bounded.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { TextDecoderStream } from 'node:stream/web';
import { type CsvError, type Info, parse } from 'csv-parse';

export interface FileRecord {
  /** Line on which the record begins, 1 = first line of the file. */
  readonly line: number;
  readonly cells: string[];
}

export interface FileShape {
  /** utf-8 | utf-16le | utf-16be | windows-1252 */
  readonly encoding: string;
  readonly delimiter: string;
}

/** The file itself is at fault, from a line on. */
export class FileFault extends Error {
  constructor(
    readonly code: string,
    readonly line: number | null,
    detail: string,
  ) {
    super(detail);
  }
}

/** A record of a person is never longer; a quote that is not closed swallows the rest of the file and meets this. */
const MAX_RECORD_SIGNS = 64 * 1024;

/**
 * Reads record by record, flat in memory.
 *
 * @throws FileFault naming the line on which the faulty record begins
 */
export async function* readFile(path: string, { encoding, delimiter }: FileShape): AsyncGenerator<FileRecord> {
  const file = Readable.toWeb(createReadStream(path, { highWaterMark: 256 * 1024 }));
  const text = Readable.fromWeb(file.pipeThrough(new TextDecoderStream(encoding) as never));
  let lastLine = 0;
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_SIGNS,
    // The parser runs ahead of whoever reads its records: what it read last tells where a fault is.
    on_record: (record: string[], { lines }: { lines: number }) => {
      lastLine = lines;
      return record;
    },
  });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { line: info.lines - linesWithin(record), cells: record };
    }
  } catch (error) {
    throw asFault(error as Error, lastLine + 1);
  } finally {
    text.destroy();
    parser.destroy();
  }
}

function linesWithin(cells: readonly string[]): number {
  let lines = 0;
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines++;
  return lines;
}

function asFault(error: Error, line: number): Error {
  const code = (error as Partial<CsvError>).code;
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new FileFault(
      'record_too_large',
      line,
      `The record that begins on line ${line} is longer than 64 kB. Almost always a quote (") there is never closed.`,
    );
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new FileFault(
      'quote_not_closed',
      line,
      `A quote (") that opens on line ${line} or after it is never closed.`,
    );
  if (code?.startsWith('CSV_'))
    return new FileFault(
      'not_csv',
      line,
      `The file cannot be read from line ${line} on: ${error.message.slice(0, 300)}`,
    );
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return new FileFault('file_gone', null, 'The uploaded file is no longer there. Upload it again.');
  return error;
}
