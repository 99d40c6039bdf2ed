// Wakes from the queues: they only make the worker look at its tables earlier.
import type { Config } from '@doorstep/config';
import { type ConsumeOptions, consume } from '@doorstep/queues';
import { isDatabaseAway } from './health/database-away.js';
import type { Log } from './log.js';
import type { Worker } from './worker.js';

export interface Wakes {
  close(): Promise<void>;
}

export function consumeWakes(
  worker: Worker,
  { databaseUrl, redisUrl }: Pick<Config, 'databaseUrl' | 'redisUrl'>,
  log: Log,
): Wakes {
  const options: ConsumeOptions = {
    ...{ databaseUrl, redisUrl },
    concurrency: 1,
    onError: (error) => {
      if (isDatabaseAway(error)) log.debug({ err: error }, 'A queue is away; its tables are looked at all the same.');
      else log.warn({ err: error }, 'A wake failed; its tables are looked at all the same.');
    },
  };
  const consumers = [
    consume('campaign', async () => worker.wakeCampaigns(), options),
    consume('lane', async () => worker.wakeLanes(), options),
    consume('import', ({ importId }) => worker.runImport(importId), options),
    consume('inbox', ({ mailboxId }) => worker.readInbox(mailboxId), options),
  ];
  return {
    async close() {
      await Promise.allSettled(consumers.map((consumer) => consumer.close(true)));
    },
  };
}
