// Reads the tables of reply texts the classifier is tested with: one reply a line, what it must be taken for before it.
import type { ReplyFacts, Stage } from '../../classification.js';

export interface KnownReply {
  readonly category: string;
  readonly facts: ReplyFacts;
}

/** Letters in the second column: where in the dialogue it is said; "-" where a report does not tell. */
const STAGES: Readonly<Record<string, Stage | null>> = {
  '-': null,
  c: 'connect',
  b: 'banner',
  e: 'ehlo',
  m: 'mail',
  r: 'rcpt',
  d: 'dot',
};

/**
 * @param table lines of "category | stage | text"; empty lines are skipped
 * @param mxHost who says it, where that matters
 */
export function knownReplies(table: string, mxHost: string | null = null): KnownReply[] {
  return table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [category = '', stage = '', ...rest] = line.split('|').map((part) => part.trim());
      const text = rest.join('|');
      const [, code, enhanced] = /^(?:([245]\d\d)[ -]?)?(?:#?([245]\.\d{1,3}\.\d{1,3}))?/.exec(text) ?? [];
      return {
        category,
        facts: {
          stage: STAGES[stage] ?? null,
          code: code === undefined ? null : Number(code),
          enhancedCode: enhanced ?? /\(?#([45]\.\d\.\d{1,3})\)?/.exec(text)?.[1] ?? null,
          text,
          mxHost,
        },
      };
    });
}
