// The report of a campaign over HTTP: groups that add up to the audience, causes, replies, comparison, sending again, sharing.
import { z } from 'zod';
import { AbReport } from './ab-tests.js';
import { CampaignEnding } from './campaign-schedule.js';
import { Campaign } from './campaigns.js';
import { Id, PageQuery, Timestamp } from './http.js';
import { LeavingReason } from './public-pages.js';
import { VariantNumber } from './variant-number.js';
import { CampaignState, Category, DeliveryState } from './words.js';

/** Everybody of an audience is in exactly one of the first thirteen; `missed` are those who did not get it and may get it again, `got_it` those who have it. */
export const DeliveryGroup = z.enum([
  'accepted_first',
  'accepted_retry',
  'trying_again',
  'not_yet',
  'refused',
  'gave_up',
  'returned',
  'complained',
  'in_doubt',
  'held',
  'suppressed',
  'excluded',
  'cancelled',
  'missed',
  'got_it',
]);
export type DeliveryGroup = z.infer<typeof DeliveryGroup>;

export const ReaderKind = z.enum(['open', 'click']);
export type ReaderKind = z.infer<typeof ReaderKind>;

/** Which people of a campaign; each given part must hold. */
export const PeopleFilter = z.strictObject({
  group: DeliveryGroup.optional().describe('A group of the report'),
  category: Category.optional().describe('Cause'),
  reason: z
    .string()
    .max(60)
    .optional()
    .describe('Why they were held back or left out')
    .meta({ example: 'hard_bounce' }),
  provider: z
    .string()
    .max(80)
    .optional()
    .describe('Who runs their mail server; "other" for everybody that is no large provider')
    .meta({ example: 'google' }),
  reader: ReaderKind.optional().describe('Those who opened or clicked; only where the campaign counts per person'),
  linkId: Id.optional().describe('Those who clicked this link'),
  variant: VariantNumber.optional().describe('Those who got, or are to get, this variant: 0 is A'),
  abGroup: z
    .enum(['test', 'rest'])
    .optional()
    .describe('Of a campaign that tries variants: those they are tried on, or everybody else'),
  beside: Id.optional().describe(
    'The delivery of this campaign that others are compared with (`contrast.deliveryId` of its address)',
  ),
  among: z
    .enum(['site', 'domain', 'alike'])
    .optional()
    .describe(
      'With beside: the others at the same mail servers, at the same domain, or one of each other domain where it failed for the same kind of reason',
    ),
  left: LeavingReason.optional().describe('Those who left over this message and said this was why'),
});
export type PeopleFilter = z.infer<typeof PeopleFilter>;

export const DeliveryQuery = PageQuery.extend({ state: DeliveryState.optional(), ...PeopleFilter.shape });
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

export const PeopleCount = z.object({ people: z.number().int().describe('How many the filter finds') });
export type PeopleCount = z.infer<typeof PeopleCount>;

export const PeopleExportQuery = PeopleFilter.extend({
  format: z.enum(['csv', 'json']).default('csv'),
  bom: z.stringbool().default(true).describe('Begin a CSV with a byte order mark, as Excel wants it'),
});
export type PeopleExportQuery = z.infer<typeof PeopleExportQuery>;

export const ReportGroup = z.object({
  group: DeliveryGroup,
  people: z.number().int(),
  reasons: z.array(z.object({ reason: z.string(), people: z.number().int() })),
});
export type ReportGroup = z.infer<typeof ReportGroup>;

/** How many of a provider met this cause. */
export const ReportCause = z.object({
  category: Category,
  people: z.number().int(),
  providers: z.array(z.object({ provider: z.string(), people: z.number().int() })),
});
export type ReportCause = z.infer<typeof ReportCause>;

export const ReportLink = z.object({
  id: Id,
  number: z.number().int(),
  url: z.string(),
  clicks: z.number().int().describe('Clicks by people'),
  people: z.number().int().nullable().describe('People who clicked; null where a campaign counts anonymously'),
  machines: z.number().int().describe('Clicks that look like a machine'),
});
export type ReportLink = z.infer<typeof ReportLink>;

export const ReportReaders = z.object({
  tracking: z.enum(['anonymous', 'person']),
  opens: z.number().int().describe('Opens that do not look like a machine'),
  openMachines: z.number().int().describe('Opens by machines and by proxies that load pictures for everybody'),
  peopleOpened: z.number().int().nullable().describe('null where a campaign counts anonymously'),
  clicks: z.number().int(),
  clickMachines: z.number().int(),
  peopleClicked: z.number().int().nullable(),
  links: z.array(ReportLink),
});
export type ReportReaders = z.infer<typeof ReportReaders>;

export const ComparedReport = z.object({
  id: Id,
  name: z.string(),
  startedAt: Timestamp,
  audience: z.number().int(),
  tried: z.number().int().describe('Audience without those who were never tried'),
  accepted: z.number().int(),
  missed: z.number().int(),
  complained: z.number().int(),
});
export type ComparedReport = z.infer<typeof ComparedReport>;

export const CampaignReportQuery = z.strictObject({
  ending: z.enum(['yes', 'no']).default('yes').describe('no: when it ends is not worked out, which is quicker'),
});
export type CampaignReportQuery = z.infer<typeof CampaignReportQuery>;

export const CampaignReport = z.object({
  campaignId: Id,
  name: z.string(),
  subject: z.string(),
  state: CampaignState,
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
  asOf: Timestamp,
  audience: z.number().int().describe('The sum of all groups'),
  groups: z.array(ReportGroup).describe('Those that hold anybody'),
  isComplete: z.boolean().describe('Over, and everybody got it'),
  open: z.number().int().describe('Who may still get it'),
  missed: z.number().int().describe('Refused, given up or returned: who did not get it'),
  words: z.string().describe('How it stands, in one sentence'),
  ending: CampaignEnding.nullable().describe(
    'When the last message leaves; null unless it is under way, and when it was not asked for',
  ),
  causes: z.array(ReportCause),
  previous: z.array(ComparedReport).describe('Up to five campaigns before it'),
  again: z
    .array(z.object({ id: Id, name: z.string(), state: CampaignState, people: z.number().int() }))
    .describe('Campaigns that send it again to some of these people'),
  readers: ReportReaders.nullable().describe('null while the campaign counts neither opens nor clicks'),
  abTest: AbReport.nullable().describe('null unless variants are tried'),
  leaving: z
    .array(z.object({ reason: LeavingReason, people: z.number().int() }))
    .describe('Why people left over this message, of those who said it; most first'),
});
export type CampaignReport = z.infer<typeof CampaignReport>;

/** What a mail server said last. Remote text: show it as text. */
export const ReportReply = z.object({
  id: Id,
  address: z.string(),
  at: Timestamp,
  outcome: z.string(),
  mxHost: z.string().nullable(),
  replyCode: z.number().int().nullable(),
  replyText: z.string().nullable(),
  words: z.string(),
});
export type ReportReply = z.infer<typeof ReportReply>;

export const SendAgain = z.strictObject({ filter: PeopleFilter.default({ group: 'missed' }) });
export type SendAgain = z.infer<typeof SendAgain>;

/** People of a filter who do not get it again, and why. */
export const LeftOutAgain = z.object({
  gotIt: z.number().int().describe('Their server took it, here or in another campaign that sent it again'),
  inDoubt: z.number().int().describe('They may have it already'),
  onTheWay: z.number().int().describe('They may still get it'),
  suppressed: z.number().int().describe('Suppressed now'),
  left: z.number().int().describe('Not subscribed (any more) to a list of the campaign'),
});
export type LeftOutAgain = z.infer<typeof LeftOutAgain>;

export const AgainPreview = z.object({ chosen: z.number().int(), people: z.number().int(), leftOut: LeftOutAgain });
export type AgainPreview = z.infer<typeof AgainPreview>;

export const SentAgain = AgainPreview.extend({ campaign: Campaign });
export type SentAgain = z.infer<typeof SentAgain>;

export const NewShareLink = z.strictObject({
  days: z.number().int().min(1).max(365).default(30).describe('Days until it expires'),
  showsAddresses: z.boolean().default(false).describe('Also list the addresses that did not get it'),
});
export type NewShareLink = z.infer<typeof NewShareLink>;

/** Of the records of a sending domain. */
export const NewRecordsLink = NewShareLink.pick({ days: true });
export type NewRecordsLink = z.infer<typeof NewRecordsLink>;

export const ShareLink = z.object({
  id: Id,
  showsAddresses: z.boolean().describe('Of a report only'),
  createdBy: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  revokedAt: Timestamp.nullable(),
  lastOpenedAt: Timestamp.nullable(),
  opened: z.number().int(),
});
export type ShareLink = z.infer<typeof ShareLink>;

/** The address is shown once: only a hash of it is kept. */
export const MadeShareLink = ShareLink.extend({ url: z.string() });
export type MadeShareLink = z.infer<typeof MadeShareLink>;

export const MonthQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'YYYY-MM')
    .describe('A month of the calendar')
    .meta({ example: '2026-10' }),
  timeZone: z
    .string()
    .min(1)
    .max(64)
    .default('UTC')
    .describe('Where its days begin')
    .meta({ example: 'Europe/Berlin' }),
});
export type MonthQuery = z.infer<typeof MonthQuery>;

export const MonthReport = z.object({
  month: z.string(),
  timeZone: z.string(),
  from: Timestamp,
  until: Timestamp,
  asOf: Timestamp,
  campaigns: z.array(ComparedReport).describe('Begun in that month, in order'),
  causes: z.array(z.object({ category: Category, people: z.number().int() })).describe('Why messages were not taken'),
});
export type MonthReport = z.infer<typeof MonthReport>;
