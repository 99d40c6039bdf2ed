// The page of one address: who it is, what happened to it through all campaigns, and the verdict.
import { z } from 'zod';
import { MembershipView, Suppression } from './audience.js';
import { Id, Timestamp } from './http.js';
import { Handover } from './returned-mail.js';
import { AttemptOutcome, Category, DeliveryState, Scope, Stage, Standing } from './words.js';

export const Verdict = z.object({
  headline: z.string().meta({ example: 'This mailbox does not exist at example.org.' }),
  certainty: z.enum(['certain', 'likely', 'unclear']),
  side: z.enum([
    'her_mailbox',
    'her_server',
    'forward',
    'our_ip',
    'our_domain',
    'our_content',
    'nobody_yet',
    'us_by_choice',
  ]),
  cause: z.string().describe('Row of the catalogue'),
  underlying: z
    .string()
    .nullable()
    .describe('Row of the catalogue that a hold rests on; null when nothing is held back or nobody knows'),
  since: Timestamp.nullable(),
  failed: z.number().int().describe('Campaigns that did not arrive'),
  of: z.number().int().describe('Campaigns tried'),
  why: z.string().describe('What it rests on, in one or two sentences'),
  others: z.string().describe('How others fared with the same campaign; empty when nobody else was tried'),
  whatToDo: z.array(z.string()),
  whatWillNotHelp: z.array(z.string()),
  evidenceIds: z.array(Id),
});
export type Verdict = z.infer<typeof Verdict>;

export const AttemptView = z.object({
  id: Id,
  begunAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  outcome: AttemptOutcome.nullable(),
  stage: Stage.nullable(),
  mxHost: z.string().nullable(),
  mxIp: z.string().nullable(),
  tls: z.string().nullable(),
  replyCode: z.number().int().nullable(),
  enhancedCode: z.string().nullable(),
  replyText: z.string().nullable(),
  category: Category.nullable(),
  scope: Scope.nullable(),
  ruleId: z.string().nullable(),
  formerCategory: Category.nullable()
    .optional()
    .describe('What it counted as when it came, when a replay has read it otherwise since'),
  words: z.string(),
  nextAttemptAt: Timestamp.nullable(),
  report: z.unknown().describe('DNS snapshot, steps with ms, TLS: as recorded'),
});
export type AttemptView = z.infer<typeof AttemptView>;

export const ReturnView = z.object({
  id: Id,
  receivedAt: Timestamp,
  kind: z.string(),
  category: Category.nullable(),
  scope: Scope.nullable(),
  ruleId: z.string().nullable(),
  words: z.string(),
  diagnostic: z.string().nullable(),
  finalRecipient: z.string().nullable(),
  reportingMta: z.string().nullable(),
  note: z.string().nullable().describe('How it was matched, where that is not plain'),
  handover: Handover.nullable().describe('The acceptance it takes back'),
  matchedBy: z.string().nullable().describe('Who matched it by hand'),
});
export type ReturnView = z.infer<typeof ReturnView>;

export const AddressDelivery = z.object({
  id: Id,
  campaignId: Id,
  campaignName: z.string(),
  state: DeliveryState,
  reason: z.string().nullable(),
  words: z.string(),
  nextAttemptAt: Timestamp.nullable(),
  attempts: z.array(AttemptView),
  returns: z.array(ReturnView),
});
export type AddressDelivery = z.infer<typeof AddressDelivery>;

export const AddressEventView = z.object({
  id: Id,
  at: Timestamp,
  kind: z.string(),
  actor: z.string(),
  words: z.string(),
  audit: z
    .object({ who: z.string().nullable(), about: z.string().nullable().describe('kind:id') })
    .nullable()
    .describe('What GET /v1/audit/near is asked with, beside `at`; null when no person and no program of yours did it'),
});
export type AddressEventView = z.infer<typeof AddressEventView>;

/** Languages a verdict is told in. */
export const VerdictLanguage = z.enum(['en', 'de']);
export type VerdictLanguage = z.infer<typeof VerdictLanguage>;

/** The same campaign among the others at the same provider and domain. */
export const VerdictContrast = z.object({
  deliveryId: Id.describe('Hers: `beside` of the people of the campaign, who are exactly those counted here'),
  campaignId: Id,
  siteTried: z.number().int().describe('Others at the same mail servers who were tried'),
  siteAccepted: z.number().int(),
  domainTried: z.number().int().describe('Others at the same domain who were tried'),
  domainAccepted: z.number().int(),
  domainsRefusingAlike: z.number().int().describe('Other domains where it met the same category of refusal'),
  campaignAccepted: z.number().int().describe('Messages of it that any server at all took'),
});
export type VerdictContrast = z.infer<typeof VerdictContrast>;

/** GET /v1/addresses/{address}/verdict: the answer alone, for programs and colleagues. */
export const VerdictAnswer = z.object({
  address: z.string(),
  language: VerdictLanguage,
  standing: Standing,
  isSubscriber: z.boolean(),
  isHeldBack: z.boolean().describe('Suppressed now: no campaign goes to it'),
  timesAdded: z.number().int(),
  timesDeleted: z.number().int(),
  verdict: Verdict,
  contrast: z.array(VerdictContrast).describe('Newest troubled campaigns first, three at most'),
  noteForHer: z.string().nullable().describe('A letter to her in plain text; null when nothing is wrong'),
});
export type VerdictAnswer = z.infer<typeof VerdictAnswer>;

/** GET /v1/addresses/{address}: newest 50 deliveries and 100 events; older ones by their own pages. */
export const AddressPage = z.object({
  id: Id,
  address: z.string(),
  standing: Standing,
  domainName: z.string(),
  mx: z.array(z.object({ host: z.string(), preference: z.number().int() })).nullable(),
  subscriber: z.object({ id: Id, name: z.string().nullable(), createdAt: Timestamp }).nullable(),
  meantAddress: z
    .string()
    .nullable()
    .describe('What was probably meant, where the domain looks mistyped and takes no mail, or knows no such mailbox'),
  timesAdded: z.number().int().describe('How often a subscriber with this address was added'),
  timesDeleted: z.number().int(),
  memberships: z.array(MembershipView),
  suppressions: z.array(Suppression),
  verdict: Verdict,
  contrast: VerdictContrast.nullable().describe('Of the campaign in trouble; null while nothing is'),
  notesForHer: z
    .record(VerdictLanguage, z.string())
    .nullable()
    .describe('A letter to her in each language; null when nothing is wrong'),
  notesForPostmaster: z
    .record(VerdictLanguage, z.object({ subject: z.string(), body: z.string() }))
    .nullable()
    .describe('For whoever runs her mail server, in each language; null when nothing was ever sent to her'),
  deliveries: z.array(AddressDelivery),
  events: z.array(AddressEventView),
});
export type AddressPage = z.infer<typeof AddressPage>;

export const NewOneMail = z
  .strictObject({
    suppressionId: Id.optional().describe('A trial: lifted first. It stays on probation, one failure puts it back'),
    reason: z.string().trim().min(3).max(500).optional().describe('Only with a suppression: why it is lifted'),
  })
  .refine(({ suppressionId, reason }) => (suppressionId === undefined) === (reason === undefined), {
    path: ['reason'],
    message: 'Say why it is lifted, and only then.',
  });
export type NewOneMail = z.infer<typeof NewOneMail>;

/** POST /v1/addresses/{address}/one-mail: sent at once, through the queue as any other. */
export const OneMail = z.object({
  campaignId: Id,
  campaignName: z.string(),
  liftedSuppressionId: Id.nullable(),
});
export type OneMail = z.infer<typeof OneMail>;

export const AddressHit = z.object({
  address: z.string(),
  name: z.string().nullable(),
  isSubscriber: z.boolean(),
  standing: Standing,
});
export type AddressHit = z.infer<typeof AddressHit>;
