// Custom fields and tags over HTTP, and the one reading of a value by the type of its field.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { FieldKey } from './segments.js';

export const FieldType = z.enum(['text', 'number', 'date', 'boolean', 'choice']);
export type FieldType = z.infer<typeof FieldType>;

const Label = z.string().trim().min(1).max(100).meta({ example: 'City' });
const Choices = z
  .array(z.string().trim().min(1).max(200))
  .max(200)
  .describe('Only for a choice: what may be chosen')
  .meta({ example: ['gold', 'silver'] });

export const CustomField = z.object({
  key: FieldKey.describe('As in merge fields and in the columns of imports; it stays as it is'),
  label: Label,
  type: FieldType,
  choices: Choices,
  createdAt: Timestamp,
});
export type CustomField = z.infer<typeof CustomField>;

export const NewCustomField = z.strictObject({
  key: z
    .string()
    .regex(/^[\p{L}][\p{L}\p{N}_]{0,63}$/u, 'A letter first, then letters, digits and _')
    .meta({ example: 'city' }),
  label: Label,
  type: FieldType.default('text'),
  choices: Choices.default([]),
});
export type NewCustomField = z.infer<typeof NewCustomField>;

export const CustomFieldChange = z.strictObject({
  label: Label.optional(),
  type: FieldType.optional(),
  choices: Choices.optional(),
  acknowledgeUnfit: z
    .boolean()
    .default(false)
    .describe('Set once somebody has seen the values that do not fit the new type (409 values_do_not_fit otherwise)'),
});
export type CustomFieldChange = z.infer<typeof CustomFieldChange>;

export const FieldCheckQuestion = z.strictObject({ type: FieldType, choices: Choices.default([]) });
export type FieldCheckQuestion = z.infer<typeof FieldCheckQuestion>;

export const FieldCheck = z.object({
  filled: z.number().int().describe('People with a value'),
  unfit: z.number().int().describe('People whose value does not fit'),
  samples: z
    .array(z.object({ value: z.string(), people: z.number().int() }))
    .describe('The most frequent of these, up to 10'),
});
export type FieldCheck = z.infer<typeof FieldCheck>;

/** A key found on people that nobody has described yet: read as text. */
export const FoundField = z.object({ key: z.string(), people: z.number().int(), sample: z.string() });
export type FoundField = z.infer<typeof FoundField>;
export const FoundFields = z.object({
  lookedAt: z.number().int().describe('Newest subscribers looked at'),
  fields: z.array(FoundField),
});
export type FoundFields = z.infer<typeof FoundFields>;

export type FieldValue =
  | { readonly isValid: true; readonly value: string }
  | { readonly isValid: false; readonly reason: string };

const YES = new Set(['yes', 'true', '1', 'y', 'on']);
const NO = new Set(['no', 'false', '0', 'n', 'off']);

/** Reads a value as its field wants it; empty is always allowed. Days come out as YYYY-MM-DD, yes and no as such. */
export function readFieldValue({ type, choices }: Pick<CustomField, 'type' | 'choices'>, given: string): FieldValue {
  const value = given.trim();
  if (value === '' || type === 'text') return { isValid: true, value: given };
  switch (type) {
    case 'number':
      if (/^[+-]?\d{1,15}(\.\d{1,10})?$/.test(value)) return { isValid: true, value };
      return { isValid: false, reason: 'A number is needed, such as 42 or 3.5.' };
    case 'boolean':
      if (YES.has(value.toLowerCase())) return { isValid: true, value: 'yes' };
      if (NO.has(value.toLowerCase())) return { isValid: true, value: 'no' };
      return { isValid: false, reason: 'Yes or no is needed.' };
    case 'date':
      return readDay(value);
    case 'choice': {
      const choice = choices.find((one) => one.toLowerCase() === value.toLowerCase());
      if (choice !== undefined) return { isValid: true, value: choice };
      return { isValid: false, reason: `One of these is needed: ${choices.slice(0, 10).join(', ')}.` };
    }
    default:
      return type satisfies never;
  }
}

function readDay(value: string): FieldValue {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value);
  const [, year, month, day] = iso ?? (dotted ? [dotted[0], dotted[3], dotted[2], dotted[1]] : []);
  const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  // The 31st of February becomes a day of March: then it was none.
  if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(written)) return { isValid: true, value: written };
  return { isValid: false, reason: 'A day is needed, such as 2026-11-27.' };
}

const TagName = z.string().trim().min(1).max(100).meta({ example: 'member' });

export const Tag = z.object({
  id: Id,
  name: TagName,
  people: z.number().int().describe('Subscribers who have it, counted up to 100,000'),
  isMore: z.boolean().describe('There are more than were counted'),
  createdAt: Timestamp,
});
export type Tag = z.infer<typeof Tag>;

export const TagQuery = PageQuery.extend({ search: z.string().max(100).optional().describe('Part of the name') });
export type TagQuery = z.infer<typeof TagQuery>;

export const NewTag = z.strictObject({ name: TagName });
export type NewTag = z.infer<typeof NewTag>;

export const TagMerge = z.strictObject({ intoTagId: Id.describe('The tag everybody has afterwards') });
export type TagMerge = z.infer<typeof TagMerge>;

export const TagRemoval = z.object({
  id: Id.describe('For its undo, within 30 days'),
  name: TagName,
  people: z.number().int().describe('Subscribers who had it'),
});
export type TagRemoval = z.infer<typeof TagRemoval>;
