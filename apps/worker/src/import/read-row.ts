// One record of the file as a person to be added, or the reason why not. Cells are hostile: bounded, without control signs.
import { type ColumnTarget, type ParsedAddress, parseAddress, readConsentDate } from '@doorstep/contracts';
import type { RejectedRow, StagedRow } from '@doorstep/database';

export type ReadRow = { readonly staged: StagedRow } | { readonly rejected: RejectedRow };

const MAX_NAME = 200;
const MAX_FIELD = 2000;
const MAX_KEPT_CELLS = 100;
const MAX_KEPT_SIGNS = 500;

export interface ReadRules {
  /** Where each column goes. */
  readonly mapping: readonly ColumnTarget[];
  /** Domains that are mended, mistyped to meant. */
  readonly corrections?: Readonly<Record<string, string>>;
  /** A row that does not say when its person agreed takes that of the import; false: there is none. */
  readonly hasConsentDate?: boolean;
  readonly now?: Date;
}

/**
 * @param line   line of the file on which the record begins, 1 = first
 * @param cells  as they stood
 */
export function readRow(line: number, cells: readonly string[], rules: ReadRules): ReadRow {
  const { mapping } = rules;
  const reject = (problem: string, reason: string, suggestedFix: string | null = null): ReadRow => ({
    rejected: { line, problem, reason, suggestedFix, cells: keptCells(cells) },
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
  const consent = consentOf(cells, rules);
  if ('problem' in consent) return reject(consent.problem, consent.reason);
  const about = {
    name: nameOf(cells, mapping),
    fields: fieldsOf(cells, mapping),
    consentAt: consent.at,
    suggestion: null,
  };
  return { staged: { line, ...mended(address, rules.corrections ?? {}), ...about } };
}

function mended({ normalized, spelling, domainName }: ParsedAddress, corrections: Readonly<Record<string, string>>) {
  const meant = Object.hasOwn(corrections, domainName) ? corrections[domainName]! : null;
  if (meant === null) return { normalized, spelling, domainName };
  const changed = `${spelling.slice(0, spelling.lastIndexOf('@'))}@${meant}`;
  return { normalized: changed.toLowerCase(), spelling: changed, domainName: meant };
}

type Consent = { readonly at: string | null } | { readonly problem: string; readonly reason: string };

function consentOf(cells: readonly string[], { mapping, hasConsentDate = true, now = new Date() }: ReadRules): Consent {
  const at = mapping.indexOf('consent_at');
  const given = at < 0 ? '' : tidy(cells[at] ?? '', MAX_NAME);
  if (given === '' && (at < 0 || hasConsentDate)) return { at: null };
  if (given === '') return { problem: 'no_consent_date', reason: 'The row does not say when this person agreed.' };
  const read = readConsentDate(given, now);
  if ('at' in read) return { at: read.at.toISOString() };
  return { problem: 'consent_date', reason: CONSENT_FAULTS[read.problem](given.slice(0, 60)) };
}

const CONSENT_FAULTS = {
  unreadable: (given: string) => `“${given}” is no date that can be read. Write it like 2024-02-29.`,
  ambiguous: (given: string) => `“${given}” can be two days: which is the month? Write it like 2024-02-29.`,
  in_future: (given: string) => `“${given}” is still to come: nobody can have agreed then.`,
};

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

/** Cells as they stood, bounded: what the error file gives back. */
export const keptCells = (cells: readonly string[]): string[] => cells.slice(0, MAX_KEPT_CELLS).map(keep);

const keep = (cell: string) => cell.replaceAll('\u0000', '\\0').toWellFormed().slice(0, MAX_KEPT_SIGNS);
