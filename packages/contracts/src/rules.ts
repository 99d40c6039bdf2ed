// Classification rules over HTTP: own ones with their versions, ours to read, replies no rule knows, replays of the history.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { Category, Scope, Stage } from './words.js';

export const Certainty = z.enum(['certain', 'likely', 'unclear']);
export type Certainty = z.infer<typeof Certainty>;

const Slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'Small letters, digits and "-", at most 60')
  .describe('In the rule id: own/<slug>@<version>')
  .meta({ example: 'mailbox-closed-at-example' });

/** What a rule looks for, and what it means. */
export const RuleDefinition = z.strictObject({
  provider: z.string().max(40).nullable().default(null).describe('Only replies of this provider; null: of any'),
  stages: z.array(Stage).max(9).default([]).describe('Where in the conversation; empty: anywhere'),
  codes: z.array(z.number().int()).max(20).default([]).describe('Three-digit codes, one of which must be given'),
  enhancedCodes: z
    .array(z.string().max(12))
    .max(20)
    .default([])
    .describe('5.1.1, 1.1 (for 4.1.1 and 5.1.1) or 1.*')
    .meta({ example: ['5.1.1'] }),
  phrases: z
    .array(z.string().trim().min(1).max(200))
    .max(20)
    .default([])
    .describe('Words of which one must stand in the reply; "*" for anything between, case does not matter')
    .meta({ example: ['mailbox * closed'] }),
  category: Category,
  scope: Scope.describe('Whose side it is about; only "address" can count against a reader'),
  certainty: Certainty.default('likely'),
  isPermanent: z.boolean().default(false).describe('Mailing again is no use. Never true of a 4yz reply'),
});
export type RuleDefinition = z.infer<typeof RuleDefinition>;

export const NewRule = z.strictObject({
  name: z.string().trim().min(1).max(120).meta({ example: 'Mailbox closed at example.org' }),
  slug: Slug.optional().describe('Default: made from the name'),
  note: z.string().trim().max(1000).default(''),
  isEnabled: z.boolean().default(true),
  definition: RuleDefinition,
});
export type NewRule = z.infer<typeof NewRule>;

export const RuleChange = z.strictObject({
  name: NewRule.shape.name.optional(),
  note: z.string().trim().max(1000).optional(),
  isEnabled: z.boolean().optional(),
  definition: RuleDefinition.optional(),
  ifVersion: z.number().int().min(1).optional().describe('Refused when the rule has been changed since this version'),
});
export type RuleChange = z.infer<typeof RuleChange>;

export const RuleView = z.object({
  id: Id,
  slug: z.string(),
  version: z.number().int(),
  ruleId: z.string().meta({ example: 'own/mailbox-closed@2' }),
  name: z.string(),
  note: z.string(),
  isEnabled: z.boolean(),
  definition: RuleDefinition,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
});
export type RuleView = z.infer<typeof RuleView>;

export const RuleVersion = z.object({
  version: z.number().int(),
  change: z.string().describe('created, changed, enabled, disabled, deleted, restored, imported'),
  name: z.string(),
  note: z.string(),
  isEnabled: z.boolean(),
  definition: RuleDefinition,
  actor: z.string(),
  at: Timestamp,
});
export type RuleVersion = z.infer<typeof RuleVersion>;

export const RuleOrder = z.strictObject({ ids: z.array(Id).max(200).describe('All own rules, the first asked first') });
export type RuleOrder = z.infer<typeof RuleOrder>;

export const BuiltInRuleView = z.object({
  id: z.string().meta({ example: 'google/over-quota' }),
  provider: z.string().nullable(),
  category: Category,
  scope: Scope,
  certainty: Certainty,
  stages: z.array(z.string()),
  codes: z.array(z.number().int()),
  enhancedCodes: z.array(z.string()),
  pattern: z.string().nullable().describe('Its regular expression, tried on the words in lower case'),
});
export type BuiltInRuleView = z.infer<typeof BuiltInRuleView>;

export const RuleQuestion = z.object({
  text: z.string().min(1).max(2000).describe('The reply as it came'),
  code: z.coerce.number().int().min(200).max(599).optional().describe('Default: read out of the text'),
  enhancedCode: z.string().max(12).optional().describe('Default: read out of the text'),
  stage: Stage.optional(),
  mxHost: z.string().max(253).optional(),
});
export type RuleQuestion = z.infer<typeof RuleQuestion>;

export const RuleExplanation = z.object({
  ruleId: z.string(),
  category: Category,
  scope: Scope,
  certainty: Certainty,
  isPermanent: z.boolean(),
  provider: z.string().nullable(),
  found: z.string().nullable().describe('What of the reply the rule found'),
  insteadOf: z.string().nullable().describe('Our rule that would have decided without the own one'),
  words: z.string().describe('Why, in a sentence'),
});
export type RuleExplanation = z.infer<typeof RuleExplanation>;

export const UnknownReply = z.object({
  key: z.string().describe('The text without addresses, hosts and numbers'),
  people: z.number().int(),
  replies: z.number().int(),
  newestText: z.string(),
  replyCode: z.number().int().nullable(),
  enhancedCode: z.string().nullable(),
  stage: Stage.nullable(),
  mxHosts: z.array(z.string()).describe('At most 5'),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
  coveredBy: z.string().nullable().describe('A rule that knows it by now; the history is classified anew by a replay'),
  suggestion: NewRule.describe('A rule to begin with'),
});
export type UnknownReply = z.infer<typeof UnknownReply>;

export const RuleExport = z.object({
  format: z.literal('doorstep-rules-1'),
  rules: z.array(NewRule.extend({ slug: Slug })).max(200),
});
export type RuleExport = z.infer<typeof RuleExport>;
export const RuleImportResult = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
});
export type RuleImportResult = z.infer<typeof RuleImportResult>;
