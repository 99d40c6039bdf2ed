/** A TCP port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number>;
export interface Postgres {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
  /** kill -9 of the postmaster. */
  kill(): void;
}
export function startPostgres(options: {
  dir: string;
  db: string;
  user: string;
  port?: number;
  isThrowaway?: boolean;
}): Promise<Postgres>;
/** PostgreSQL's shared_buffers for a machine with so many bytes of memory: a sixteenth, 128 MB to 1 GB. */
export function sharedBuffers(bytes: number): string;
