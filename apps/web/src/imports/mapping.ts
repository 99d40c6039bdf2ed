// Which column becomes what: the choices of a column, keys of merge fields, and what is wrong with a mapping.
import type { Column, ColumnTarget } from '@doorstep/contracts';

export type TargetKind = 'address' | 'name' | 'consent_at' | 'field' | 'ignore';

export const targetKind = (target: ColumnTarget): TargetKind =>
  target === 'address' || target === 'name' || target === 'consent_at' || target === 'ignore' ? target : 'field';

export const fieldKey = (target: ColumnTarget): string => (target.startsWith('field:') ? target.slice(6) : '');

/** Merge fields every campaign has by itself. */
const RESERVED = new Set(['name', 'address', 'unsubscribe_url']);
const KEY = /^[a-z][a-z0-9_]{0,62}$/;

/** "Straße & Nr." as the key of a merge field: "strasse_nr". Always a key the API takes. */
export function keyFromHeader(header: string, index: number): string {
  const key = header
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 63);
  return key === '' || RESERVED.has(key) ? `column_${index + 1}` : key;
}

export function targetOf(kind: TargetKind, column: Column): ColumnTarget {
  if (kind !== 'field') return kind;
  return column.guess.startsWith('field:') ? column.guess : `field:${keyFromHeader(column.header, column.index)}`;
}

export interface MappingFault {
  /** The column it is about; null when it is about all of them. */
  readonly column: number | null;
  readonly words: string;
}

/** Everything that keeps a mapping from being used, in the order of the columns. */
export function mappingFaults(mapping: readonly ColumnTarget[]): MappingFault[] {
  const faults: MappingFault[] = [];
  const seen = new Map<ColumnTarget, number>();
  mapping.forEach((target, column) => {
    if (target === 'ignore') return;
    if (targetKind(target) === 'field' && !KEY.test(fieldKey(target))) {
      faults.push({ column, words: 'A key of lower-case letters, digits and _, beginning with a letter' });
      return;
    }
    if (RESERVED.has(fieldKey(target))) {
      faults.push({ column, words: `“${fieldKey(target)}” is a field Doorstep fills itself; choose another key` });
      return;
    }
    const first = seen.get(target);
    if (first === undefined) seen.set(target, column);
    else faults.push({ column, words: `Column ${first + 1} is this already` });
  });
  if (!seen.has('address')) faults.push({ column: null, words: 'Say which column holds the addresses.' });
  return faults;
}
