// Where the queues live: PostgreSQL by default, Redis or Valkey when an address is given.
import { createPostgresBackend, Queue, type QueueOptions, Worker, type WorkerOptions, withBackend } from 'bullmq';
import type { JobName } from './jobs.js';

export interface QueueConnection {
  readonly databaseUrl: string;
  /** Redis or Valkey for many workers; unset = PostgreSQL. */
  readonly redisUrl?: string | undefined;
}

const PREFIX = 'doorstep';
const onPostgres = withBackend(createPostgresBackend);

/** A queue that answers at once or fails: a wake must never hold up whoever sends it. */
export function openQueue(name: JobName, { databaseUrl, redisUrl }: QueueConnection): Queue {
  if (redisUrl) {
    const options: QueueOptions = {
      prefix: PREFIX,
      connection: { url: redisUrl, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
    };
    return new Queue(queueName(name), options);
  }
  return new onPostgres.Queue(queueName(name), {
    connection: { connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2000, ...KEPT },
  }) as unknown as Queue;
}

/** PostgreSQL tells of a new job by itself; asking an empty queue for one costs some fifty look-ups each time. */
const ASK_AGAIN_SECONDS = 10;

type Processor = (job: { data: unknown }) => Promise<void>;
type OpenWorkerOptions = QueueConnection & { readonly concurrency: number };

export function openWorker(name: JobName, run: Processor, options: OpenWorkerOptions): Worker {
  const { databaseUrl, redisUrl, concurrency } = options;
  // A wake lost with a dead worker is found again by polling, so nothing is retried here.
  const shared: Omit<WorkerOptions, 'connection'> = {
    concurrency,
    autorun: true,
    maxStalledCount: 1,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  };
  if (redisUrl)
    return new Worker(queueName(name), run, {
      ...shared,
      prefix: PREFIX,
      connection: { url: redisUrl, maxRetriesPerRequest: null },
    });
  return new onPostgres.Worker(queueName(name), run, {
    ...shared,
    drainDelay: ASK_AGAIN_SECONDS,
    connection: { connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 10_000, ...KEPT },
  }) as unknown as Worker;
}

/**
 * The pool hears idle connections only. One that breaks between two statements of whoever holds it tells so by an event
 * which, heard by nobody, ends the process: a worker that was just starting died of a database that was restarted.
 */
const surviveBreak = (client: { on(event: 'error', hear: () => void): unknown }): void => {
  client.on('error', () => undefined);
};

/** Open for longer than until a queue is asked again: a connection costs more to open than the question. */
const KEPT = { idleTimeoutMillis: 6 * ASK_AGAIN_SECONDS * 1000, keepAlive: true, onConnect: surviveBreak };

const queueName = (name: JobName) => `doorstep-${name}`;

/** The tables of the queues are gone or were never made: a database restored without them, a schema dropped. */
export function isWithoutTables(error: Error): boolean {
  const { name, code } = error as Error & { code?: string };
  // SQLSTATE: undefined table, schema, function
  return name === 'SchemaMigrationRequiredError' || ['42P01', '3F000', '42883'].includes(code ?? '');
}
