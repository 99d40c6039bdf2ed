// Which subscribers are meant: the filter of the page, of an export and of a change of many at once.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { MembershipStatus, Standing } from './words.js';

export const SubscriberFilter = z.object({
  search: z.string().max(254).optional().describe('Start of the address or of the name').meta({ example: 'ada' }),
  listId: Id.optional().describe('On this list (any status but removed, unless one is named)'),
  status: MembershipStatus.optional().describe('Of the membership in the list that is named, or in any list'),
  tagId: Id.optional(),
  segmentId: Id.optional().describe('In this segment at this moment'),
  field: z.string().max(64).optional().describe('Key of a field, with value').meta({ example: 'town' }),
  value: z
    .string()
    .max(2000)
    .optional()
    .describe('What the field holds, without regard to case')
    .meta({ example: 'Ulm' }),
  provider: z
    .string()
    .max(64)
    .optional()
    .describe('Who runs the mail server; `other` for all without a name')
    .meta({ example: 'google' }),
  standing: Standing.optional(),
  suppressed: z.enum(['yes', 'no']).optional(),
  importId: Id.optional().describe('Added by this import'),
  addedFrom: Timestamp.optional(),
  addedTo: Timestamp.optional().describe('Before this moment'),
});
export type SubscriberFilter = z.infer<typeof SubscriberFilter>;

export const SubscriberQuery = PageQuery.extend(SubscriberFilter.shape);
export type SubscriberQuery = z.infer<typeof SubscriberQuery>;

export const SubscriberExportQuery = SubscriberFilter.extend({
  format: z.enum(['csv', 'json']).default('csv'),
  bom: z.enum(['yes', 'no']).default('yes').describe('A byte order mark, by which Excel reads UTF-8'),
});
export type SubscriberExportQuery = z.infer<typeof SubscriberExportQuery>;

export const SubscriberCount = z.object({ count: z.number().int() });
export type SubscriberCount = z.infer<typeof SubscriberCount>;

export const AddressHintQuery = z.strictObject({ address: z.string().max(320).meta({ example: 'ada@gmial.com' }) });
export type AddressHintQuery = z.infer<typeof AddressHintQuery>;

/** What was probably meant; nothing is changed without a person's word. */
export const AddressHint = z.object({
  meant: z
    .string()
    .nullable()
    .describe('null: nothing looks mistyped, or the domain took our mail before')
    .meta({ example: 'ada@gmail.com' }),
});
export type AddressHint = z.infer<typeof AddressHint>;

export const BulkKind = z.enum(['add_to_list', 'remove_from_list', 'add_tag', 'remove_tag', 'delete', 'suppress']);
export type BulkKind = z.infer<typeof BulkKind>;

/** Either those named, or all a filter means at this moment. */
export const NewBulkChange = z.strictObject({
  kind: BulkKind,
  ids: z.array(Id).min(1).max(1000).optional().describe('Subscribers by id'),
  filter: z.strictObject(SubscriberFilter.shape).optional().describe('All subscribers it means at this moment'),
  listId: Id.optional().describe('For add_to_list and remove_from_list'),
  tag: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe('For add_tag (made when it is new) and remove_tag')
    .meta({ example: 'speaker' }),
  reason: z.string().trim().min(1).max(500).optional().describe('For suppress'),
});
export type NewBulkChange = z.infer<typeof NewBulkChange>;

export const BulkChange = z.object({
  id: Id,
  kind: BulkKind,
  params: z.record(z.string(), z.string()),
  filter: z.record(z.string(), z.string()).nullable(),
  actor: z.string(),
  state: z.enum(['running', 'done', 'undoing', 'undone']),
  total: z.number().int().describe('People chosen at the click'),
  done: z.number().int().describe('Looked at so far'),
  changed: z.number().int().describe('For whom it changed something'),
  reverted: z.number().int().describe('For whom it was taken back'),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  undoneAt: Timestamp.nullable(),
  undoneBy: z.string().nullable(),
  isUndoable: z.boolean(),
});
export type BulkChange = z.infer<typeof BulkChange>;

export const ViewPage = z.enum(['subscribers', 'suppressions']);

export const NewSavedView = z.strictObject({
  page: ViewPage,
  name: z.string().trim().min(1).max(80).meta({ example: 'Unconfirmed at Gmail' }),
  query: z
    .string()
    .max(2000)
    .describe('Query string of the page, without ?')
    .meta({ example: 'status=unconfirmed&provider=google' }),
  isForAll: z.boolean().default(false),
});
export type NewSavedView = z.infer<typeof NewSavedView>;

export const SavedViewChange = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  query: z.string().max(2000).optional(),
});
export type SavedViewChange = z.infer<typeof SavedViewChange>;

export const SavedView = z.object({
  id: Id,
  page: ViewPage,
  name: z.string(),
  query: z.string(),
  isForAll: z.boolean(),
  createdBy: z.string(),
  createdAt: Timestamp,
});
export type SavedView = z.infer<typeof SavedView>;
