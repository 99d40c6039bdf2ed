// Runs a handler for each wake of one queue.
import type { Worker } from 'bullmq';
import { isWithoutTables, openWorker, type QueueConnection } from './backend.js';
import { type JobName, type JobPayload, jobs } from './jobs.js';
import { migrateQueues } from './migrate-queues.js';

export interface Consumer {
  /** Takes no more wakes; resolves when the handlers at work are done, or at once with `force`. */
  close(force?: boolean): Promise<void>;
}

export interface ConsumeOptions extends QueueConnection {
  /** Handlers at work at a time, 1 or more. */
  readonly concurrency: number;
  /** Told of a queue that is away, of a handler that threw, of a payload that is not of this queue. */
  readonly onError?: (error: Error) => void;
}

/**
 * Consumes one queue. Handlers must be safe to run twice at once for the same id (a lease in the tables decides),
 * and must not count on a wake: each of them also polls the tables.
 */
export function consume<Name extends JobName>(
  name: Name,
  handler: (payload: JobPayload<Name>) => Promise<void>,
  options: ConsumeOptions,
): Consumer {
  const onError = options.onError ?? (() => undefined);
  const run = async (job: { data: unknown }) => {
    try {
      await handler(jobs[name].parse(job.data) as JobPayload<Name>);
    } catch (error) {
      onError(error as Error);
    }
  };
  let worker: Worker | null = null;
  let mending: NodeJS.Timeout | undefined;
  let isClosed = false;

  const open = () => {
    if (isClosed) return;
    const opened = openWorker(name, run, options);
    worker = opened;
    opened.on('error', (error) => {
      if (worker === opened && isWithoutTables(error)) leave(opened);
      onError(error);
    });
  };
  /** Without its tables the library asks again without a pause, until the memory is used up. */
  const leave = (broken: Worker) => {
    worker = null;
    broken.close(true).catch(onError);
    mending = setTimeout(() => mend().catch(onError).finally(open), MEND_MS);
  };
  const mend = () => (options.redisUrl ? Promise.resolve() : migrateQueues(options.databaseUrl));

  open();
  return {
    async close(force) {
      isClosed = true;
      clearTimeout(mending);
      await worker?.close(force);
    },
  };
}

const MEND_MS = 2000;
