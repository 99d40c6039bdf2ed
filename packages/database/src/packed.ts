// Columns of many rows as one text each. The driver writes an array element by element with each quote escaped, and makes an object of
// every row that comes back: for the statements every message needs that is more work than the statements themselves.
import { storableText } from './storable.js';

/** Units and groups of a text (ISO 646): stand in no text of ours, and are blanked in those of others. */
const BETWEEN = '\x1e';
const NOTHING = '\x1d';
const EITHER = /[\x1d\x1e]/g;

/** An array of uuids, numbers, booleans or words of ours in the spelling of PostgreSQL (manual, section 8.15.2): none of them is quoted. */
export function plainColumn(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** Texts of any kind, to be read with `textsIn`; one row alone may not be an empty text, which would be no row. */
export function textColumn(values: readonly (string | null)[]): string {
  return values.map((value) => (value === null ? NOTHING : bare(storableText(value)))).join(BETWEEN);
}

const bare = (text: string) => (text.includes(BETWEEN) || text.includes(NOTHING) ? text.replace(EITHER, ' ') : text);

/** The text[] behind a parameter that `textColumn` made. */
export const textsIn = (parameter: string) => `string_to_array(${parameter}, E'\\x1e', E'\\x1d')`;

/** What a statement of `returningPacked` gave back. */
export function unpacked(rows: readonly { readonly packed: string | null }[]): string[] {
  const packed = rows[0]?.packed ?? null;
  return packed === null ? [] : packed.split(',');
}

/** @param value made of the columns for each row; holds no comma */
export const returningPacked = (update: string, column: string, value: string) =>
  `WITH done AS (${update} RETURNING ${column}) SELECT string_agg(${value}, ',') AS packed FROM done`;
