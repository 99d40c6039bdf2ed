// What comes of compiling a content: HTML, or the faults that keep it from being made.

export type ContentKind = 'html' | 'markdown' | 'mjml' | 'visual';

export interface ContentFault {
  /** From 1; null where the content has no lines. */
  readonly line: number | null;
  readonly words: string;
}

export interface Compiled {
  /** null when there are faults. */
  readonly html: string | null;
  readonly faults: readonly ContentFault[];
}
