// A database that was found to be an older one: what is held until a person has decided.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';

export const RestoredBackup = z.object({
  id: Id,
  foundAt: Timestamp,
  backupAt: Timestamp.describe('How late the backup knows Doorstep to have been alive'),
  lastAliveAt: Timestamp.describe('How late it was alive before'),
  campaigns: z.array(
    z.object({
      id: Id,
      name: z.string(),
      mayHaveGone: z.boolean().describe('It was under way, or its time came before Doorstep last ran'),
    }),
  ),
  series: z.array(z.object({ id: Id, name: z.string() })),
});
export type RestoredBackup = z.infer<typeof RestoredBackup>;

export const OpenRestore = z.object({ restored: RestoredBackup.nullable().describe('null: nothing waits') });
export type OpenRestore = z.infer<typeof OpenRestore>;

export const RestoreDecision = z.strictObject({
  resume: z
    .enum(['all', 'safe', 'none'])
    .describe(
      'all: everything goes on, some people may get it twice · safe: only what cannot have gone · none: it stays paused',
    ),
});
export type RestoreDecision = z.infer<typeof RestoreDecision>;
