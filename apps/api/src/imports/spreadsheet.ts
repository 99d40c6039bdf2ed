// A sheet of an Excel workbook (ECMA-376, SpreadsheetML) as a plain list: streamed, its lines being the rows of the sheet.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Entry } from 'yauzl';
import { problem } from '../http/problem.js';
import { cellText, columnOf, type DateFormats, readDateFormats } from './spreadsheet-cells.js';
import { type Element, elements, textsOf } from './xml-elements.js';
import type { Zipped } from './zip-files.js';

const MB = 1024 * 1024;
const MOST_BYTES = 2048 * MB;
const MOST_PART_BYTES = 32 * MB;
const MOST_SHARED_BYTES = 512 * MB;
const MOST_COLUMNS = 1000;
const MOST_SHEETS = 200;
/** Excel allows 31. */
const MOST_NAME = 100;
/** Rows of nothing between two others; more than this and the sheet is no list. */
const MOST_GAP = 100_000;

export interface Sheet {
  readonly name: string;
  readonly entry: Entry;
}

/** @throws ProblemError 422 in words when it has no rows */
export async function writeSheet(zip: Zipped, { entry: sheet }: Sheet, target: string): Promise<void> {
  const shared = await sharedStrings(zip);
  const formats = await dateFormats(zip);
  const rows = Readable.from(rowsOf(zip, sheet, shared, formats));
  await pipeline(rows, stringify(), createWriteStream(target, { mode: 0o600 }));
}

const part = (zip: Zipped, name: string): Entry | undefined => zip.entries.find(({ fileName }) => fileName === name);

async function open(zip: Zipped, entry: Entry, most: number) {
  return elements(await zip.open(entry, most));
}

/**
 * Visible sheets in their order, each name once; at least one.
 *
 * @throws ProblemError 422 in words when there is none
 */
export async function sheetsOf(zip: Zipped): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  const workbook = part(zip, 'xl/workbook.xml')!;
  const relations = new Map<string, string>();
  const listed = part(zip, 'xl/_rels/workbook.xml.rels');
  if (listed)
    for await (const { name, attributes, isEnd } of await open(zip, listed, MOST_PART_BYTES))
      if (!isEnd && name === 'Relationship') relations.set(attributes.Id ?? '', attributes.Target ?? '');
  for await (const { name, attributes, isEnd } of await open(zip, workbook, MOST_PART_BYTES)) {
    if (isEnd || name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') continue;
    const target = relations.get(attributes['r:id'] ?? '') ?? '';
    const entry = part(zip, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    const title = (attributes.name ?? '').slice(0, MOST_NAME);
    if (entry && sheets.length < MOST_SHEETS && !sheets.some((sheet) => sheet.name === title))
      sheets.push({ name: title, entry });
  }
  if (sheets.length > 0) return sheets;
  throw problem(
    'xlsx_no_sheet',
    422,
    'There is no visible sheet in this workbook. Save the list as "CSV UTF-8" and upload that.',
  );
}

async function sharedStrings(zip: Zipped): Promise<string[]> {
  const entry = part(zip, 'xl/sharedStrings.xml');
  const strings: string[] = [];
  if (entry) for await (const text of textsOf(await open(zip, entry, MOST_SHARED_BYTES), 'si')) strings.push(text);
  return strings;
}

async function dateFormats(zip: Zipped): Promise<DateFormats> {
  const styles = part(zip, 'xl/styles.xml');
  const workbook = part(zip, 'xl/workbook.xml')!;
  let is1904 = false;
  for await (const { name, attributes } of await open(zip, workbook, MOST_PART_BYTES))
    if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
  return readDateFormats(styles ? await open(zip, styles, MOST_PART_BYTES) : [], is1904);
}

/** A row of the sheet is a line of the list: rows that are left out in the file are lines of nothing. */
async function* rowsOf(
  zip: Zipped,
  sheet: Entry,
  shared: readonly string[],
  formats: DateFormats,
): AsyncGenerator<string[]> {
  let written = 0;
  let row: string[] = [];
  let at = 0;
  let cell: { readonly column: number; readonly attributes: Element['attributes'] } | null = null;
  let text = '';
  for await (const element of await open(zip, sheet, MOST_BYTES)) {
    const { name, attributes, isEnd } = element;
    if (!isEnd && name === 'row') {
      at = Number(attributes.r ?? written + 1);
      if (!(at > written) || at - written > MOST_GAP) throw noList();
      row = [];
    } else if (!isEnd && name === 'c') {
      cell = { column: attributes.r === undefined ? row.length : columnOf(attributes.r), attributes };
      if (cell.column >= MOST_COLUMNS) throw noList();
      text = '';
    } else if (isEnd && (name === 'v' || name === 't')) text += element.text;
    else if (isEnd && name === 'c' && cell !== null) {
      while (row.length < cell.column) row.push('');
      row[cell.column] = cellText(text, cell.attributes, shared, formats);
      cell = null;
    } else if (isEnd && name === 'row') {
      for (; written < at - 1; written++) yield [''];
      written++;
      yield row.length === 0 ? [''] : row;
    }
  }
  if (written === 0)
    throw problem(
      'xlsx_empty',
      422,
      'The sheet has no rows. Choose another sheet, put the list on the first one, or save it as "CSV UTF-8".',
    );
}

const noList = () =>
  problem(
    'xlsx_no_list',
    422,
    'The sheet is no list: rows or columns are far apart. Save the list as "CSV UTF-8" and upload that.',
  );
