// The keys that sign return paths, unsubscribe and confirmation links, over HTTP.
import { z } from 'zod';
import { Timestamp } from './http.js';

export const TokenKey = z.object({
  id: z
    .string()
    .regex(/^[a-z2-7]$/)
    .describe('The first sign of every link and return path it signs'),
  state: z
    .enum(['coming', 'signing', 'verifying', 'retired'])
    .describe('coming: every process learns it, it signs in a moment · verifying: replaced, its links still work'),
  createdAt: Timestamp,
  signsFrom: Timestamp,
  replacedAt: Timestamp.nullable().describe('The next key signs since'),
  retiredAt: Timestamp.nullable(),
  retirableAt: Timestamp.nullable().describe('Its links are old enough then to be let go; null while it signs'),
  lastUsedAt: Timestamp.nullable().describe('When a link or a bounce that carries it last came back'),
  messages: z.number().int().describe('Messages accepted in the last 400 days whose links it signed, about'),
});
export type TokenKey = z.infer<typeof TokenKey>;

export const TokenKeyRetirement = z.strictObject({
  breakLinks: z
    .boolean()
    .default(false)
    .describe('Retire it though messages with its links are out: those links and bounces are not known any more'),
});
export type TokenKeyRetirement = z.infer<typeof TokenKeyRetirement>;
