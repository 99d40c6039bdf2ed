// What kind of text a file is, told from its beginning: encoding and separator.

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Delimiter = ',' | ';' | '\t' | '|';

/** A file that is no text; `words` say what it is and the way out. */
export interface NoText {
  readonly code: string;
  readonly words: string;
}

const KINDS: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'This is an Excel or other zipped file, not a CSV. In Excel: File, Save as, "CSV UTF-8".'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'This is an old Excel file, not a CSV. Open it in Excel and save it as "CSV UTF-8".'],
  [[0x25, 0x50, 0x44, 0x46], 'This is a PDF, not a CSV. Export the list from where it is kept as a CSV.'],
  [[0x1f, 0x8b], 'This file is compressed. Unpack it first.'],
];

export function sniffEncoding(start: Uint8Array): Encoding | NoText {
  const begins = (...bytes: number[]) => bytes.every((byte, i) => start[i] === byte);
  for (const [magic, words] of KINDS) if (begins(...magic)) return { code: 'not_csv', words };
  if (begins(0xff, 0xfe)) return 'utf-16le';
  if (begins(0xfe, 0xff)) return 'utf-16be';
  const [even, odd] = zeroBytes(start);
  const half = start.length / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.05) return 'utf-16be';
  if (even + odd > start.length * 0.01)
    return { code: 'not_csv', words: 'This is no text file. Export the list from where it is kept as a CSV.' };
  return isUtf8(start) ? 'utf-8' : 'windows-1252';
}

function zeroBytes(bytes: Uint8Array): [even: number, odd: number] {
  const counts: [number, number] = [0, 0];
  for (const [i, byte] of bytes.entries()) if (byte === 0) counts[(i % 2) as 0 | 1]++;
  return counts;
}

/** The last sign may be cut in the middle: up to three bytes at the end do not count. */
function isUtf8(bytes: Uint8Array): boolean {
  for (let cut = 0; cut <= 3; cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return true;
    } catch {
      // Cut by one more byte; after three it is no UTF-8.
    }
  }
  return false;
}

const CANDIDATES: readonly Delimiter[] = [',', ';', '\t', '|'];

/**
 * The separator that splits most lines into the same number of cells, more than one; a comma where none does.
 * Signs inside quotes do not count.
 */
export function sniffDelimiter(text: string): Delimiter {
  const lines = outsideQuotes(text)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 200);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = mostFrequent(counts.filter((count) => count > 0));
    if (usual === null) continue;
    const score = counts.filter((count) => count === usual).length * 100 + Math.min(usual, 50);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function outsideQuotes(text: string): string {
  return text.replace(/"(?:[^"]|"")*"/g, '');
}

function mostFrequent(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? null;
}
