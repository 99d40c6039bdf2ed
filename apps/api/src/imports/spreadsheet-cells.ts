// Cells of a spreadsheet as people see them: shared texts, numbers, dates.
import type { Element } from './xml-elements.js';

export interface DateFormats {
  /** By number of the cell's style. */
  readonly styles: readonly ('date' | 'time' | null)[];
  readonly is1904: boolean;
}

/** Built-in formats that are dates, and those with a time of day (ECMA-376 part 1, §18.8.30). */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const BUILT_IN_TIMES = new Set([22]);

export async function readDateFormats(
  styles: AsyncIterable<Element> | Iterable<Element>,
  is1904: boolean,
): Promise<DateFormats> {
  const own = new Map<number, string>();
  const found: ('date' | 'time' | null)[] = [];
  let isCells = false;
  for await (const { name, attributes, isEnd } of styles) {
    if (name === 'cellXfs') isCells = !isEnd;
    if (isEnd) continue;
    if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    if (name === 'xf' && isCells) found.push(kindOf(Number(attributes.numFmtId ?? 0), own));
  }
  return { styles: found, is1904 };
}

function kindOf(id: number, own: ReadonlyMap<number, string>): 'date' | 'time' | null {
  if (BUILT_IN_TIMES.has(id)) return 'time';
  if (BUILT_IN_DATES.has(id)) return 'date';
  // Without what stands in quotes, in brackets ([Red], [$-407]) or after a backslash.
  const code = (own.get(id) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
  if (!/[dy]/.test(code) || /general/.test(code)) return null;
  return /[hs]/.test(code) ? 'time' : 'date';
}

/** "AB12" is column 27, counted from 0. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const sign of reference) {
    const at = sign.charCodeAt(0) - 64;
    if (at < 1 || at > 26) break;
    column = column * 26 + at;
  }
  return column - 1;
}

/** In one line, so that the lines of the list stay the rows of the sheet. */
export function cellText(
  text: string,
  { t: type, s: style }: Element['attributes'],
  shared: readonly string[],
  { styles, is1904 }: DateFormats,
): string {
  const kind = styles[Number(style ?? 0)] ?? null;
  return rawText(text, type, shared, kind, is1904).replace(/[\r\n\u2028\u2029]+/g, ' ');
}

function rawText(
  text: string,
  type: string | undefined,
  shared: readonly string[],
  kind: 'date' | 'time' | null,
  is1904: boolean,
): string {
  switch (type) {
    case 's':
      return shared[Number(text)] ?? '';
    case 'b':
      return text === '1' ? 'TRUE' : 'FALSE';
    case 'e':
      return '';
    case 'str':
    case 'inlineStr':
    case 'd':
      return text;
    default:
      return numberText(text, kind, is1904);
  }
}

function numberText(text: string, kind: 'date' | 'time' | null, is1904: boolean): string {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return text;
  if (kind === null)
    return /e/i.test(text) ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 15 }) : text;
  return dateText(value, kind, is1904);
}

const DAY_MS = 86_400_000;

/** Serial days since the end of 1899 (with its 29 February 1900 that never was), or since 1904. */
function dateText(serial: number, kind: 'date' | 'time', is1904: boolean): string {
  const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const at = new Date(Math.round((days - 25_569) * DAY_MS));
  if (Number.isNaN(at.getTime())) return String(serial);
  const iso = at.toISOString();
  return kind === 'date' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}
