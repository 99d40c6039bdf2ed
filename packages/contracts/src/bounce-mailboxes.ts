// Bounce mailboxes over HTTP: how they are reached, how their reading goes, their tests, and the full loop.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { CheckResult } from './words.js';

const OAuthFields = {
  tokenUrl: z.url().max(500).meta({ example: 'https://oauth2.googleapis.com/token' }),
  clientId: z.string().trim().min(1).max(500),
  scope: z.string().trim().max(1000).nullable().default(null).meta({ example: 'https://mail.google.com/' }),
};

/** What Doorstep needs to fetch access tokens (OAuth 2.0). Secrets go in, never out. */
export const MailboxOAuth = z.object({
  ...OAuthFields,
  hasClientSecret: z.boolean(),
  hasRefreshToken: z.boolean().describe('Without one the program signs in for itself (client credentials)'),
});
export type MailboxOAuth = z.infer<typeof MailboxOAuth>;

export const NewMailboxOAuth = z.strictObject({
  ...OAuthFields,
  clientSecret: z.string().max(2000).optional().describe('Left out: the stored one stays'),
  refreshToken: z.string().max(8000).optional().describe('Left out: the stored one stays'),
});
export type NewMailboxOAuth = z.infer<typeof NewMailboxOAuth>;

export const BounceMailbox = z.object({
  id: Id,
  name: z.string(),
  protocol: z.enum(['imap', 'pop3']),
  host: z.string(),
  port: z.number().int(),
  tls: z.enum(['implicit', 'starttls', 'none']),
  username: z.string(),
  auth: z.enum(['password', 'oauth2']),
  oauth: MailboxOAuth.nullable(),
  folder: z.string(),
  afterReading: z.enum(['keep', 'mark', 'move', 'delete']),
  moveTo: z.string().nullable(),
  isEnabled: z.boolean(),
  isReading: z.boolean().describe('A worker is at it right now'),
  watch: z
    .enum(['watching', 'no_idle', 'trouble', 'none'])
    .describe('Whether a kept IMAP connection tells of new mail at once (IDLE)'),
  watchWords: z.string().nullable().describe('Why it is not told at once'),
  messageCount: z.number().int().nullable().describe('Messages in the folder at the last reading'),
  backlog: z.number().int().nullable().describe('Of them, those not read yet'),
  lastReadAt: Timestamp.nullable(),
  nextReadAt: Timestamp.nullable(),
  lastError: z.string().nullable(),
  errorStreak: z.number().int().describe('Readings that failed one after the other'),
  createdAt: Timestamp,
});
export type BounceMailbox = z.infer<typeof BounceMailbox>;

export const NewBounceMailbox = z.strictObject({
  name: z.string().trim().min(1).max(200),
  protocol: z.enum(['imap', 'pop3']),
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  tls: z.enum(['implicit', 'starttls', 'none']).default('implicit'),
  username: z.string().min(1).max(320),
  auth: z.enum(['password', 'oauth2']).default('password'),
  password: z.string().min(1).max(1000).optional().describe('Needed with auth "password"'),
  oauth: NewMailboxOAuth.nullable().default(null).describe('Needed with auth "oauth2"'),
  folder: z.string().max(200).default('INBOX'),
  afterReading: z.enum(['keep', 'mark', 'move', 'delete']).default('keep'),
  moveTo: z.string().max(200).nullable().default(null),
});
export type NewBounceMailbox = z.infer<typeof NewBounceMailbox>;

/** Settings tried before they are stored. */
export const MailboxTry = NewBounceMailbox.extend({
  mailboxId: Id.optional().describe('Mailbox whose stored secrets count where none are given; same server and user'),
});
export type MailboxTry = z.infer<typeof MailboxTry>;

export const MailboxTestStep = z.object({
  step: z.enum(['token', 'dns', 'connect', 'tls', 'greeting', 'sign_in', 'open_folder', 'count', 'backlog']),
  result: CheckResult,
  ms: z.number(),
  words: z.string(),
  fix: z.string().nullable().describe('What to do about it'),
});
export type MailboxTestStep = z.infer<typeof MailboxTestStep>;

export const MailboxTest = z.object({
  steps: z.array(MailboxTestStep),
  messageCount: z.number().int().nullable(),
  backlog: z.number().int().nullable().describe('Messages that were not read yet'),
  folders: z.array(z.string()).describe('Folders of the server; IMAP only'),
});
export type MailboxTest = z.infer<typeof MailboxTest>;

export const LoopTestStep = z.object({
  step: z.enum(['mx', 'handover', 'arrival']),
  result: z.enum(['pass', 'warn', 'fail', 'waiting']),
  at: Timestamp.nullable(),
  words: z.string(),
  fix: z.string().nullable().describe('What to do about it'),
});
export type LoopTestStep = z.infer<typeof LoopTestStep>;

/** A marked message sent to a return path of ours: it must come back into a bounce mailbox. */
export const LoopTest = z.object({
  id: Id,
  domain: z.string().describe('Return-path domain'),
  returnPath: z.string(),
  state: z.enum(['sending', 'on_its_way', 'returned', 'failed', 'overdue']),
  startedAt: Timestamp,
  startedBy: z.string(),
  waitsUntil: Timestamp.describe('After this it counts as lost, though it may still come'),
  endedAt: Timestamp.nullable(),
  cameTo: z.string().nullable().describe('Name of the mailbox it came to'),
  steps: z.array(LoopTestStep),
});
export type LoopTest = z.infer<typeof LoopTest>;

export const NewLoopTest = z.strictObject({
  sendingDomainId: Id.describe('Sending domain whose return path is tried'),
  waitMinutes: z.number().int().min(1).max(60).default(5),
});
export type NewLoopTest = z.infer<typeof NewLoopTest>;
