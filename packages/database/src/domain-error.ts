// What a store answers when the tables do not allow what was asked: a word, plain words, and no HTTP in them.

/** missing: names nothing · conflict: the rows stand otherwise · invalid: the values do not fit */
export type DomainErrorKind = 'missing' | 'conflict' | 'invalid';

export class DomainError extends Error {
  constructor(
    readonly kind: DomainErrorKind,
    /** Machine word: `campaign_not_draft`. */
    readonly code: string,
    /** What happened and what to do. */
    readonly detail: string,
    /** Faults per field; pointer is the field's name. */
    readonly faults: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[] = [],
  ) {
    super(detail);
    this.name = 'DomainError';
  }
}
