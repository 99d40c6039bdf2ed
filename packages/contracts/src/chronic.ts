// Chronic bounces: people whose mail fails issue after issue, grouped by cause and mail server, with what is being done.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { Category } from './words.js';

export const ChronicRule = z
  .strictObject({
    failures: z.number().int().min(2).max(10).describe('So many campaigns failed').meta({ example: 3 }),
    ofLast: z.number().int().min(2).max(10).describe('Of so many last campaigns').meta({ example: 5 }),
    overDays: z
      .number()
      .int()
      .min(0)
      .max(90)
      .describe('From the first of these failures to the last, at least')
      .meta({ example: 14 }),
  })
  .refine(({ failures, ofLast }) => failures <= ofLast, {
    path: ['failures'],
    message: 'More failures than campaigns looked at: nobody could ever be found.',
  });
export type ChronicRule = z.infer<typeof ChronicRule>;

export const defaultChronicRule: ChronicRule = { failures: 3, ofLast: 5, overDays: 14 };

export const ChronicRuleInForce = z.object({
  rule: ChronicRule,
  version: z.number().int().describe('0: the defaults'),
  actor: z.string().nullable(),
  createdAt: Timestamp.nullable(),
});
export type ChronicRuleInForce = z.infer<typeof ChronicRuleInForce>;

/** What a person said of a group; a later failure opens it again, but for `ignored`: not a problem, whatever fails. */
export const ChronicState = z.enum(['open', 'snoozed', 'waiting', 'solved', 'ignored']);
export type ChronicState = z.infer<typeof ChronicState>;

export const ChronicKey = z
  .string()
  .regex(/^[a-z_]{1,40}:(provider|site|domain):[\w.!-]{1,260}$/u)
  .describe('Cause, and the provider, site or domain')
  .meta({ example: 'mailbox_full:provider:gmx' });

export const ChronicGroup = z.object({
  key: ChronicKey,
  category: Category,
  cause: z.string().describe('The cause in words').meta({ example: 'the mailbox is full' }),
  place: z.string().describe('Provider, MX host or domain').meta({ example: 'gmx' }),
  siteId: Id.nullable(),
  people: z.number().int(),
  heldBack: z.number().int().describe('Of them suppressed now: they are skipped next time'),
  since: Timestamp,
  lastFailedAt: Timestamp,
  newThisWeek: z.number().int().describe('People who failed in the last seven days'),
  newWeekBefore: z.number().int().describe('In the seven days before that'),
  weeks: z
    .array(z.number().int())
    .describe('People who failed in each of the last twelve weeks; the last one ends now')
    .meta({ example: [0, 0, 0, 2, 2, 3, 5, 5, 8, 8, 12, 14] }),
  latestText: z.string().nullable().describe('What their server said to the newest of them, verbatim'),
  latestAddress: z.string(),
  advice: z.array(z.string()).describe('What to do, the first is the best'),
  willNotHelp: z.array(z.string()),
  meantDomain: z
    .string()
    .nullable()
    .describe('The well-known domain one slip away from theirs; null when there is none'),
  state: ChronicState,
  until: Timestamp.nullable().describe('snoozed until then'),
  note: z.string(),
  changedBy: z.string().nullable(),
  changedAt: Timestamp.nullable(),
  isReopened: z.boolean().describe('It was snoozed, waiting or solved, and a newer failure opened it again'),
});
export type ChronicGroup = z.infer<typeof ChronicGroup>;

export const ChronicGroupQuery = z.object({
  state: z.enum(['open', 'snoozed', 'waiting', 'solved', 'ignored', 'all']).default('open'),
});
export type ChronicGroupQuery = z.infer<typeof ChronicGroupQuery>;

export const ChronicGroups = z.object({
  groups: z.array(ChronicGroup).describe('Largest first, 200 at most'),
  counts: z.record(ChronicState, z.number().int()).describe('Groups by state'),
  people: z.number().int().describe('In all groups'),
  skippedNextTime: z.number().int().describe('Of them suppressed now'),
});
export type ChronicGroups = z.infer<typeof ChronicGroups>;

export const ChronicPerson = z.object({
  addressId: Id,
  groupKey: ChronicKey,
  address: z.string(),
  name: z.string().nullable(),
  since: Timestamp,
  lastFailedAt: Timestamp,
  failed: z.number().int().describe('Campaigns that failed'),
  of: z.number().int().describe('Of so many last ones'),
  latestText: z.string().nullable(),
  isHeldBack: z.boolean(),
});
export type ChronicPerson = z.infer<typeof ChronicPerson>;

export const ChronicPeopleQuery = PageQuery.extend({
  heldBack: z.enum(['yes', 'no']).optional().describe('Only those who are suppressed now, or only those who are not'),
});
export type ChronicPeopleQuery = z.infer<typeof ChronicPeopleQuery>;

export const ChronicStateChange = z
  .strictObject({
    state: ChronicState,
    days: z.number().int().min(1).max(365).optional().describe('Only with snoozed: for so many days'),
    note: z.string().trim().max(1000).default(''),
  })
  .refine(({ state, days }) => (state === 'snoozed') === (days !== undefined), {
    path: ['days'],
    message: 'Say for how many days it is snoozed, and only then.',
  });
export type ChronicStateChange = z.infer<typeof ChronicStateChange>;

export const NewChronicAction = z
  .strictObject({
    kind: z.enum(['pause', 'stop']).describe('pause: suppressed for some days · stop: until it is lifted'),
    days: z.number().int().min(1).max(365).optional().describe('Only with pause'),
    reason: z.string().trim().min(3).max(500).meta({ example: 'Mailboxes full since October' }),
    addressIds: z.array(Id).min(1).max(1000).optional().describe('Only these; without it everybody of the group'),
  })
  .refine(({ kind, days }) => (kind === 'pause') === (days !== undefined), {
    path: ['days'],
    message: 'Say for how many days they are paused, and only then.',
  });
export type NewChronicAction = z.infer<typeof NewChronicAction>;

export const ChronicAction = z.object({
  id: Id,
  groupKey: ChronicKey.nullable().describe('null: the address of one person was corrected'),
  kind: z.enum(['pause', 'stop', 'correct']),
  days: z.number().int().nullable(),
  reason: z.string(),
  actor: z.string(),
  count: z.number().int().describe('People it holds back or puts right; who was held back already is not counted'),
  createdAt: Timestamp,
  undoneAt: Timestamp.nullable(),
  undoneBy: z.string().nullable(),
});
export type ChronicAction = z.infer<typeof ChronicAction>;

const MeantDomain = z.string().trim().toLowerCase().min(3).max(253).describe('The domain that was meant');

export const ChronicCorrectionQuery = z.object({ domain: MeantDomain });
export type ChronicCorrectionQuery = z.infer<typeof ChronicCorrectionQuery>;

/** Before and after, 1,000 people at most. */
export const ChronicCorrection = z.object({
  domain: z.string(),
  people: z.array(
    z.object({
      before: z.string(),
      after: z.string(),
      problem: z
        .enum(['on_the_list', 'held_back'])
        .nullable()
        .describe('Left alone: the right address is a subscriber already, or is held back'),
    }),
  ),
});
export type ChronicCorrection = z.infer<typeof ChronicCorrection>;

export const NewChronicCorrection = z.strictObject({
  domain: MeantDomain,
  reason: z.string().trim().min(3).max(500).meta({ example: 'They all meant gmail.com' }),
});
export type NewChronicCorrection = z.infer<typeof NewChronicCorrection>;

/** What goes out once more: a campaign for each that somebody of the group missed last. */
export const ChronicRetry = z.object({
  campaigns: z.array(z.object({ id: Id, name: z.string(), people: z.number().int() })),
  people: z.number().int(),
});
export type ChronicRetry = z.infer<typeof ChronicRetry>;
