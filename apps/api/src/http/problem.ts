// Problems as the API tells them (RFC 9457): thrown anywhere, written by one filter.
import type { Problem } from '@doorstep/contracts';

export type FieldFault = NonNullable<Problem['errors']>[number];

/** Thrown by controllers and services; the filter writes it as problem+json. */
export class ProblemError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly errors: readonly FieldFault[] = [],
  ) {
    super(detail);
    this.name = 'ProblemError';
  }
}

/**
 * @param code   machine word: `campaign_not_draft`
 * @param detail what happened and what to do, for the person on the screen
 */
export function problem(code: string, status: number, detail: string, errors: readonly FieldFault[] = []) {
  return new ProblemError(code, status, detail, errors);
}

export const notFound = (what: string) => problem('not_found', 404, `There is no ${what} here (any more).`);

/** A fault of one field of the body, 422; `field` is its name. */
export const fieldProblem = (field: string, code: string, detail: string) =>
  problem('invalid_input', 422, detail, [{ pointer: `#/${field}`, code, detail }]);

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  409: 'Not in this state',
  413: 'Too large',
  415: 'A content type we do not read',
  422: 'Something in it is not right',
  429: 'Too many tries',
  500: 'A fault of Doorstep',
  503: 'Not available right now',
};

export function problemBody(error: ProblemError, instance: string, requestId: string): Problem {
  return {
    type: 'about:blank', // RFC 9457 §4.2.1: title, detail and code say it all
    title: TITLES[error.status] ?? 'This did not work',
    status: error.status,
    detail: error.detail,
    code: error.code,
    instance,
    requestId,
    ...(error.errors.length > 0 ? { errors: [...error.errors] } : {}),
  };
}
