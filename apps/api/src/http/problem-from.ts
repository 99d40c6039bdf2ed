// Whatever was thrown as a problem: stores' errors, faults of the contract, a lost database, bugs.
import { DomainError, type DomainErrorKind } from '@doorstep/database';
import { HttpException } from '@nestjs/common';
import { ProblemError, problem } from './problem.js';

const STATUS: Readonly<Record<DomainErrorKind, number>> = { missing: 404, conflict: 409, invalid: 422 };

/** Codes of PostgreSQL (class 08, 53 with its full disk, 57P), of Node's sockets and of Prisma that mean: the database is away. */
const AWAY =
  /^(08...|53...|57P0[1-4]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|P1001|P1002|P1008|P1017|P2024)$/;
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Can't reach database|Client has encountered a connection error|not queryable/i;

export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as Error & { code?: unknown };
    if (typeof code === 'string' && AWAY.test(code)) return true;
    if (AWAY_WORDS.test(at.message)) return true;
  }
  return false;
}

/** @returns the problem to answer; status 500 for anything that is a bug */
export function problemFrom(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof DomainError) {
    const faults = error.faults.map((fault) => ({ ...fault, pointer: `#/${fault.pointer}` }));
    return problem(error.code, STATUS[error.kind], error.detail, faults);
  }
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message);
  if (isDatabaseAway(error)) {
    return problem('database_away', 503, 'The database does not answer at the moment. Try again in a few seconds.');
  }
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return fromStatus(status, (error as Error).message);
  return problem('internal', 500, 'Something broke inside Doorstep. The log of the API has it under this request id.');
}

function fromStatus(status: number, message: string): ProblemError {
  switch (status) {
    case 404:
      return problem('not_found', 404, 'There is nothing at this address.');
    case 413:
      return problem('too_large', 413, 'The body is larger than this address takes.');
    case 415:
      return problem('content_type', 415, 'Send application/json, or a file as application/octet-stream or text/csv.');
    case 400:
      return problem('unreadable', 400, `The request cannot be read: ${message.slice(0, 200)}`);
    default:
      return problem('refused', status, message.slice(0, 200));
  }
}
