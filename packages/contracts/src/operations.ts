// Deliverability and operation over HTTP: domains, mailboxes, queue, overview, keys, users.
import { z } from 'zod';
import { CampaignSummary } from './campaigns.js';
import { NameServerView } from './dkim.js';
import { Id, Timestamp } from './http.js';
import { ApiScope, CheckResult, Role } from './words.js';

export const DomainCheck = z.object({
  name: z.string().meta({ example: 'dkim' }),
  result: CheckResult,
  words: z.string(),
  recordName: z.string().nullable(),
  recordType: z.string().nullable(),
  expected: z.string().nullable(),
  found: z.array(z.string()),
  spread: z
    .object({
      since: Timestamp.describe('When it was first seen so'),
      until: Timestamp.nullable().describe('All agree by then at the latest, by what the servers say; null: none said'),
      views: z.array(NameServerView).describe('The servers of the zone first, then the resolvers'),
    })
    .optional()
    .describe('Only while name servers disagree about the record: it is not seen everywhere yet'),
});
export type DomainCheck = z.infer<typeof DomainCheck>;

export const SendingDomain = z.object({
  id: Id,
  name: z.string(),
  returnPathDomain: z.string(),
  dkimSelector: z.string().nullable(),
  checks: z.array(DomainCheck).nullable(),
  checkedAt: Timestamp.nullable(),
  isReady: z.boolean().describe('Campaigns may start from it'),
  nextCheckAt: Timestamp.nullable().describe('When the worker looks again by itself; null before the first check'),
  watchedUntil: Timestamp.nullable().describe('Until then it looks every 30 seconds; null when it looks less often'),
  rightSince: Timestamp.nullable().describe('Nothing was wrong since; null while something is'),
  brokeAt: Timestamp.nullable().describe('It had been right for a day and more, and then was not'),
  pool: z.string().describe('Pool of source addresses its campaigns go out from'),
  createdAt: Timestamp,
});
export type SendingDomain = z.infer<typeof SendingDomain>;

export const NewSendingDomain = z.strictObject({
  name: z.string().min(3).max(253).meta({ example: 'news.example.org' }),
  returnPathDomain: z.string().min(3).max(253).optional().describe('Default: bounces.<name>'),
});
export type NewSendingDomain = z.infer<typeof NewSendingDomain>;

/** What a site puts up with from one source address. */
export const SiteSource = z.object({
  sourceId: Id,
  ip: z.string().nullable(),
  connectionLimit: z.number().int(),
  pausedUntil: Timestamp.nullable(),
  pauseReason: z.string().nullable(),
  pauseCause: z.string().nullable().describe('Rule id, "breaker" or "user"'),
  isProbing: z.boolean(),
  ratePerMinute: z.number().int().nullable(),
  rateReason: z.string().nullable(),
  rateUntil: Timestamp.nullable(),
});
export type SiteSource = z.infer<typeof SiteSource>;

/** Limits a person set; what is null is found out by Doorstep. All of them count for each source address. */
export const SiteLimit = z.object({
  connections: z.number().int().nullable().describe('To one destination'),
  connectionsInAll: z.number().int().nullable().describe('To all destinations of the provider together'),
  messagesPerConnection: z.number().int().nullable(),
  perMinute: z.number().int().nullable().describe('Messages a minute to one destination'),
  reason: z.string(),
  actor: z.string(),
  setAt: Timestamp,
});
export type SiteLimit = z.infer<typeof SiteLimit>;

export const SiteView = z.object({
  id: Id,
  mxHosts: z.array(z.string()),
  provider: z.string().nullable(),
  domain: z.string().nullable().describe('Where no mail server is known: whose'),
  waiting: z.number().int(),
  sending: z.number().int(),
  connections: z.number().int().describe('Open now, over all workers'),
  connectionLimit: z.number().int().describe('Over all source addresses'),
  endedPerMinute: z.number().describe('Attempts ended a minute, mean of the last five'),
  pausedUntil: Timestamp.nullable().describe('Paused from every source address until then'),
  pauseReason: z.string().nullable(),
  pauseCause: z.string().nullable().describe('Rule id, "breaker" or "user"'),
  isProbing: z.boolean().describe('One message finds out whether it is well again'),
  ratePerMinute: z.number().int().nullable().describe('Slowed to so many a minute'),
  rateReason: z.string().nullable(),
  rateUntil: Timestamp.nullable(),
  lastAcceptedAt: Timestamp.nullable(),
  oldestWaitingAt: Timestamp.nullable(),
  sources: z.array(SiteSource),
  ownLimit: SiteLimit.nullable().describe('Set by a person for this destination; null: automatic'),
  providerLimit: SiteLimit.nullable().describe('Set by a person for all destinations of its provider'),
});
export type SiteView = z.infer<typeof SiteView>;

export const NeedsYou = z.object({
  kind: z.string(),
  words: z.string(),
  count: z.number().int().nullable(),
  since: Timestamp.nullable(),
  href: z.string(),
});

/** Messages that were tried first within some days, by what became of them: the same sums as GET /v1/deliverability. */
const PeriodCounts = z.object({
  attempted: z.number().int().describe('Messages that were tried'),
  accepted: z.number().int().describe('Taken, at once or later, and nothing came back'),
  deferred: z.number().int().describe('Put off at the moment'),
  refused: z.number().int().describe('A final no'),
  gaveUp: z.number().int().describe('Put off until their time was over'),
  returned: z.number().int(),
  complained: z.number().int(),
});

/** GET /v1/overview */
export const OverviewQuery = z.strictObject({
  days: z.enum(['7', '28']).default('7').describe('Days the figures are of, and those before them'),
});
export type OverviewQuery = z.infer<typeof OverviewQuery>;

export const Overview = z.object({
  mode: z.enum(['sandbox', 'live']),
  needsYou: z.array(NeedsYou),
  checklist: z.array(z.object({ key: z.string(), words: z.string(), isDone: z.boolean(), href: z.string() })),
  running: z.array(CampaignSummary),
  lastDays: PeriodCounts.extend({
    days: z.number().int(),
    before: PeriodCounts.describe('The same number of days right before'),
  }),
  system: z.array(
    z.object({
      name: z.string(),
      result: CheckResult,
      words: z.string(),
      href: z.string().describe('The page that says more about it'),
    }),
  ),
});
export type Overview = z.infer<typeof Overview>;

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(ApiScope),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  revokedAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const NewApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(ApiScope).min(1),
  expiresAt: Timestamp.nullable().default(null),
});
export type NewApiKey = z.infer<typeof NewApiKey>;
export const CreatedApiKey = ApiKey.extend({ key: z.string().describe('Shown once: ds_live_<id>_<secret>') });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const UserView = z.object({ id: Id, name: z.string(), address: z.string(), role: Role, createdAt: Timestamp });
export type UserView = z.infer<typeof UserView>;
export const NewUser = z.strictObject({
  name: z.string().trim().min(1).max(200),
  address: z.string().min(3).max(254),
  password: z.string().min(12).max(128),
  role: Role,
});
export type NewUser = z.infer<typeof NewUser>;

export const Me = z.object({
  kind: z.enum(['user', 'api-key']),
  name: z.string(),
  address: z.string().nullable(),
  role: Role.nullable(),
  scopes: z.array(ApiScope),
});
export type Me = z.infer<typeof Me>;

/** First-run set-up with the one-time token of the console. */
export const Setup = z.strictObject({
  token: z.string().min(20).max(200),
  name: z.string().trim().min(1).max(200),
  address: z.string().min(3).max(254),
  password: z.string().min(12).max(128).describe('12 to 128 signs, any'),
});
export type Setup = z.infer<typeof Setup>;
export const SetupState = z.object({
  needsSetup: z.boolean().describe('true while there is no user'),
  mode: z.enum(['sandbox', 'live']),
});
export type SetupState = z.infer<typeof SetupState>;
export const SignInByLink = z.strictObject({ token: z.string().min(20).max(200) });
export type SignInByLink = z.infer<typeof SignInByLink>;
