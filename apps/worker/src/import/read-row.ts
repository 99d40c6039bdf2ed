// One record of the file as a person to be added, or the reason why not. Cells are hostile: bounded, without control signs.
import { type ColumnTarget, parseAddress } from '@doorstep/contracts';
import type { RejectedRow, StagedRow } from '@doorstep/database';

export type ReadRow = { readonly staged: StagedRow } | { readonly rejected: RejectedRow };

const MAX_NAME = 200;
const MAX_FIELD = 2000;
const MAX_KEPT_CELLS = 100;
const MAX_KEPT_SIGNS = 500;

/**
 * @param line   line of the file on which the record begins, 1 = first
 * @param cells  as they stood
 * @param mapping where each column goes
 */
export function readRow(line: number, cells: readonly string[], mapping: readonly ColumnTarget[]): ReadRow {
  const reject = (problem: string, reason: string, suggestedFix: string | null = null): ReadRow => ({
    rejected: { line, problem, reason, suggestedFix, cells: cells.slice(0, MAX_KEPT_CELLS).map(keep) },
  });
  if (cells.length > mapping.length)
    return reject(
      'too_many_columns',
      `The row has ${cells.length} cells, the header has ${mapping.length}. A separator inside a cell needs quotes around the cell.`,
    );
  if (cells.some((cell) => cell.includes('\u0000')))
    return reject('control_characters', 'The row has NUL characters in it: the file is damaged here.');
  if (cells.some((cell) => cell.includes('\ufffd')))
    return reject('bad_encoding', 'The row has letters that cannot be read. Was the right encoding chosen?');
  const address = parseAddress(withoutInvisible(cells[mapping.indexOf('address')] ?? ''));
  if (!address.isValid) return reject(address.problem, address.reason, address.suggestedFix);
  const { normalized, spelling, domainName } = address;
  return {
    staged: { line, normalized, spelling, domainName, name: nameOf(cells, mapping), fields: fieldsOf(cells, mapping) },
  };
}

function nameOf(cells: readonly string[], mapping: readonly ColumnTarget[]): string | null {
  const at = mapping.indexOf('name');
  const name = tidy(cells[at] ?? '', MAX_NAME);
  return name === '' ? null : name;
}

function fieldsOf(cells: readonly string[], mapping: readonly ColumnTarget[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [at, target] of mapping.entries()) {
    if (!target.startsWith('field:')) continue;
    const value = tidy(cells[at] ?? '', MAX_FIELD);
    if (value !== '') fields[target.slice('field:'.length)] = value;
  }
  return fields;
}

/** Zero-width signs and byte order marks come along with copied addresses and are seen by nobody. */
function withoutInvisible(text: string): string {
  return text.replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '').replace(/\u00a0/g, ' ');
}

function tidy(text: string, maxSigns: number): string {
  return withoutInvisible(text)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, maxSigns)
    .toWellFormed();
}

const keep = (cell: string) => cell.replaceAll('\u0000', '\\0').toWellFormed().slice(0, MAX_KEPT_SIGNS);
