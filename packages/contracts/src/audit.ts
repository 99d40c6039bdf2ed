// The audit log over HTTP: its entries, what narrows them down, and the entry beside a change.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';

export const AuditEntry = z.object({
  id: Id,
  at: Timestamp,
  actorLabel: z.string().describe('A user’s name, `API key "name"`, or an account at a terminal'),
  action: z.string().meta({ example: 'campaigns.schedule' }),
  subjectKind: z.string().nullable().meta({ example: 'campaigns' }),
  subjectId: z.string().nullable(),
  subjectName: z.string().nullable().describe('What the object is called today; null when it is gone or has no name'),
  detail: z.record(z.string(), z.unknown()),
  ip: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditFilter = z.object({
  who: z.string().max(200).optional().describe('Exactly as in actorLabel'),
  action: z
    .string()
    .max(100)
    .optional()
    .describe('One kind of change (campaigns.schedule), or all about one resource (campaigns)'),
  about: z
    .string()
    .trim()
    .max(400)
    .optional()
    .describe('An address, with everything done to it; an object as kind:id; or a part of the name of an object'),
  from: Timestamp.optional(),
  to: Timestamp.optional().describe('Up to, not including'),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = z.object({
  ...PageQuery.shape,
  ...AuditFilter.shape,
  entry: Id.optional().describe('The first page begins with this entry in place of the newest'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditExportQuery = z.object({
  ...AuditFilter.shape,
  format: z.enum(['csv', 'json']).default('csv'),
});
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

export const AuditChoices = z.object({
  actors: z.array(z.string()).describe('Everybody who stands in the log'),
  actions: z.array(z.string()).describe('Every kind of change that stands in it'),
});
export type AuditChoices = z.infer<typeof AuditChoices>;

export const AuditNearQuery = z.object({
  at: Timestamp.describe('When the change was made, as it is shown beside it'),
  who: z.string().max(200).optional().describe('Exactly as in actorLabel'),
  about: z.string().max(400).optional().describe('What was changed, as kind:id, where it is known'),
});
export type AuditNearQuery = z.infer<typeof AuditNearQuery>;

export const AuditNear = z.object({
  id: Id.nullable().describe('The entry of that change; null when none fits: it was no person and no program of yours'),
});
export type AuditNear = z.infer<typeof AuditNear>;
