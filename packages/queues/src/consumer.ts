// Runs a handler for each wake of one queue.
import { openWorker, type QueueConnection } from './backend.js';
import { type JobName, type JobPayload, jobs } from './jobs.js';

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
  const worker = openWorker(name, run, options);
  worker.on('error', onError);
  return { close: (force) => worker.close(force) };
}
