// Control of sending over HTTP: pausing and slowing all of it or one site, live figures, why a delivery waits, source addresses.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { DomainCheck } from './operations.js';
import { DeliveryState } from './words.js';

const YEAR_MINUTES = 366 * 24 * 60;

const Reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .describe('For those who work with you')
  .meta({ example: 'Wrong link' });
const PerMinute = z.number().int().min(1).max(1_000_000).describe('Messages a minute').meta({ example: 60 });

/** GET /v1/deliveries/{id}/waiting: the one gate that holds a delivery now. */
export const WaitingReason = z.object({
  deliveryId: Id,
  address: z.string(),
  campaignId: Id,
  campaignName: z.string(),
  state: DeliveryState,
  gate: z.string().describe('Machine word of the gate').meta({ example: 'site_paused' }),
  words: z.string(),
  until: Timestamp.nullable().describe('When the gate opens by itself; null when nobody knows'),
  whatToDo: z.string(),
  afterwards: z.array(z.object({ gate: z.string(), words: z.string() })).describe('What would hold it next'),
  asOf: Timestamp,
});
export type WaitingReason = z.infer<typeof WaitingReason>;

export const SendingControl = z.object({
  isPaused: z.boolean(),
  pausedAt: Timestamp.nullable(),
  pausedUntil: Timestamp.nullable().describe('null while paused: until somebody resumes it'),
  ratePerMinute: z.number().int().nullable().describe('Slowed to so many messages a minute, over all workers'),
  reason: z.string().nullable(),
  actor: z.string().nullable(),
  waiting: z.number().int().describe('Deliveries that wait in campaigns under way'),
});
export type SendingControl = z.infer<typeof SendingControl>;

export const SendingPause = z.strictObject({
  minutes: z.number().int().min(1).max(YEAR_MINUTES).nullable().default(null).describe('null: until resumed'),
  reason: Reason,
});
export type SendingPause = z.infer<typeof SendingPause>;

export const SendingSlow = z.strictObject({ perMinute: PerMinute, reason: Reason });
export type SendingSlow = z.infer<typeof SendingSlow>;

const OneSource = Id.nullable().default(null).describe('Only from this source address; null: from all');
const WEEK_MINUTES = 7 * 24 * 60;
const Minutes = z.number().int().min(1).max(WEEK_MINUTES);

const ForKnownOfProvider = z
  .boolean()
  .default(false)
  .describe('For all destinations of its provider that are known now, not for this one alone');

export const SitePause = z.strictObject({
  minutes: Minutes,
  reason: Reason,
  sourceId: OneSource,
  forProvider: ForKnownOfProvider,
});
export type SitePause = z.infer<typeof SitePause>;
export const SiteSlow = z.strictObject({
  perMinute: PerMinute.describe('From each source address'),
  minutes: Minutes,
  reason: Reason,
  sourceId: OneSource,
  forProvider: ForKnownOfProvider,
});
export type SiteSlow = z.infer<typeof SiteSlow>;
export const SiteResume = z.strictObject({ sourceId: OneSource, forProvider: ForKnownOfProvider });
export type SiteResume = z.infer<typeof SiteResume>;

const ForProvider = z
  .boolean()
  .default(false)
  .describe('For all destinations of its provider, those met later included');
export const SiteLimitOrder = z
  .strictObject({
    connections: z
      .number()
      .int()
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .describe('null: automatic')
      .meta({ example: 5 }),
    messagesPerConnection: z.number().int().min(1).max(10_000).nullable().default(null).describe('null: automatic'),
    perMinute: PerMinute.nullable()
      .default(null)
      .describe('To each destination from each source address; null: no limit'),
    forProvider: ForProvider,
    reason: Reason,
  })
  .refine(
    ({ connections, messagesPerConnection, perMinute }) =>
      connections !== null || messagesPerConnection !== null || perMinute !== null,
    { path: ['connections'], message: 'Set at least one of the limits, or go back to automatic.' },
  );
export type SiteLimitOrder = z.infer<typeof SiteLimitOrder>;
export const SiteAutomatic = z.strictObject({ forProvider: ForProvider });
export type SiteAutomatic = z.infer<typeof SiteAutomatic>;

export const MinuteFigures = z.object({
  at: Timestamp,
  accepted: z.number().int(),
  deferred: z.number().int(),
  refused: z.number().int(),
  inDoubt: z.number().int(),
});
export type MinuteFigures = z.infer<typeof MinuteFigures>;

export const WorkerFigures = z.object({
  worker: z.string(),
  startedAt: Timestamp,
  seenAt: Timestamp,
  isAlive: z.boolean().describe('Seen within the last half minute'),
  lanes: z.number().int(),
  inHand: z.number().int(),
  connections: z.number().int(),
  resultsWaiting: z.number().int().describe('Results not written to the database yet'),
  trouble: z.string().nullable().describe('What keeps it from taking mail'),
});
export type WorkerFigures = z.infer<typeof WorkerFigures>;

/** One thing that keeps mail from going out. */
export const Obstacle = z.object({
  gate: z
    .enum([
      'paused',
      'no_worker',
      'worker_trouble',
      'campaign_paused',
      'outside_hours',
      'sites_paused',
      'dns',
      'later',
      'none',
    ])
    .describe('none: nothing is known that would hold it'),
  words: z.string(),
  whatToDo: z.string(),
  until: Timestamp.nullable().describe('When it opens by itself; null when nobody knows'),
  href: z.string().describe('Page of the dashboard where it is changed'),
});
export type Obstacle = z.infer<typeof Obstacle>;

/** GET /v1/sending/live */
export const LiveFigures = z.object({
  asOf: Timestamp,
  minutes: z.array(MinuteFigures).describe('The last 60 minutes, oldest first, quiet ones too'),
  acceptedPerMinute: z.number().describe('Mean of the last five minutes'),
  waiting: z.number().int(),
  inHand: z.number().int(),
  connections: z.number().int(),
  oldestDueSeconds: z.number(),
  workers: z.array(WorkerFigures),
  control: SendingControl,
  obstacles: z
    .array(Obstacle)
    .describe('Why nothing goes out, the first thing to do first; empty while something does, or nothing waits'),
});
export type LiveFigures = z.infer<typeof LiveFigures>;

const Pool = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Letters, digits and "-", at most 40')
  .meta({ example: 'default' });

export const WarmUpDay = z.object({ day: z.number().int(), cap: z.number().int() });
export const SourceUsageDay = z.object({
  date: z.iso.date(),
  provider: z.string().describe('"" for everybody else'),
  cap: z.number().int().nullable(),
  used: z.number().int(),
  accepted: z.number().int(),
  deferred: z.number().int(),
  refused: z.number().int(),
  complained: z.number().int(),
});
export type SourceUsageDay = z.infer<typeof SourceUsageDay>;

export const SourceAddress = z.object({
  id: Id,
  ip: z.string().nullable().describe('null: the machine picks'),
  ehloName: z.string().nullable().describe('null: the name of the machine (DOORSTEP_EHLO_NAME)'),
  pool: z.string(),
  isActive: z.boolean(),
  note: z.string(),
  warmUpStartedAt: Timestamp.nullable().describe('null: no daily limit'),
  warmUpDay: z.number().int().nullable().describe('Day 1 is the first'),
  plan: z.array(WarmUpDay).describe('The limits of the coming days per provider, if all goes well'),
  asideUntil: Timestamp.nullable().describe('Not used until then: the machine does not have it'),
  asideReason: z.string().nullable(),
  isOnWorker: z.boolean().nullable().describe('A live worker has this address; null when no worker tells'),
  isUsed: z.boolean().describe('Something was sent from it: it can be switched off, not deleted'),
  usage: z.array(SourceUsageDay).describe('The last 14 days'),
  createdAt: Timestamp,
});
export type SourceAddress = z.infer<typeof SourceAddress>;

export const NewSourceAddress = z.strictObject({
  ip: z.union([z.ipv4(), z.ipv6()]).meta({ example: '192.0.2.10' }),
  ehloName: z.string().trim().min(1).max(253).nullable().default(null).meta({ example: 'mail.example.org' }),
  pool: Pool.default('default'),
  note: z.string().trim().max(200).default(''),
  isWarmUp: z.boolean().default(true).describe('Begin with few messages a day and grow'),
});
export type NewSourceAddress = z.infer<typeof NewSourceAddress>;

export const SourceAddressChange = z.strictObject({
  ehloName: z.string().trim().min(1).max(253).nullable().optional(),
  pool: Pool.optional(),
  note: z.string().trim().max(200).optional(),
  isActive: z.boolean().optional(),
  isWarmUp: z.boolean().optional().describe('true begins a warm-up today, false ends it'),
});
export type SourceAddressChange = z.infer<typeof SourceAddressChange>;

export const SourceAddressCheck = z.object({ checks: z.array(DomainCheck) });
export type SourceAddressCheck = z.infer<typeof SourceAddressCheck>;

/** PATCH /v1/sending-domains/{id} */
export const SendingDomainChange = z.strictObject({ pool: Pool });
export type SendingDomainChange = z.infer<typeof SendingDomainChange>;
