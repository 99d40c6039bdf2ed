// Sends wakes. A wake is a convenience: when the queue is away, the worker's own polling finds the work a little later.
import type { Queue } from 'bullmq';
import { isWithoutTables, openQueue, type QueueConnection } from './backend.js';
import { type JobName, type JobPayload, jobs, wakeId } from './jobs.js';

export interface Producer {
  /**
   * Wakes whoever consumes `name`. Two waiting wakes for the same id are one; a wake for an id at work runs after it.
   *
   * @returns false when the queue did not take it within two seconds: nothing is lost, it only starts later
   * @throws ZodError when the payload is not of this queue: a bug of the caller
   */
  add<Name extends JobName>(name: Name, payload: JobPayload<Name>): Promise<boolean>;
  close(): Promise<void>;
}

export interface ProducerOptions extends QueueConnection {
  /** Told of a queue that is away; nothing is thrown for it. */
  readonly onError?: (error: Error) => void;
}

const WAIT_MS = 2000;

/** Opens no connection yet: each queue is opened with its first wake. */
export async function openProducer(options: ProducerOptions): Promise<Producer> {
  const queues = new Map<JobName, Queue>();
  const onError = options.onError ?? (() => undefined);

  const queueOf = (name: JobName): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = openQueue(name, options);
    queue.on('error', onError);
    queues.set(name, queue);
    return queue;
  };

  /** A queue that began without its tables never finds them; the next wake opens it anew. */
  const forget = (name: JobName) => {
    const broken = queues.get(name);
    queues.delete(name);
    broken?.close().catch(onError);
  };

  return {
    async add(name, payload) {
      const parsed = jobs[name].parse(payload);
      const id = wakeId(name, parsed);
      try {
        const added = queueOf(name).add(name, parsed, {
          deduplication: { id, keepLastIfActive: true },
          removeOnComplete: true,
          removeOnFail: true,
        });
        return await within(WAIT_MS, added);
      } catch (error) {
        if (isWithoutTables(error as Error)) forget(name);
        onError(error as Error);
        return false;
      }
    },
    async close() {
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
      queues.clear();
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  // A wake that fails after we stopped waiting is as good as one that was never sent.
  work.catch(() => undefined);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
