// Deliverability over HTTP: what providers, domains, mail servers and replies did with our mail, against what they did before.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { Category, CheckResult, DeliveryState } from './words.js';

/** Every message that was tried is in exactly one of the first nine; `not_taken` are three of them together, `accepted` the first two. */
export const ResultGroup = z.enum([
  'accepted_at_once',
  'accepted_later',
  'trying_again',
  'refused',
  'gave_up',
  'returned',
  'complained',
  'in_doubt',
  'stopped',
  'not_taken',
  'accepted',
]);
export type ResultGroup = z.infer<typeof ResultGroup>;

const Hour = Timestamp.describe('Rounded to the hour (UTC): counts are kept by the hour');

/** Which messages; each given part must hold. */
const place = {
  provider: z
    .string()
    .max(80)
    .optional()
    .describe('Who runs their mail server, found by its MX; "other" for everybody that is no large provider')
    .meta({ example: 'google' }),
  domain: z.string().max(255).optional().describe('Domain of the addresses').meta({ example: 'gmail.com' }),
  mxHost: z
    .string()
    .max(255)
    .optional()
    .describe('Mail server that spoke; empty: none was reached')
    .meta({ example: 'gmail-smtp-in.l.google.com' }),
};

const range = {
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .optional()
    .describe('The last days up to now; 28 without from and until')
    .meta({ example: 28 }),
  from: Hour.optional(),
  until: Hour.optional(),
  campaignId: Id.optional().describe('Only messages of this campaign; without days, from and until its whole time'),
};

export const ResultLevel = z.enum(['provider', 'domain', 'mx_host', 'pattern']);
export type ResultLevel = z.infer<typeof ResultLevel>;

export const ResultSort = z.enum([
  'name',
  'sent',
  'accepted_at_once',
  'accepted_later',
  'refused',
  'returned',
  'complained',
]);
export type ResultSort = z.infer<typeof ResultSort>;

export const ResultQuery = z.object({
  ...range,
  ...place,
  by: ResultLevel.optional().describe('What the rows are; without it one step below the place that is named'),
  search: z.string().trim().max(100).optional().describe('Only rows whose name contains this'),
  sort: ResultSort.default('sent'),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(200).default(100).describe('Rows at most, 1 to 200'),
});
export type ResultQuery = z.infer<typeof ResultQuery>;

export const ResultExportQuery = ResultQuery.omit({ limit: true }).extend({
  format: z.enum(['csv', 'json']).default('csv'),
  bom: z.stringbool().default(true).describe('Begin a CSV with a byte order mark, as Excel wants it'),
});
export type ResultExportQuery = z.infer<typeof ResultExportQuery>;

/** Messages of one row of the table, or of one number in it. */
export const ResultFilter = z.object({
  ...range,
  ...place,
  pattern: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Number of a reply pattern; 0: nothing was said against it'),
  group: ResultGroup.optional(),
});
export type ResultFilter = z.infer<typeof ResultFilter>;

export const ResultPageQuery = PageQuery.extend(ResultFilter.shape);
export type ResultPageQuery = z.infer<typeof ResultPageQuery>;

export const ResultDeliveryExportQuery = ResultFilter.extend({
  format: z.enum(['csv', 'json']).default('csv'),
  bom: z.stringbool().default(true).describe('Begin a CSV with a byte order mark, as Excel wants it'),
});
export type ResultDeliveryExportQuery = z.infer<typeof ResultDeliveryExportQuery>;

export const ResultCounts = z.object({
  sent: z.number().int().describe('Messages tried at least once: the sum of all that follow'),
  acceptedAtOnce: z.number().int().describe('Taken in the first conversation'),
  acceptedLater: z.number().int().describe('Taken after they had been put off'),
  tryingAgain: z.number().int().describe('Put off, and tried again'),
  refused: z.number().int().describe('A final no'),
  gaveUp: z.number().int().describe('Put off until the time was over'),
  returned: z.number().int().describe('Taken, then given back by a bounce message'),
  complained: z.number().int().describe('Taken, then reported as spam'),
  inDoubt: z.number().int().describe('The answer to the whole message was lost'),
  stopped: z.number().int().describe('Tried, then cancelled, held or suppressed before the next try'),
});
export type ResultCounts = z.infer<typeof ResultCounts>;

/** How many of so many were taken at once. */
export const TakenAtOnce = z.object({ of: z.number().int(), atOnce: z.number().int() });
export type TakenAtOnce = z.infer<typeof TakenAtOnce>;

export const ResultVerdict = z.enum([
  'too_few',
  'no_norm',
  'as_before',
  'better',
  'worse_here',
  'worse_everywhere',
  'worse_unclear',
]);
export type ResultVerdict = z.infer<typeof ResultVerdict>;

/** This time against our own norm, and against everybody else in the same hours. */
export const ResultComparison = z.object({
  verdict: ResultVerdict.describe(
    'worse_here: the others did not change · worse_everywhere: they fell too · worse_unclear: too few others to tell · no_norm: nothing before',
  ),
  sentence: z.string().describe('The answer in words, with its numbers'),
  now: TakenAtOnce,
  norm: TakenAtOnce.describe('In the 28 days before'),
  othersNow: TakenAtOnce.describe('Everybody else, in the same hours'),
  othersNorm: TakenAtOnce.describe('Everybody else, in the hours of the norm'),
});
export type ResultComparison = z.infer<typeof ResultComparison>;

export const ResultLimiter = z.object({
  state: z.enum(['paused', 'slowed', 'probing']),
  destinations: z.number().int().describe('So many destinations of the row are in this state'),
  of: z.number().int().describe('Of so many that Doorstep knows'),
  until: Timestamp.nullable(),
  reason: z.string().nullable().describe('With the reply that caused it: remote text, show it as text'),
  siteId: Id.nullable().describe('When it is one destination'),
});
export type ResultLimiter = z.infer<typeof ResultLimiter>;

export const ReplyOwner = z.enum(['us', 'them', 'the_person', 'nobody_yet']);
export type ReplyOwner = z.infer<typeof ReplyOwner>;

/** What was said, with numbers, addresses, hosts and ids blanked. Remote text: show it as text. */
export const ReplyPattern = z.object({
  id: z.number().int(),
  text: z.string(),
  replyCode: z.number().int().nullable(),
  enhancedCode: z.string().nullable(),
  stage: z.string().describe('How far the conversation had come; "return" for a bounce message'),
  category: Category,
  meaning: z.string(),
  owner: ReplyOwner.describe('Who has to act'),
  nextSteps: z.array(z.string()).describe('The first is the best'),
  newestText: z.string().nullable().describe('The newest such reply, verbatim'),
  newestAt: Timestamp,
});
export type ReplyPattern = z.infer<typeof ReplyPattern>;

export const ResultRow = z.object({
  key: z.string().describe('Provider, domain, MX host or number of the reply pattern'),
  name: z.string().describe('As people know it'),
  counts: ResultCounts,
  medianMs: z
    .number()
    .int()
    .nullable()
    .describe('From the first try to the acceptance, within 9 %; null: none accepted, or a reply'),
  p95Ms: z.number().int().nullable(),
  limiter: ResultLimiter.nullable().describe('null: nothing holds it up'),
  comparison: ResultComparison.nullable().describe('null for reply patterns'),
  pattern: ReplyPattern.nullable(),
});
export type ResultRow = z.infer<typeof ResultRow>;

export const ResultTable = z.object({
  from: Timestamp,
  until: Timestamp,
  normFrom: Timestamp,
  normUntil: Timestamp,
  asOf: Timestamp.describe('Everything up to then is counted'),
  isCatchingUp: z.boolean().describe('Older messages are still being counted'),
  level: ResultLevel.describe('What the rows are'),
  campaign: z.object({ id: Id, name: z.string() }).nullable(),
  total: ResultRow.describe('The whole place: rows beyond the limit or the search included'),
  rows: z.array(ResultRow),
  rowsInAll: z.number().int(),
});
export type ResultTable = z.infer<typeof ResultTable>;

export const ResultDaysQuery = z.object({ ...range, ...place });
export type ResultDaysQuery = z.infer<typeof ResultDaysQuery>;

/** Days without mail are missing: they are gaps, not zeroes. */
export const ResultDays = z.object({
  series: z.array(
    z.object({
      provider: z.string(),
      name: z.string(),
      days: z.array(
        z.object({
          day: z.iso.date().describe('UTC'),
          sent: z.number().int(),
          acceptedAtOnce: z.number().int(),
          accepted: z.number().int().describe('At once or later, returned and complained ones included'),
        }),
      ),
    }),
  ),
});
export type ResultDays = z.infer<typeof ResultDays>;

export const ResultDelivery = z.object({
  id: Id,
  campaignId: Id,
  campaignName: z.string(),
  address: z.string(),
  state: DeliveryState,
  group: ResultGroup,
  mxHost: z.string(),
  firstTriedAt: Timestamp.describe('The hour of its first try'),
  waitMs: z.number().int().nullable(),
  replyText: z.string().nullable().describe('What was said against it last, verbatim. Remote text: show it as text'),
  category: Category.nullable(),
});
export type ResultDelivery = z.infer<typeof ResultDelivery>;

export const ResultDeliveryCount = z.object({ messages: z.number().int() });
export type ResultDeliveryCount = z.infer<typeof ResultDeliveryCount>;

export const SenderRule = z.object({
  id: z.enum(['spf', 'dkim', 'dmarc', 'alignment', 'ptr', 'tls', 'one_click', 'complaints', 'format', 'list_headers']),
  title: z.string(),
  askedBy: z.array(z.enum(['google', 'yahoo', 'microsoft'])),
  status: CheckResult.describe('unknown: no data, which is neither good nor bad'),
  evidence: z.array(z.string()).describe('What it rests on: checks with their time, numbers with what they are of'),
  replies: z
    .array(z.object({ pattern: z.number().int(), text: z.string(), messages: z.number().int() }))
    .describe('What providers said about it in these days. Remote text: show it as text'),
  whatToDo: z.string().nullable(),
});
export type SenderRule = z.infer<typeof SenderRule>;

export const SenderScorecard = z.object({
  sendingDomainId: Id,
  domain: z.string(),
  from: Timestamp,
  until: Timestamp,
  checkedAt: Timestamp.nullable().describe('null: its DNS records were never looked at'),
  accepted: z.number().int().describe('Messages of this domain taken in these days'),
  complained: z.number().int(),
  rules: z.array(SenderRule),
});
export type SenderScorecard = z.infer<typeof SenderScorecard>;
