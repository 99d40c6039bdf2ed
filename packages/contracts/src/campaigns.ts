// Campaigns over HTTP: content, schedule, state, tally, deliveries.
import { z } from 'zod';
import { paceShape, scheduleShape } from './campaign-schedule.js';
import { ContentKind, ContentSource } from './content.js';
import { Id, PageQuery, Timestamp } from './http.js';
import { VariantNumber } from './variant-number.js';
import { CampaignState, Category, DeliveryState } from './words.js';

/** What becomes the value of a header: a line break in it would begin another header. */
const oneLine = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'There is a line break or a control character in it. Write it in one line.');

/** Number of deliveries per state; suppressed and excluded also by reason. Their sum is the audience. */
export const Tally = z.object({
  audience: z.number().int(),
  states: z.partialRecord(DeliveryState, z.number().int()),
  reasons: z.record(z.string(), z.number().int()).describe('"suppressed:hard_bounce" and the like'),
});
export type Tally = z.infer<typeof Tally>;

/** A message that was handed over whole and never answered: nobody knows whether it was taken. */
export const InDoubtPolicy = z
  .enum(['leave', 'resend'])
  .describe(
    'leave: shown as in doubt, nobody gets it twice · resend: once more with the same Message-ID, a few may get it twice',
  );
export type InDoubtPolicy = z.infer<typeof InDoubtPolicy>;

/** Whether a campaign counts opens and clicks, and whose. */
export const Tracking = z
  .enum(['off', 'anonymous', 'person'])
  .describe(
    'off: links stay as they are written, nothing is counted · anonymous: how many, never who · person: who opened and clicked',
  );
export type Tracking = z.infer<typeof Tracking>;

export const Campaign = z.object({
  id: Id,
  name: z.string(),
  state: CampaignState,
  sendingDomainId: Id.nullable(),
  fromName: z.string(),
  fromLocal: z.string().describe('Local part of the From address; the domain is the sending domain'),
  fromAddress: z.string().nullable(),
  replyTo: z.string().nullable(),
  subject: z.string(),
  html: z.string(),
  text: z.string().describe('Empty: it is made from the HTML'),
  contentKind: ContentKind,
  contentSource: z.string(),
  previewText: z.string(),
  listIds: z.array(Id),
  segmentIds: z.array(Id).describe('Whoever is in one of them gets it too, while on any list'),
  excludedListIds: z.array(Id),
  excludedSegmentIds: z.array(Id),
  scheduledAt: Timestamp.nullable(),
  timeZone: z.string().nullable(),
  maxAgeHours: z.number().int(),
  inDoubtPolicy: InDoubtPolicy,
  tracking: Tracking,
  ...paceShape,
  ...scheduleShape,
  audienceKind: z
    .enum(['lists', 'people'])
    .describe('people: a fixed audience, chosen from the report of another campaign'),
  variantCount: z.number().int().describe('1 unless it has variants B, C or D'),
  resendOf: Id.nullable().describe('The campaign whose people get it again'),
  series: z
    .object({
      id: Id,
      name: z.string(),
      isTemplate: z.boolean().describe('Its issues are made from this campaign; else this is one of them'),
      number: z.number().int().nullable().describe('Of an issue'),
    })
    .nullable()
    .describe('The series it is an issue of, or the one that is made from it'),
  plannedAt: Timestamp.nullable(),
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
  pauseReason: z.string().nullable().describe('Why Doorstep paused it by itself; null when a person did'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  tally: Tally,
});
export type Campaign = z.infer<typeof Campaign>;

export const CampaignPageQuery = PageQuery.extend({
  oneMail: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes: the single mails to one person each, which stand on the page of her address; no: all others'),
});
export type CampaignPageQuery = z.infer<typeof CampaignPageQuery>;

/** A row of the list of campaigns: without the content. */
export const CampaignSummary = Campaign.omit({ html: true, text: true, contentSource: true });
export type CampaignSummary = z.infer<typeof CampaignSummary>;

export const CampaignContent = z.strictObject({
  name: z.string().trim().min(1).max(200),
  sendingDomainId: Id.nullable().default(null),
  fromName: oneLine(200).default(''),
  fromLocal: oneLine(64).default(''),
  replyTo: oneLine(320).nullable().default(null),
  subject: oneLine(500).default(''),
  html: z.string().max(2_000_000).default(''),
  text: z.string().max(1_000_000).default(''),
  contentKind: ContentKind.default('html'),
  contentSource: ContentSource.default(''),
  previewText: oneLine(300).default('').describe('What mail programs show behind the subject'),
  listIds: z.array(Id).max(50).default([]),
  segmentIds: z.array(Id).max(20).default([]),
  excludedListIds: z.array(Id).max(50).default([]),
  excludedSegmentIds: z.array(Id).max(20).default([]),
  maxAgeHours: z.number().int().min(6).max(120).default(48),
  inDoubtPolicy: InDoubtPolicy.default('leave'),
  tracking: Tracking.default('off'),
  spreadMinutes: paceShape.spreadMinutes.default(0),
  sendWindow: paceShape.sendWindow.default(null),
  missedPolicy: paceShape.missedPolicy.default('send'),
  missedHours: paceShape.missedHours.default(3),
});
export type CampaignContent = z.infer<typeof CampaignContent>;

export const TestSend = z.strictObject({
  address: z.string().min(3).max(320),
  variant: VariantNumber.optional().describe('Only this variant; otherwise each is sent, one after another'),
});
export type TestSend = z.infer<typeof TestSend>;

export const TestSendResult = z.object({
  outcome: z.enum(['accepted', 'deferred', 'refused', 'in_doubt']),
  words: z.string().describe('What happened, in plain words'),
  reply: z.string().nullable(),
  variants: z
    .array(z.object({ variant: VariantNumber, outcome: z.string(), words: z.string(), reply: z.string().nullable() }))
    .describe('What became of each variant; the fields above tell of the one that went worst'),
});
export type TestSendResult = z.infer<typeof TestSendResult>;

/** A finding before sending: a problem blocks, advice does not. */
export const PreflightFinding = z.object({
  kind: z.enum(['problem', 'advice']),
  code: z.string(),
  words: z.string(),
  field: z.string().nullable(),
  line: z.number().int().nullable(),
});
export type PreflightFinding = z.infer<typeof PreflightFinding>;

/** What keeps an address of the audience from getting it; duplicates: chosen again by another list or segment. */
export const AudienceTerm = z.enum([
  'duplicates',
  'suppressed',
  'chronic',
  'unconfirmed',
  'unsubscribed',
  'paused',
  'no_subscriber',
  'excluded_list',
  'excluded_segment',
  'got_it',
  'in_doubt',
  'on_the_way',
]);
export type AudienceTerm = z.infer<typeof AudienceTerm>;

/** Who will get it, as a sum that adds up: chosen − every term = willGetIt. */
export const CampaignAudience = z.object({
  from: z.enum(['now', 'plan']).describe('Counted now, or as the plan froze it'),
  chosen: z.number().int().describe('How often an address was chosen; somebody on two lists counts twice'),
  selected: z.number().int().describe('Addresses: chosen without the duplicates'),
  suppressed: z.number().int().describe('Suppressed for any cause, chronic ones too'),
  terms: z.array(
    z.object({
      term: AudienceTerm,
      count: z.number().int(),
      words: z.string().meta({ example: 'suppressed' }),
      meaning: z.string().meta({ example: 'On the suppression list: no campaign may mail them.' }),
    }),
  ),
  willGetIt: z.number().int(),
});
export type CampaignAudience = z.infer<typeof CampaignAudience>;

export const AudienceShare = z.enum([...AudienceTerm.options, 'chosen', 'selected', 'will_get_it']);
export type AudienceShare = z.infer<typeof AudienceShare>;

export const AudiencePeopleQuery = PageQuery.extend({
  share: AudienceShare.describe('The number whose people are asked for'),
});
export type AudiencePeopleQuery = z.infer<typeof AudiencePeopleQuery>;

export const AudiencePerson = z.object({
  address: z.string().meta({ example: 'ada@example.org' }),
  name: z.string().nullable(),
  verdict: AudienceTerm.nullable().describe('What keeps her out; null: she will get it'),
});
export type AudiencePerson = z.infer<typeof AudiencePerson>;

export const Preflight = z.object({
  findings: z.array(PreflightFinding),
  audience: CampaignAudience,
});
export type Preflight = z.infer<typeof Preflight>;

/** One thing looked at in a message of the campaign that was signed, sent to ourselves and verified. */
export const PreflightCheck = z.object({
  id: z.string().meta({ example: 'dkim:ds202611' }),
  state: z.enum(['pass', 'warn', 'fail']).describe('fail keeps the campaign from starting'),
  title: z.string(),
  seen: z.string(),
  wanted: z.string(),
  whatToDo: z.string().nullable().describe('In plain words; null when nothing has to be done'),
});
export type PreflightCheck = z.infer<typeof PreflightCheck>;

export const PreflightReport = z.object({
  state: z.enum(['pass', 'warn', 'fail']).describe('That of the worst check'),
  checks: z.array(PreflightCheck),
  madeFor: z.string().nullable().describe('Whose message was made: a person of the audience, or a sample'),
  sizeBytes: z.number().int().nullable(),
});
export type PreflightReport = z.infer<typeof PreflightReport>;

export const Delivery = z.object({
  id: Id,
  campaignId: Id,
  address: z.string(),
  state: DeliveryState,
  reason: z.string().nullable(),
  category: Category.nullable(),
  attempts: z.number().int(),
  replyCode: z.number().int().nullable(),
  enhancedCode: z.string().nullable(),
  replyText: z.string().nullable(),
  words: z.string().describe('State and cause in plain words'),
  nextAttemptAt: Timestamp.nullable(),
  settledAt: Timestamp.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** PATCH: any part of the content. */
export const CampaignChange = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  sendingDomainId: Id.nullable().optional(),
  fromName: oneLine(200).optional(),
  fromLocal: oneLine(64).optional(),
  replyTo: oneLine(320).nullable().optional(),
  subject: oneLine(500).optional(),
  html: z.string().max(2_000_000).optional(),
  text: z.string().max(1_000_000).optional(),
  contentKind: ContentKind.optional().describe('Changing it to html keeps the compiled HTML to be written on'),
  contentSource: ContentSource.optional(),
  previewText: oneLine(300).optional(),
  keepVersion: z.boolean().optional().describe('What stands there now stays a version of its own'),
  listIds: z.array(Id).max(50).optional(),
  segmentIds: z.array(Id).max(20).optional(),
  excludedListIds: z.array(Id).max(50).optional(),
  excludedSegmentIds: z.array(Id).max(20).optional(),
  maxAgeHours: z.number().int().min(6).max(120).optional(),
  inDoubtPolicy: InDoubtPolicy.optional(),
  tracking: Tracking.optional(),
  spreadMinutes: paceShape.spreadMinutes.optional(),
  sendWindow: paceShape.sendWindow.optional(),
  missedPolicy: paceShape.missedPolicy.optional(),
  missedHours: paceShape.missedHours.optional(),
});
export type CampaignChange = z.infer<typeof CampaignChange>;
