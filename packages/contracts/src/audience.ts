// Lists, subscribers, memberships and suppressions over HTTP.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { MembershipStatus, Standing, SuppressionCause } from './words.js';

export const List = z.object({
  id: Id,
  name: z.string().meta({ example: 'Monthly letter' }),
  description: z.string(),
  optIn: z.enum(['single', 'double']),
  /** Members with status subscribed; kept by the store, not counted per page. */
  subscribedCount: z.number().int(),
  createdAt: Timestamp,
});
export type List = z.infer<typeof List>;

export const NewList = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Monthly letter' }),
  description: z.string().max(2000).default(''),
  optIn: z.enum(['single', 'double']).default('single'),
});
export type NewList = z.infer<typeof NewList>;

/** Absent fields stay as they are. */
export const ListChange = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(2000).optional(),
  optIn: z.enum(['single', 'double']).optional(),
});
export type ListChange = z.infer<typeof ListChange>;

const Share = {
  people: z.number().int(),
  tried: z.number().int().describe('Of these, whose standing is known: mail was tried'),
  failing: z.number().int().describe('Of these, whose mail fails for good or again and again, or who complained'),
};

export const ListHealth = z.object({
  statuses: z
    .array(z.object({ status: MembershipStatus, people: z.number().int() }))
    .nullable()
    .describe('Members by status; null here and below: counting took too long'),
  sources: z
    .array(z.object({ importId: Id.nullable(), fileName: z.string().nullable(), ...Share }))
    .nullable()
    .describe('Subscribed members by the import that added them (null: one by one), the largest 20'),
  ages: z
    .array(z.object({ age: z.enum(['month', 'year', 'older']), ...Share }))
    .nullable()
    .describe('Subscribed members by how long they are on the list: up to 30 days, up to a year, longer'),
  usedBy: z
    .array(z.object({ campaignId: Id, name: z.string(), state: z.string() }))
    .describe('The newest 20 campaigns'),
});
export type ListHealth = z.infer<typeof ListHealth>;

export const MembershipView = z.object({
  listId: Id,
  listName: z.string(),
  status: MembershipStatus,
  consentSource: z.string().nullable(),
  consentAt: Timestamp.nullable(),
  unsubscribedAt: Timestamp.nullable(),
});
export type MembershipView = z.infer<typeof MembershipView>;

export const Subscriber = z.object({
  id: Id,
  addressId: Id.describe('Of the address, which outlives the subscriber'),
  address: z.string().meta({ example: 'ada@example.org' }),
  name: z.string().nullable(),
  fields: z.record(z.string(), z.string()).describe('Merge fields beside the name'),
  standing: Standing,
  suppressedBy: SuppressionCause.nullable().describe('Cause of the suppression in force, if any'),
  memberships: z.array(MembershipView),
  tags: z.array(z.string()).describe('By name'),
  createdAt: Timestamp,
});
export type Subscriber = z.infer<typeof Subscriber>;

export const NewSubscriber = z.strictObject({
  address: z.string().min(3).max(320).meta({ example: 'ada@example.org' }),
  name: z.string().max(200).optional(),
  fields: z.record(z.string().max(64), z.string().max(2000)).default({}),
  listIds: z.array(Id).max(50).default([]),
  consentSource: z.string().max(500).optional().meta({ example: 'Asked at the fair, 12 May' }),
  acknowledgePast: z
    .boolean()
    .default(false)
    .describe('Set once the person adding has read that this address has a past (409 address_has_past otherwise)'),
});
export type NewSubscriber = z.infer<typeof NewSubscriber>;

export const SubscriberChange = z.strictObject({
  name: z.string().max(200).nullable().optional(),
  fields: z.record(z.string().max(64), z.string().max(2000)).optional(),
  listIds: z.array(Id).max(50).optional().describe('The lists she shall be on; an unsubscribed one is not revived'),
  tags: z
    .array(z.string().trim().min(1).max(60))
    .max(100)
    .optional()
    .describe('The tags she shall have, by name; new ones are made'),
});
export type SubscriberChange = z.infer<typeof SubscriberChange>;

export const Suppression = z.object({
  id: Id,
  scope: z.enum(['address', 'domain']),
  address: z.string().nullable(),
  domainName: z.string().nullable(),
  cause: SuppressionCause,
  source: z.string(),
  actor: z.string(),
  evidence: z.record(z.string(), z.unknown()).describe('Attempt, inbound message, reply, rule it rests on'),
  hits: z.number().int().describe('Deliveries kept back since'),
  lastHitAt: Timestamp.nullable(),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  liftedAt: Timestamp.nullable(),
  liftedBy: z.string().nullable(),
  liftReason: z.string().nullable(),
  asked: z
    .object({
      at: Timestamp,
      by: z.string(),
      heard: z.string().describe('How she asked for your mail again'),
      state: z
        .enum(['waiting', 'accepted', 'in_doubt', 'refused', 'held', 'late', 'confirmed'])
        .describe('waiting: not handed over yet · late: she did not answer in time'),
    })
    .nullable()
    .describe('Of a complaint: the last message that asked the person whether she wants your mail again'),
});
export type Suppression = z.infer<typeof Suppression>;

export const SuppressionQuery = PageQuery.extend({
  search: z.string().max(254).optional(),
  state: z.enum(['in_force', 'lifted', 'all']).default('in_force'),
  cause: SuppressionCause.optional(),
  source: z.enum(['outcome', 'user', 'import', 'reader']).optional().describe('What made it'),
  scope: z.enum(['address', 'domain']).optional(),
  addedFrom: Timestamp.optional(),
  addedTo: Timestamp.optional().describe('Before this moment'),
});
export type SuppressionQuery = z.infer<typeof SuppressionQuery>;

export const NewSuppression = z.strictObject({
  address: z
    .string()
    .min(3)
    .max(320)
    .describe('An address, or a whole domain as @example.org')
    .meta({ example: 'ada@example.org' }),
  reason: z.string().trim().min(1).max(500),
  expiresAt: Timestamp.optional().describe('When it ends by itself; left out: it stays until somebody lifts it'),
});
export type NewSuppression = z.infer<typeof NewSuppression>;

export const SuppressionLift = z.strictObject({
  reason: z.string().trim().min(1).max(500),
});
export type SuppressionLift = z.infer<typeof SuppressionLift>;

export const SuppressionAsk = z.strictObject({
  heard: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .describe('How she asked for your mail again, over another channel')
    .meta({ example: 'She called on 3 May' }),
});
export type SuppressionAsk = z.infer<typeof SuppressionAsk>;

export const SuppressionUntil = z.strictObject({
  expiresAt: Timestamp.nullable().describe('When it ends by itself; null: it stays until somebody lifts it'),
});
export type SuppressionUntil = z.infer<typeof SuppressionUntil>;
