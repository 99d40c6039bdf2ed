// What is in a zipped file, read with limits: names, sizes, and one entry as a stream. Nothing is written under a name from inside.
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { problem } from '../http/problem.js';

const MOST_ENTRIES = 2000;
/** Above this size, an entry that grows more than a hundredfold is no list. */
const SUSPECT_BYTES = 10 * 1024 * 1024;
const MOST_RATIO = 100;

export interface Zipped {
  readonly entries: readonly Entry[];
  /** @param mostBytes refused above this, by what the archive says and by what really comes */
  open(entry: Entry, mostBytes: number): Promise<Readable>;
  close(): void;
}

const broken = (why: string) =>
  problem(
    'zip_broken',
    422,
    `The zipped file cannot be read: ${why.slice(0, 200).replace(/\.+$/, '')}. Pack it anew, or upload the list as a CSV.`,
  );

/** @throws ProblemError 422 in words for an archive that is broken, encrypted or out of bounds */
export async function openZip(file: string): Promise<Zipped> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    yauzl.open(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) =>
      error ? reject(broken(error.message)) : resolve(opened),
    ),
  );
  try {
    return {
      entries: await entriesOf(zip),
      open: (entry, most) => openEntry(zip, entry, most),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(broken(error.message)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) reject(broken(`more than ${MOST_ENTRIES} files are in it`));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry, mostBytes: number): Promise<Readable> {
  if ((entry.generalPurposeBitFlag & 1) === 1)
    throw problem(
      'zip_encrypted',
      422,
      'The zipped file has a password. Pack it without one, or upload the list unpacked.',
    );
  const { uncompressedSize, compressedSize } = entry;
  if (
    uncompressedSize > mostBytes ||
    (uncompressedSize > SUSPECT_BYTES && uncompressedSize > MOST_RATIO * compressedSize)
  )
    throw problem(
      'zip_too_large',
      422,
      'Unpacked, the file is far too large for a list. Upload it unpacked, in parts if need be.',
    );
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(broken(error.message)) : resolve(stream))),
  );
}
