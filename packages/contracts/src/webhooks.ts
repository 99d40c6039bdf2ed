// Outgoing webhooks over HTTP: endpoints, their secrets, what was told and what was answered (standard-webhooks).
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';

export const WebhookEventType = z.enum([
  'campaign.scheduled',
  'campaign.unscheduled',
  'campaign.planned',
  'campaign.started',
  'campaign.paused',
  'campaign.finished',
  'campaign.cancelled',
  'message.accepted',
  'message.deferred',
  'message.refused',
  'message.returned',
  'message.complained',
  'message.in_doubt',
  'subscriber.added',
  'subscriber.removed',
  'subscriber.unsubscribed',
  'subscriber.confirmed',
  'suppression.added',
  'suppression.lifted',
  'import.finished',
  'import.failed',
  'import.cancelled',
  'domain.broken',
]);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

const EventTypes = z
  .array(WebhookEventType.or(z.literal('*')))
  .min(1)
  .max(40)
  .describe('Which events are told; "*" for all of them');
const Url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .describe('https; in the sandbox http to this machine too')
  .meta({ example: 'https://crm.example/hooks/doorstep' });

export const NewWebhook = z.strictObject({
  url: Url,
  description: z.string().trim().max(200).default(''),
  eventTypes: EventTypes,
});
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookChange = z.strictObject({
  url: Url.optional(),
  description: z.string().trim().max(200).optional(),
  eventTypes: EventTypes.optional(),
  isEnabled: z.boolean().optional(),
});
export type WebhookChange = z.infer<typeof WebhookChange>;

export const Webhook = z.object({
  id: Id,
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(z.string()),
  isEnabled: z.boolean(),
  disabledReason: z.string().nullable().describe('Why Doorstep switched it off by itself'),
  disabledAt: Timestamp.nullable(),
  failingSince: Timestamp.nullable().describe('No message was taken since then'),
  previousSecretUntil: Timestamp.nullable().describe('Until then messages are signed with the former secret as well'),
  createdBy: z.string(),
  createdAt: Timestamp,
  waiting: z.number().int().describe('Messages still to be taken'),
  failed: z.number().int().describe('Messages given up'),
});
export type Webhook = z.infer<typeof Webhook>;

/** The secret is shown once. */
export const MadeWebhook = Webhook.extend({
  secret: z.string().meta({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }),
});
export type MadeWebhook = z.infer<typeof MadeWebhook>;

export const WebhookRotation = z.strictObject({
  hours: z.number().int().min(0).max(168).default(24).describe('How long the former secret signs beside the new one'),
});
export type WebhookRotation = z.infer<typeof WebhookRotation>;

export const WebhookMessageState = z.enum(['waiting', 'taken', 'failed']);
export type WebhookMessageState = z.infer<typeof WebhookMessageState>;

export const WebhookMessageQuery = PageQuery.extend({ state: WebhookMessageState.optional() });
export type WebhookMessageQuery = z.infer<typeof WebhookMessageQuery>;

export const WebhookMessage = z.object({
  id: Id.describe('Sent as webhook-id; the same on every try, so that a receiver can tell a repetition'),
  type: z.string(),
  state: WebhookMessageState,
  attempts: z.number().int(),
  lastStatus: z.number().int().nullable(),
  lastProblem: z.string().nullable(),
  nextAttemptAt: Timestamp.nullable(),
  createdAt: Timestamp,
  settledAt: Timestamp.nullable(),
});
export type WebhookMessage = z.infer<typeof WebhookMessage>;

export const WebhookTry = z.object({
  id: Id,
  at: Timestamp,
  durationMs: z.number().int(),
  status: z.number().int().nullable().describe('null: no answer'),
  requestHeaders: z.record(z.string(), z.string()),
  responseBody: z.string().nullable().describe('The first 4,000 characters. Remote text'),
  problem: z.string().nullable(),
});
export type WebhookTry = z.infer<typeof WebhookTry>;

export const WebhookMessageDetail = WebhookMessage.extend({ payload: z.string(), tries: z.array(WebhookTry) });
export type WebhookMessageDetail = z.infer<typeof WebhookMessageDetail>;

export const WebhookReplay = z.strictObject({
  since: z.iso.datetime().describe('Messages made since then').meta({ example: '2026-11-26T00:00:00.000Z' }),
  state: z.enum(['failed', 'taken']).default('failed'),
});
export type WebhookReplay = z.infer<typeof WebhookReplay>;

export const WebhookReplayed = z.object({ messages: z.number().int() });
export type WebhookReplayed = z.infer<typeof WebhookReplayed>;
