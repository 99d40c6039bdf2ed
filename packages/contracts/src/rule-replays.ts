// Previews and replays over HTTP: a walk through the history by other rules, its differences, their consequences.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { NewRule } from './rules.js';
import { Category, Scope } from './words.js';

const Days = z.number().int().min(1).max(730).default(90).describe('How far back').meta({ example: 90 });

/** A preview of one rule as it would be; nothing is saved. */
export const NewRulePreview = z.strictObject({
  rule: NewRule,
  replaces: Id.nullable()
    .default(null)
    .describe('The own rule it would change; null: a new one, asked after the others'),
  days: Days,
});
export type NewRulePreview = z.infer<typeof NewRulePreview>;

export const NewRuleReplay = z.strictObject({ days: Days });
export type NewRuleReplay = z.infer<typeof NewRuleReplay>;

export const ReplayState = z.enum([
  'waiting',
  'running',
  'ready',
  'applying',
  'applied',
  'undoing',
  'undone',
  'cancelled',
  'failed',
]);
export type ReplayState = z.infer<typeof ReplayState>;

export const ReplaySample = z.object({
  address: z.string().nullable(),
  text: z.string(),
  mxHost: z.string().nullable(),
  at: Timestamp,
});

/** Differences of one kind. */
export const ReplayGroup = z.object({
  from: z.object({ category: Category, scope: Scope }),
  to: z.object({ category: Category, scope: Scope }),
  toRuleId: z.string(),
  replies: z.number().int(),
  people: z.number().int(),
  samples: z.array(ReplaySample).describe('The newest three'),
});
export type ReplayGroup = z.infer<typeof ReplayGroup>;

export const RuleReplayView = z.object({
  id: Id,
  kind: z.enum(['preview', 'replay']),
  state: ReplayState,
  words: z.string().describe('What it is about'),
  since: Timestamp,
  until: Timestamp,
  percent: z.number().int().describe('How far it has come, 0 to 100'),
  seen: z.number().int().describe('Replies looked at'),
  differences: z.number().int(),
  people: z.number().int().describe('Addresses the differences are about'),
  suppressionsAdded: z.number().int().describe('Would be, or were, added'),
  suppressionsLifted: z.number().int(),
  peopleDone: z.number().int().describe('Applied or undone so far'),
  peopleSkipped: z.number().int().describe('Left as they are: something happened to them since'),
  problem: z.string().nullable(),
  createdBy: z.string(),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  appliedBy: z.string().nullable(),
  appliedAt: Timestamp.nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: Timestamp.nullable(),
});
export type RuleReplayView = z.infer<typeof RuleReplayView>;

export const RuleReplayDetail = RuleReplayView.extend({
  groups: z.array(ReplayGroup).describe('By people, at most 50; none while it is at work'),
});
export type RuleReplayDetail = z.infer<typeof RuleReplayDetail>;

export const ReplayPersonQuery = PageQuery.extend({
  only: z.enum(['all', 'consequences', 'skipped']).default('consequences'),
});
export type ReplayPersonQuery = z.infer<typeof ReplayPersonQuery>;

export const ReplayPerson = z.object({
  addressId: Id,
  address: z.string(),
  state: z.enum(['planned', 'applied', 'skipped', 'undone']),
  note: z.string().nullable(),
  added: z.array(z.string()).describe('Causes of suppressions'),
  lifted: z.array(z.string()),
  standing: z.object({ from: z.string(), to: z.string() }),
});
export type ReplayPerson = z.infer<typeof ReplayPerson>;
