// Shape of a whole language: the rows of the catalogue, the general sentences, the one-line descriptions.
import type { Side } from '../verdict.js';
import type { RowName, RowsOf } from './row-words.js';

/** A host took a message and gave it back later. */
export interface GivenBack {
  readonly host: string | null;
  readonly at: string;
  readonly queueId: string | null;
  readonly isSameQueueId: boolean;
  readonly delay: string;
}

export interface GeneralWords {
  readonly day: (at: Date) => string;
  readonly moment: (at: Date) => string;
  /** Ends a line about a delivery that is tried again; begins with a blank. */
  readonly nextTry: (at: string) => string;
  /** For a host nobody knows the name of. */
  readonly theirServer: string;
  /** Unit of days: one, more. */
  readonly days: readonly [one: string, many: string];
  readonly failedOf: (failed: number, tried: number) => string;
  readonly answered: (host: string, reply: string) => string;
  /** Nobody answered; this is what was seen instead. */
  readonly happened: (what: string) => string;
  readonly cameBack: (reply: string) => string;
  readonly givenBack: (words: GivenBack) => string;
  readonly matchedBy: (actor: string) => string;
  readonly othersAtSite: (accepted: number, tried: number, provider: string) => string;
  readonly othersAtDomain: (accepted: number, tried: number, domain: string) => string;
  readonly readding: (times: number) => string;
  /** Where a conversation ended, ending a sentence. */
  readonly stages: Readonly<Record<string, string>>;
  readonly unknownStage: string;
  /** A clause without a capital, for after a colon. */
  readonly categories: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
}

/** `cause`, `next` and `reason` come with their own leading sign and blank, or are empty. */
export interface DescribeWords {
  readonly delivery: Readonly<Record<string, (words: { readonly cause: string; readonly next: string }) => string>>;
  readonly attempt: Readonly<
    Record<string, (words: { readonly host: string; readonly stage: string; readonly cause: string }) => string>
  >;
  readonly returned: Readonly<
    Record<string, (words: { readonly cause: string; readonly recipient: string | null }) => string>
  >;
  readonly event: Readonly<Record<string, (words: EventWords) => string>>;
  readonly otherEvent: (words: EventWords & { readonly kind: string }) => string;
}

export interface EventWords {
  readonly actor: string;
  readonly isAgain: boolean;
  readonly list: string | null;
  /** Lists she was put on with the same step. */
  readonly lists: readonly string[];
  readonly reason: string;
  /** Of a corrected address: which it became, or was. */
  readonly becameOrWas: { readonly to: string | null; readonly from: string | null };
  readonly host: string | null;
  /** What a host said, in one line. */
  readonly reply: string | null;
  /** The other address of a change of address. */
  readonly other: string | null;
  /** A time as JSON has it. */
  readonly until: string | null;
  readonly language: string | null;
  readonly isInDoubt: boolean;
  /** Nothing more is tried. */
  readonly isFinal: boolean;
}

/** What a letter to the person herself is put together from. */
export interface NoteFacts {
  readonly address: string;
  /** As she is greeted; null when nobody knows it. */
  readonly name: string | null;
  readonly headline: string;
  /** "3 of 4 campaigns did not arrive.", or empty. */
  readonly failed: string;
  readonly side: Side;
  /** What their server said last, word by word. */
  readonly reply: string | null;
}

export interface Words {
  /** A letter to her, by another way than mail: plain text. */
  readonly noteForHer: (facts: NoteFacts) => string;
  readonly rows: RowsOf<RowName>;
  readonly general: GeneralWords;
  readonly describe: DescribeWords;
}
