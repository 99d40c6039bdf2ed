// Uploading a subscriber list over HTTP: upload, mapping, check, import.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { ImportState, RowOutcome } from './words.js';

/** Where a column goes: the address, the name, the day the person agreed, a merge field, or nowhere. */
export const ColumnTarget = z.union([
  z.literal('address'),
  z.literal('name'),
  z.literal('consent_at'),
  z.literal('ignore'),
  z.string().regex(/^field:[a-z][a-z0-9_]{0,62}$/, 'field: followed by a lower-case key'),
]);
export type ColumnTarget = z.infer<typeof ColumnTarget>;

const OWN_FIELDS = new Set<ColumnTarget>(['field:name', 'field:address', 'field:unsubscribe_url']);

/** A merge field of that name is Doorstep's own: no column may fill it. */
export const isOwnField = (target: ColumnTarget): boolean => OWN_FIELDS.has(target);

export const Column = z.object({
  index: z.number().int(),
  header: z.string(),
  samples: z.array(z.string()).describe('First values, as text'),
  guess: ColumnTarget,
  confidence: z
    .enum(['certain', 'likely', 'unclear', 'remembered'])
    .describe('remembered: what it was in the last import whose columns had the same names'),
  filled: z.number().default(1).describe('Share of the first rows that have a value here, 0 to 1'),
});
export type Column = z.infer<typeof Column>;

export const RowCounts = z.object({
  rows: z.number().int().describe('Records read so far, header not counted'),
  new: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  duplicate: z.number().int(),
  unsubscribed: z.number().int().describe('Unsubscribed before: stay out'),
  suppressed: z.number().int().describe('Suppressed: stay out of campaigns'),
  rejected: z.number().int(),
  bouncedBefore: z
    .number()
    .int()
    .default(0)
    .describe('Of the others: addresses mail came back from before; imported all the same'),
  suggested: z.number().int().default(0).describe('Of all: at a domain that looks mistyped'),
  noMailServer: z.number().int().default(0).describe('Of the rejected: at a domain that takes no mail'),
});
export type RowCounts = z.infer<typeof RowCounts>;

/** What becomes of people who are here already. */
export const OnExisting = z
  .enum(['update', 'fill', 'skip'])
  .describe(
    'update: what the file says replaces what is there (an empty cell replaces nothing) · fill: only what is missing is added · skip: they are left as they are, also off the lists',
  )
  .meta({ example: 'update' });
export type OnExisting = z.infer<typeof OnExisting>;

/** What becomes of people at domains that cannot take mail. */
export const OnNoMail = z
  .enum(['reject', 'keep'])
  .describe(
    'reject: each domain is looked up; where none exists (NXDOMAIN), none has a mail server or it says it takes no mail (null MX), its rows are rejected. Without a clear answer they are not · keep: no domain is looked up',
  )
  .meta({ example: 'reject' });
export type OnNoMail = z.infer<typeof OnNoMail>;

const Domain = z
  .string()
  .regex(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/, 'A domain in lower case, such as gmail.com')
  .max(253);

/** A domain of the file that looks mistyped. */
export const DomainSuggestion = z.object({
  domain: z.string().describe('As it stands in the file').meta({ example: 'gmial.com' }),
  meant: z.string().describe('The domain that may be meant').meta({ example: 'gmail.com' }),
  rows: z.number().int().describe('Rows at this domain'),
});
export type DomainSuggestion = z.infer<typeof DomainSuggestion>;

const TagName = z.string().trim().min(1).max(100).meta({ example: 'Fair 2026' });

/** What taking an import back does, or did. */
export const ImportUndoCounts = z.object({
  removed: z.number().int().describe('People it added, who are removed'),
  restored: z.number().int().describe('People it changed, who get back what stood there before'),
  left: z.number().int().describe('People who stay and are taken off lists it put them on, or lose tags it gave them'),
  kept: z
    .number()
    .int()
    .describe('People who stay with what they have now: changed, confirmed, tagged or put on other lists since'),
});
export type ImportUndoCounts = z.infer<typeof ImportUndoCounts>;

export const ImportUndo = z.object({
  isPossible: z.boolean(),
  until: Timestamp.nullable().describe('Until when it can be taken back: seven days after its end'),
  counts: ImportUndoCounts.describe('What taking it back now would do'),
});
export type ImportUndo = z.infer<typeof ImportUndo>;

export const Import = z.object({
  id: Id,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  state: ImportState,
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).nullable(),
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  hasHeader: z.boolean().describe('Its first line names the columns; else it is a person'),
  sheets: z.array(z.string()).describe('Visible sheets of the workbook it came in; none for any other file'),
  sheet: z.string().nullable().describe('The one that is read'),
  columns: z.array(Column).nullable(),
  mapping: z.array(ColumnTarget).nullable(),
  listIds: z.array(Id),
  onExisting: OnExisting,
  tags: z.array(z.string()).describe('Names of tags everybody it brings gets'),
  consentSource: z.string().nullable(),
  consentAt: Timestamp.nullable().describe('Since when; a column of the file may say it for each person'),
  onNoMail: OnNoMail,
  corrections: z.record(z.string(), z.string()).describe('Domains that are mended as they are read: mistyped to meant'),
  suggestions: z.array(DomainSuggestion).describe('Domains that look mistyped, by the last check'),
  checkCounts: RowCounts.nullable(),
  importCounts: RowCounts.nullable(),
  rowsTotal: z.number().int().nullable(),
  rowsDone: z.number().int(),
  problem: z.object({ code: z.string(), detail: z.string(), line: z.number().int().nullable() }).nullable(),
  createdBy: z.string().nullable().describe('Who uploaded it'),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  correctsId: Id.nullable().describe('The import whose rejected rows this file brings, corrected'),
  undoUntil: Timestamp.nullable().describe('Until when it can be taken back; null when it cannot'),
  undoCounts: ImportUndoCounts.nullable().describe('What was taken back so far'),
  undoneBy: z.string().nullable(),
  undoneAt: Timestamp.nullable(),
});
export type Import = z.infer<typeof Import>;

/** PATCH of an uploaded import: what was detected may be corrected, the mapping confirmed. */
export const ImportSettings = z.strictObject({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  mapping: z.array(ColumnTarget).max(200).optional(),
  listIds: z.array(Id).max(50).optional(),
  onExisting: OnExisting.optional(),
  tags: z.array(TagName).max(20).optional().describe('Tags that are not there are made'),
  consentSource: z.string().trim().min(1).max(500).optional(),
  consentAt: Timestamp.optional(),
  onNoMail: OnNoMail.optional(),
  hasHeader: z.boolean().optional(),
  sheet: z.string().max(255).optional().describe('Another sheet of the workbook'),
  corrections: z
    .record(Domain, Domain)
    .refine((given) => Object.keys(given).length <= 1000, 'Up to 1,000 domains')
    .optional()
    .describe('Domains to mend as they are read, mistyped to meant; replaces what was said before'),
});
export type ImportSettings = z.infer<typeof ImportSettings>;

export const ImportRowQuery = PageQuery.extend({
  outcome: RowOutcome.optional(),
  bouncedBefore: z.enum(['true']).optional().describe('Only addresses mail came back from before'),
  noMailServer: z.enum(['true']).optional().describe('Only rows that were rejected because their domain takes no mail'),
  suggested: z.enum(['true']).optional().describe('Only rows at a domain that looks mistyped'),
  typo: z.string().max(253).optional().describe('Only rows at this domain that looks mistyped'),
});
export type ImportRowQuery = z.infer<typeof ImportRowQuery>;

export const ImportRow = z.object({
  line: z.number().int().describe('Physical line of the file, 1 = header'),
  address: z.string().nullable(),
  name: z.string().nullable(),
  outcome: RowOutcome.nullable(),
  problem: z.string().nullable(),
  reason: z.string().nullable(),
  suggestedFix: z.string().nullable().describe('The address that may be meant'),
  hasBounced: z.boolean().describe('Mail came back from this address before'),
});
export type ImportRow = z.infer<typeof ImportRow>;
