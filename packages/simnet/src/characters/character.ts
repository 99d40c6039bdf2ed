// What a character is: domains or people of the simulated internet that answer in one way.
import type { Behaviour } from '../behaviour.js';

/**
 * Where a delivery to it stands once the hosts have had their say and what comes later has come:
 * deferred = still being tried.
 */
export type Expectation = 'accepted' | 'deferred' | 'refused' | 'returned' | 'complained' | 'in_doubt';

export interface Character {
  readonly name: string;
  /** In plain words, for people. */
  readonly story: string;
  readonly expect: Expectation;
  readonly domains: readonly string[];
  /** Null: it is a matter of the local part, on domains of other characters. */
  readonly behaviour: Behaviour | null;
  /** Its people's local parts begin so. */
  readonly localPart?: string;
  /** How many of a sample audience, in parts of the whole. */
  readonly share: number;
}
