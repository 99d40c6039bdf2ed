// What bounces lead to: the policy a person may edit, its versions, what a change would do, and incidents held for review.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';

/** Failures that are weighed alike. */
export const FailureGroup = z.enum(['gone', 'perhaps_gone', 'switched_off', 'full', 'other']);
export type FailureGroup = z.infer<typeof FailureGroup>;

export const ConsequenceRule = z.strictObject({
  action: z
    .enum(['now', 'twice', 'streak', 'never'])
    .describe('now: with the first · twice: seen again some days later · streak: so many over so many days · never'),
  apartDays: z.number().int().min(1).max(90).describe('twice: days between the first and the second, at least'),
  failures: z.number().int().min(2).max(50).describe('streak: failures without an accepted message between them'),
  days: z.number().int().min(0).max(365).describe('streak: days from the first of them to the last, at least'),
  expiresDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe('The suppression ends by itself after so many days and one message is tried; null: when it is lifted'),
});
export type ConsequenceRule = z.infer<typeof ConsequenceRule>;

/** When many addresses of one site fail for good within an hour, that is probably the site's trouble. */
export const FloodGuard = z.strictObject({
  isOn: z.boolean(),
  people: z.number().int().min(5).max(100_000).describe('At least so many within an hour'),
  sharePercent: z.number().min(1).max(100).describe('And at least this share of what was settled there in that hour'),
  timesUsual: z.number().min(1).max(1000).describe('And so many times the share of the last 30 days'),
  pauseMinutes: z
    .number()
    .int()
    .min(5)
    .max(1440)
    .describe('The site is left alone for so long, then asked with one message'),
  reviewHours: z.number().int().min(1).max(168).describe('Without a decision the holds are dropped after this'),
});
export type FloodGuard = z.infer<typeof FloodGuard>;

export const ConsequencePolicy = z.strictObject({
  groups: z.strictObject({
    gone: ConsequenceRule,
    perhaps_gone: ConsequenceRule,
    switched_off: ConsequenceRule,
    full: ConsequenceRule,
    other: ConsequenceRule,
  }),
  acceptsToForget: z
    .number()
    .int()
    .min(1)
    .max(5)
    .describe('Accepted messages after which earlier failures are forgotten'),
  guard: FloodGuard,
});
export type ConsequencePolicy = z.infer<typeof ConsequencePolicy>;

const rule = (action: ConsequenceRule['action'], expiresDays: number | null): ConsequenceRule => ({
  ...{ action, expiresDays },
  ...{ apartDays: 7, failures: 5, days: 30 },
});

/** The policy of an installation nobody changed: version 0. */
export const consequenceDefaults: ConsequencePolicy = {
  groups: {
    gone: rule('now', null),
    perhaps_gone: rule('twice', null),
    switched_off: rule('twice', null),
    full: rule('streak', 90),
    other: rule('streak', 180),
  },
  acceptsToForget: 1,
  guard: { isOn: true, people: 25, sharePercent: 30, timesUsual: 5, pauseMinutes: 60, reviewHours: 48 },
};

export const ConsequenceVersion = z.object({
  version: z.number().int().describe('0: the defaults, as they come'),
  policy: ConsequencePolicy,
  actor: z.string(),
  reason: z.string(),
  at: Timestamp.nullable(),
});
export type ConsequenceVersion = z.infer<typeof ConsequenceVersion>;

export const Consequences = z.object({
  current: ConsequenceVersion,
  defaults: ConsequencePolicy,
  versions: z.array(ConsequenceVersion).describe('Newest first, at most 50'),
});
export type Consequences = z.infer<typeof Consequences>;

export const ConsequenceChange = z.strictObject({
  policy: ConsequencePolicy,
  reason: z.string().trim().min(1).max(500).describe('Kept with the version'),
  basedOn: z
    .number()
    .int()
    .min(0)
    .describe('The version it was made from; 409 policy_changed when another came between'),
});
export type ConsequenceChange = z.infer<typeof ConsequenceChange>;

export const ConsequenceTrial = z.strictObject({ policy: ConsequencePolicy });
export type ConsequenceTrial = z.infer<typeof ConsequenceTrial>;

const TrialSide = z.object({
  count: z.number().int(),
  people: z
    .array(z.object({ address: z.string(), group: FailureGroup, failures: z.number().int() }))
    .describe('At most 20'),
});
export const ConsequencePreview = z.object({
  failing: z.number().int().describe('Addresses with failures that count today'),
  added: TrialSide.describe('Not suppressed today; would be if the policy had been in force'),
  freed: TrialSide.describe('Suppressed today for failures; would not be'),
  isComplete: z.boolean().describe('false: more failing addresses than were looked at'),
});
export type ConsequencePreview = z.infer<typeof ConsequencePreview>;

export const SiteFlood = z.object({
  id: Id,
  siteId: Id,
  provider: z.string().nullable(),
  mxHosts: z.array(z.string()),
  state: z.enum(['open', 'released', 'applied']),
  wish: z.enum(['release', 'apply', 'undo']).nullable().describe('Decided and being carried out at this moment'),
  startedAt: Timestamp,
  reviewAt: Timestamp.describe('Without a decision the holds are dropped then'),
  endedAt: Timestamp.nullable(),
  held: z.number().int().describe('People whose failure is held, or was'),
  hard: z.number().int().describe('Final failures in the hour that tripped the guard'),
  settled: z.number().int().describe('Messages settled at the site in that hour'),
  usualPercent: z.number().nullable().describe('Share of the 30 days before; null: too little mail to say'),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  sampleReply: z.string().nullable(),
});
export type SiteFlood = z.infer<typeof SiteFlood>;

export const SiteFloodQuery = PageQuery.extend({ state: z.enum(['open', 'ended', 'all']).default('open') });
export type SiteFloodQuery = z.infer<typeof SiteFloodQuery>;

export const FloodDecision = z.strictObject({
  decision: z.enum(['release', 'apply']).describe('release: it was their trouble · apply: they are right'),
  reason: z.string().trim().min(1).max(500),
});
export type FloodDecision = z.infer<typeof FloodDecision>;

export const FloodUndo = z.strictObject({ reason: z.string().trim().min(1).max(500).default('Undone') });
export type FloodUndo = z.infer<typeof FloodUndo>;

export const HeldFailure = z.object({
  id: Id,
  address: z.string(),
  at: Timestamp,
  category: z.string().nullable(),
  reply: z.string().nullable(),
});
export type HeldFailure = z.infer<typeof HeldFailure>;

/** Suppressions Doorstep made itself, by what they rest on. Complaints, people's own wishes and hand-made ones are never among them. */
export const ReleaseFilter = z.strictObject({
  cause: z.enum(['hard_bounce', 'soft_bounces']).optional(),
  category: z.string().max(64).optional().meta({ example: 'address_unknown' }),
  ruleId: z.string().max(200).optional(),
  from: Timestamp.describe('Made at or after'),
  to: Timestamp.describe('Made before'),
});
export type ReleaseFilter = z.infer<typeof ReleaseFilter>;

export const ReleasePreview = z.object({
  count: z.number().int(),
  people: z.array(z.string()).describe('At most 20 addresses'),
  rules: z
    .array(z.object({ ruleId: z.string().nullable(), category: z.string().nullable(), count: z.number().int() }))
    .describe('What they rest on, most first, at most 20'),
});
export type ReleasePreview = z.infer<typeof ReleasePreview>;

export const NewRelease = z.strictObject({ filter: ReleaseFilter, reason: z.string().trim().min(1).max(500) });
export type NewRelease = z.infer<typeof NewRelease>;

export const Release = z.object({
  id: Id,
  filter: ReleaseFilter,
  reason: z.string(),
  actor: z.string(),
  count: z.number().int(),
  createdAt: Timestamp,
  undoneAt: Timestamp.nullable(),
  undoneBy: z.string().nullable(),
  restored: z.number().int().nullable().describe('Suppressions put back by the undo'),
});
export type Release = z.infer<typeof Release>;
