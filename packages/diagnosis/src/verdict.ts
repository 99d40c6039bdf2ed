// The answer of a diagnosis, and what a row of the catalogue is made of.
import type { Facts } from './facts.js';
import type { RowName } from './words/row-words.js';

export type Certainty = 'certain' | 'likely' | 'unclear';

/** Whose side must act. */
export type Side =
  | 'her_mailbox'
  | 'her_server'
  | 'forward'
  | 'our_ip'
  | 'our_domain'
  | 'our_content'
  | 'nobody_yet'
  | 'us_by_choice';

export interface Verdict {
  headline: string;
  certainty: Certainty;
  side: Side;
  /** Row of the catalogue. */
  cause: string;
  /** Row that a hold rests on, where its evidence tells; null when nothing is held back. */
  underlying: string | null;
  since: Date | null;
  /** Campaigns that did not arrive. */
  failed: number;
  /** Campaigns tried. */
  of: number;
  why: string;
  /** How others fared with the same campaign; empty when nobody else was tried or it does not matter. */
  others: string;
  whatToDo: string[];
  whatWillNotHelp: string[];
  /** Attempts, returned messages, suppressions and events it rests on, newest first. */
  evidenceIds: string[];
}

/** One row: when it speaks, how sure it is. What it says stands in the message catalogue under the same name. */
export interface CatalogueRow {
  readonly cause: RowName;
  readonly side: Side;
  readonly applies: (facts: Facts) => boolean;
  readonly certainty: (facts: Facts) => Certainty;
}
