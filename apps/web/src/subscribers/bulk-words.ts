// What a change of many did, in words.
import type { BulkChange, BulkKind } from '@doorstep/contracts';
import { count, counted } from '../parts/numbers';

export const bulkVerbs: Readonly<Record<BulkKind, string>> = {
  add_to_list: 'Add to a list',
  remove_from_list: 'Take off a list',
  add_tag: 'Tag',
  remove_tag: 'Take a tag off',
  suppress: 'Suppress',
  delete: 'Delete',
};

export function bulkWords({ kind, changed, params, state, done, total }: BulkChange): string {
  if (state === 'running') return `At work: ${count(done)} of ${count(total)} people`;
  if (state === 'undoing') return `Being undone: ${count(done)} of ${count(total)} people`;
  const who = counted(changed, 'person', 'people');
  const were = changed === 1 ? 'was' : 'were';
  const did: Readonly<Record<BulkKind, string>> = {
    add_to_list: `${who} ${were} added to “${params.listName}”`,
    remove_from_list: `${who} ${were} taken off “${params.listName}”`,
    add_tag: `${who} ${were} tagged “${params.tag}”`,
    remove_tag: `The tag “${params.tag}” was taken off ${who}`,
    suppress: `${who} ${were} suppressed`,
    delete: `${who} ${were} deleted`,
  };
  const left = total - changed;
  return left === 0 ? did[kind] : `${did[kind]}; ${count(left)} stayed as they were`;
}
