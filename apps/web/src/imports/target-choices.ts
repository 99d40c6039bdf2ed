// What a column can become: the address, the name, a field that is there, a new one, or nothing.
import type { Column, ColumnTarget, CustomField, FieldType } from '@doorstep/contracts';
import { fieldKey, targetOf } from './mapping';

export const NEW_FIELD = 'new-field';

export const fieldTypes: { value: FieldType; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'date', label: 'Date' },
  { value: 'boolean', label: 'Yes or no' },
];

export function targetChoices(fields: readonly CustomField[]) {
  return [
    { value: 'address', label: 'The address' },
    { value: 'name', label: 'The name' },
    { value: 'consent_at', label: 'The day they agreed' },
    ...fields.map(({ key, label }) => ({ value: `field:${key}`, label: `Field: ${label}` })),
    { value: NEW_FIELD, label: 'A new field …' },
    { value: 'ignore', label: 'Do not import' },
  ];
}

/** The choice that stands for a target: a field nobody has described yet is a new one. */
export function choiceOf(target: ColumnTarget, fields: readonly CustomField[]): string {
  if (!target.startsWith('field:')) return target;
  return fields.some(({ key }) => key === fieldKey(target)) ? target : NEW_FIELD;
}

export function targetOfChoice(choice: string, column: Column): ColumnTarget {
  return choice === NEW_FIELD ? targetOf('field', column) : choice;
}
