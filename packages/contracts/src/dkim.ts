// DKIM keys of a sending domain over HTTP: made, seen in DNS, switched, and their records taken out again.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';

export const DkimKeyState = z.enum(['next', 'active', 'resting', 'removable']).meta({
  description:
    'next: made, not used yet · active: it signs · resting: replaced, its record is still needed · removable: its record may go',
});
export type DkimKeyState = z.infer<typeof DkimKeyState>;

export const NameServerView = z.object({
  server: z.string().meta({ example: 'ns1.example.org (192.0.2.1)' }),
  kind: z.enum(['authoritative', 'resolver']),
  result: z.enum(['right', 'missing', 'different', 'several', 'unknown']),
  words: z.string(),
  found: z.array(z.string()),
});
export type NameServerView = z.infer<typeof NameServerView>;

export const DkimKeyView = z.object({
  selector: z.string().meta({ example: 'ds202611' }),
  algorithm: z.string().meta({ example: 'rsa-sha256' }),
  state: DkimKeyState,
  createdAt: Timestamp,
  activatedAt: Timestamp.nullable(),
  replacedAt: Timestamp.nullable(),
  keepUntil: Timestamp.nullable().describe(
    'The record of a replaced key is needed until then: messages are on their way',
  ),
  record: z.object({
    name: z.string().meta({ example: 'ds202611._domainkey.news.example.org' }),
    value: z.string(),
    strings: z.array(z.string()).describe('The value in strings of at most 255 signs, as DNS holds it'),
    zoneLine: z.string().describe('The record as a line of a zone file'),
  }),
  views: z.array(NameServerView).nullable().describe('What each name server said at the last look; null: never looked'),
  viewedAt: Timestamp.nullable(),
  seenAt: Timestamp.nullable().describe('When all name servers last held exactly this key'),
});
export type DkimKeyView = z.infer<typeof DkimKeyView>;

export const DkimRotation = z.object({
  id: Id.describe('Of the sending domain'),
  domain: z.string(),
  keys: z.array(DkimKeyView),
  switchAt: Timestamp.nullable().describe('The next keys take over then, if their records are seen'),
  trouble: z.string().nullable().describe('What kept the last switch from happening, or is wrong with an active key'),
  troubleSince: Timestamp.nullable(),
  canSwitchBack: z.boolean().describe('The keys before are still published and could sign again'),
});
export type DkimRotation = z.infer<typeof DkimRotation>;

export const NewDkimKeys = z.strictObject({
  withEd25519: z
    .boolean()
    .default(false)
    .describe('Also a key of Ed25519 (RFC 8463): every message is then signed twice, for receivers that know it'),
});
export type NewDkimKeys = z.infer<typeof NewDkimKeys>;

export const DkimSwitch = z.strictObject({
  at: Timestamp.nullable().default(null).describe('null: now'),
});
export type DkimSwitch = z.infer<typeof DkimSwitch>;
