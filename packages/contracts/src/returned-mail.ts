// Returned mail over HTTP: every message read, what was understood of it, whose it may be, matches by hand.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { Category, DeliveryState, Scope } from './words.js';

/** What a list of returned mail shows. */
export const InboundShow = z.enum([
  'all',
  'unmatched',
  'dismissed',
  'by_hand',
  'bounces',
  'complaints',
  'delayed',
  'automatic',
  'not_bounces',
  'unreadable',
]);
export type InboundShow = z.infer<typeof InboundShow>;

const Search = z
  .string()
  .trim()
  .max(254)
  .default('')
  .describe('A whole address, or a piece of subject, sender or recipient (looked for in the newest 50,000 messages)')
  .meta({ example: 'ada@example.org' });

/** GET /v1/inbound */
export const InboundQuery = PageQuery.extend({
  state: z.enum(['new', 'matched', 'unmatched', 'ignored']).optional(),
  show: InboundShow.default('all'),
  search: Search,
});
export type InboundQuery = z.infer<typeof InboundQuery>;

/** GET /v1/inbound/export */
export const InboundExportQuery = z.object({
  show: InboundShow.default('all'),
  search: Search,
  format: z.enum(['csv', 'jsonl']).default('csv'),
});
export type InboundExportQuery = z.infer<typeof InboundExportQuery>;

export const InboundView = z.object({
  id: Id,
  receivedAt: Timestamp,
  kind: z.string().nullable().describe('bounce, delayed, complaint, autoreply, vacation, not-bounce or unreadable'),
  state: z.enum(['new', 'matched', 'unmatched', 'ignored']),
  address: z.string().nullable().describe('Whom it was matched to'),
  subject: z.string().nullable(),
  words: z.string().describe('What it means, in one line'),
  from: z.string().nullable(),
  named: z.array(z.string()).describe('Addresses it names'),
  source: z.string().describe('mailbox or listener').meta({ example: 'mailbox' }),
  mailbox: z.string().nullable().describe('Name of the bounce mailbox'),
  category: Category.nullable(),
  scope: Scope.nullable(),
  ruleId: z.string().nullable(),
  deliveryId: Id.nullable(),
  campaignId: Id.nullable(),
  campaignName: z.string().nullable(),
  ledTo: z.string().nullable().describe('What it led to, in one line'),
  matchedBy: z.string().nullable().describe('Who matched it by hand'),
  dismissedAt: Timestamp.nullable().describe('Laid aside as not ours'),
  dismissedBy: z.string().nullable(),
  sizeBytes: z.number().int(),
});
export type InboundView = z.infer<typeof InboundView>;

export const InboundRecipient = z.object({
  address: z.string(),
  originalRecipient: z.string().nullable(),
  finalRecipient: z.string().nullable(),
  action: z.string().nullable(),
  status: z.string().nullable(),
  replyCode: z.number().int().nullable(),
  diagnostic: z.string(),
  remoteMta: z.string().nullable(),
  category: z.string(),
  scope: z.string(),
  ruleId: z.string(),
});
export type InboundRecipient = z.infer<typeof InboundRecipient>;

/** "250, then a report hours later": the acceptance a report takes back. */
export const Handover = z.object({
  acceptedAt: Timestamp,
  host: z.string().nullable().describe('The host that took it'),
  queueId: z.string().nullable().describe('Its queue id, out of its final reply'),
  reply: z.string().nullable(),
  givenBackAt: Timestamp,
  seconds: z.number().int().describe('From the acceptance to the return'),
  isSameQueueId: z.boolean().describe('The report names the queue id of that acceptance'),
  words: z.string(),
});
export type Handover = z.infer<typeof Handover>;

export const InboundMatch = z.object({
  id: Id,
  messageId: Id,
  deliveryId: Id,
  actor: z.string(),
  reason: z.string().nullable(),
  state: z.enum(['asked', 'applied', 'refused', 'undo_asked', 'undone']),
  result: z.string().nullable().describe('What it led to, or why not'),
  askedAt: Timestamp,
  settledAt: Timestamp.nullable(),
  undoActor: z.string().nullable(),
  undoneAt: Timestamp.nullable(),
});
export type InboundMatch = z.infer<typeof InboundMatch>;

/** GET /v1/inbound/{id} */
export const InboundDetail = InboundView.extend({
  note: z.string().nullable().describe('How it was matched, or why it was not'),
  whatToDo: z.string().nullable(),
  recipients: z.array(InboundRecipient),
  facts: z.array(z.object({ name: z.string(), value: z.string() })).describe('What else the report says'),
  handover: Handover.nullable(),
  match: InboundMatch.nullable().describe('The newest match by hand'),
});
export type InboundDetail = z.infer<typeof InboundDetail>;

/** GET /v1/inbound/{id}/text */
export const InboundText = z.object({
  text: z.string().describe('The raw mail as text; control characters are shown as their pictures'),
  isCut: z.boolean(),
});
export type InboundText = z.infer<typeof InboundText>;

export const MatchCandidate = z.object({
  deliveryId: Id,
  address: z.string(),
  campaignId: Id,
  campaignName: z.string(),
  state: DeliveryState,
  acceptedAt: Timestamp.nullable(),
  score: z.number().int().describe('Sum of the points of the reasons, 100 at most'),
  likelihood: z.enum(['very_likely', 'likely', 'possible']),
  reasons: z.array(z.object({ words: z.string(), points: z.number().int() })),
});
export type MatchCandidate = z.infer<typeof MatchCandidate>;

export const MatchCandidateQuery = z.object({
  search: z.string().trim().max(254).default('').describe('Start of an address: its deliveries are given as well'),
});
export type MatchCandidateQuery = z.infer<typeof MatchCandidateQuery>;
export const MatchCandidates = z.object({ candidates: z.array(MatchCandidate) });
export type MatchCandidates = z.infer<typeof MatchCandidates>;

export const NewInboundMatch = z.strictObject({
  deliveryId: Id,
  reason: z
    .string()
    .trim()
    .max(500)
    .nullable()
    .default(null)
    .meta({ example: 'The subject is that of our May letter' }),
});
export type NewInboundMatch = z.infer<typeof NewInboundMatch>;

/** POST /v1/inbound/dismissals: by ids, or everything unmatched that fits the search. */
export const NewDismissal = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(500) }),
  z.strictObject({ all: z.literal(true), search: Search }),
]);
export type NewDismissal = z.infer<typeof NewDismissal>;
export const Dismissal = z.object({ id: Id, count: z.number().int() });
export type Dismissal = z.infer<typeof Dismissal>;

/** GET /v1/inbound/counts */
export const InboundCounts = z.object({
  unmatched: z.number().int().describe('Waiting on the shelf; 1,000 stands for that many or more'),
});
export type InboundCounts = z.infer<typeof InboundCounts>;
