// Tells a database that is away from a bug, and says so once per outage instead of with every query.
import type { Log } from '../log.js';

/** Connection, shutdown, start-up, too many clients, disk full, read-only stand-by: states that pass (PostgreSQL appendix A). */
const SQL_STATES = /^(08|57P0|53|25006|XX000|58)/;
const NODE_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|P1001|P1002|P1008|P1017|P2024)$/;
const WORDS =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|cannot use a pool after|server closed the connection|can't reach database/i;

export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = String((at as { code?: unknown }).code ?? '');
    if (SQL_STATES.test(code) || NODE_CODES.test(code) || WORDS.test(at.message)) return true;
    if (at instanceof AggregateError && at.errors.some((inner) => isDatabaseAway(inner))) return true;
  }
  return false;
}

/** Two writers met: the loser repeats at once (deadlock_detected, serialization_failure). */
export function isRaceLost(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === '40P01' || code === '40001';
}

export interface DatabaseWatch {
  /**
   * Takes an error of a step: an outage is logged once, everything else as what it is.
   *
   * @param beganAt performance.now() when the step began: what began before the database came back says nothing new
   */
  note(step: string, error: unknown, beganAt?: number): void;
  /** The database answered. */
  reached(): void;
  isAway(): boolean;
}

export function createDatabaseWatch(log: Log): DatabaseWatch {
  let awaySince: number | null = null;
  let backAt = Number.NEGATIVE_INFINITY;
  return {
    note(step, error, beganAt = performance.now()) {
      if (!isDatabaseAway(error)) log.error({ err: error, step }, `The step "${step}" failed; it is tried again.`);
      else if (awaySince === null && beganAt > backAt) {
        awaySince = performance.now();
        log.warn({ err: error, step }, 'The database is away. Nothing new is begun until it is back.');
      }
    },
    reached() {
      if (awaySince === null) return;
      backAt = performance.now();
      log.warn(`The database is back after ${Math.round((backAt - awaySince) / 1000)} s.`);
      awaySince = null;
    },
    isAway: () => awaySince !== null,
  };
}
