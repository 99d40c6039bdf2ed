// The shape of a classification rule: data only, so that rules can be listed, replayed and shown.
import type { Category, Certainty, Scope, Stage } from '../classification.js';
import type { Provider } from './providers.js';
import type { SisimaiReason } from './sisimai-reason.js';

export interface Rule {
  /** family/name; stable, stored with every result. */
  readonly id: string;
  /** Only replies of this provider's MX hosts. */
  readonly provider?: Provider;
  /** Only replies at these stages; a report that does not name the stage (null) passes. */
  readonly stages?: readonly Stage[];
  /** Says nothing about a report that names no stage. */
  readonly needsStage?: boolean;
  /** Only where no stage is named: a reply quoted in a report without saying to what it was given. */
  readonly isUnplaced?: true;
  /** Three-digit codes; one of them must have been given. */
  readonly codes?: readonly number[];
  /** 4 or 5: only replies of that class; 'none': only where no reply was given at all. */
  readonly digit?: 4 | 5 | 'none';
  /** Enhanced codes without their class, e.g. "1.1" for 4.1.1 and 5.1.1, or whole ("5.1.1"), or a subject ("6.*"). */
  readonly enhanced?: readonly string[];
  /** Tried on the reply's words in lower case, on one line, without repeated codes. Linear time only. */
  readonly pattern?: RegExp;
  readonly category: Category;
  readonly scope: Scope;
  readonly certainty: Certainty;
  /** When the reply has neither a code nor an enhanced code: whether it is final. Default false. */
  readonly isPermanent?: boolean;
  /** Sisimai's word, where it is another than that of the category (sisimai-names.ts). */
  readonly sisimai?: SisimaiReason;
}
