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
  since: Timestamp.nullable(),
  failed: z.number().int().describe('Campaigns that did not arrive'),
  of: z.number().int().describe('Campaigns tried'),
  why: z.string().describe('What it rests on, in one or two sentences'),
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
});
export type AddressEventView = z.infer<typeof AddressEventView>;

/** GET /v1/addresses/{address}: newest 50 deliveries and 100 events; older ones by their own pages. */
export const AddressPage = z.object({
  id: Id,
  address: z.string(),
  standing: Standing,
  domainName: z.string(),
  mx: z.array(z.object({ host: z.string(), preference: z.number().int() })).nullable(),
  subscriber: z.object({ id: Id, name: z.string().nullable(), createdAt: Timestamp }).nullable(),
  timesAdded: z.number().int().describe('How often a subscriber with this address was added'),
  timesDeleted: z.number().int(),
  memberships: z.array(MembershipView),
  suppressions: z.array(Suppression),
  verdict: Verdict,
  deliveries: z.array(AddressDelivery),
  events: z.array(AddressEventView),
});
export type AddressPage = z.infer<typeof AddressPage>;

export const AddressHit = z.object({
  address: z.string(),
  name: z.string().nullable(),
  isSubscriber: z.boolean(),
  standing: Standing,
});
export type AddressHit = z.infer<typeof AddressHit>;
