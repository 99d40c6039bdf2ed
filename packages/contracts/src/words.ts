// The words of the house that cross a process: states, causes, scopes. The same in table, type, URL, screen and test.
import { z } from 'zod';

export const CampaignState = z.enum(['draft', 'scheduled', 'planned', 'sending', 'paused', 'finished', 'cancelled']);
export type CampaignState = z.infer<typeof CampaignState>;

export const DeliveryState = z.enum([
  'planned',
  'due',
  'sending',
  'accepted',
  'deferred',
  'refused',
  'expired',
  'returned',
  'complained',
  'in_doubt',
  'held',
  'suppressed',
  'excluded',
  'cancelled',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const AttemptOutcome = z.enum(['accepted', 'deferred', 'refused', 'in_doubt', 'abandoned']);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

export const Stage = z.enum(['dns', 'connect', 'banner', 'ehlo', 'starttls', 'mail', 'rcpt', 'data', 'dot']);
export type Stage = z.infer<typeof Stage>;

/** Whose side a reply speaks of. Only `address` may suppress an address. */
export const Scope = z.enum(['address', 'domain', 'site', 'our_ip', 'our_domain', 'message', 'unknown']);
export type Scope = z.infer<typeof Scope>;

/** Reply categories; the last three have no reply of their own. */
export const Category = z.enum([
  'address_unknown',
  'mailbox_disabled',
  'mailbox_full',
  'address_moved',
  'recipient_refuses_you',
  'recipient_rate',
  'domain_dead',
  'domain_refuses_mail',
  'domain_misconfig',
  'dns_temp',
  'unreachable',
  'greylist',
  'rate_limited',
  'reputation_block',
  'reputation_domain',
  'authentication',
  'ptr_helo',
  'tls_required',
  'content_spam',
  'message_format',
  'message_too_big',
  'system_temp',
  'complaint',
  'autoreply',
  'expired',
  'in_doubt',
  'unclassified',
]);
export type Category = z.infer<typeof Category>;

export const Standing = z.enum(['unknown', 'good', 'failing', 'hard', 'complained']);
export type Standing = z.infer<typeof Standing>;

export const MembershipStatus = z.enum(['unconfirmed', 'subscribed', 'unsubscribed', 'removed']);
export type MembershipStatus = z.infer<typeof MembershipStatus>;

/** paused: by the reader, for some days. */
export const SuppressionCause = z.enum([
  'hard_bounce',
  'soft_bounces',
  'complaint',
  'manual',
  'unsubscribed_all',
  'paused',
]);
export type SuppressionCause = z.infer<typeof SuppressionCause>;

export const ImportState = z.enum([
  'uploading',
  'uploaded',
  'checking',
  'checked',
  'importing',
  'paused',
  'finished',
  'failed',
  'cancelled',
  'undoing',
  'undone',
]);
export type ImportState = z.infer<typeof ImportState>;

export const RowOutcome = z.enum([
  'new',
  'updated',
  'unchanged',
  'duplicate',
  'unsubscribed',
  'suppressed',
  'rejected',
]);
export type RowOutcome = z.infer<typeof RowOutcome>;

export const Role = z.enum(['owner', 'admin', 'editor', 'analyst', 'viewer']);
export type Role = z.infer<typeof Role>;

export const ApiScope = z.enum([
  'subscribers:read',
  'subscribers:write',
  'campaigns:read',
  'campaigns:write',
  'campaigns:send',
  'deliverability:read',
  'deliverability:write',
  'settings:read',
  'settings:write',
]);
export type ApiScope = z.infer<typeof ApiScope>;

export const CheckResult = z.enum(['pass', 'warn', 'fail', 'unknown']);
export type CheckResult = z.infer<typeof CheckResult>;
