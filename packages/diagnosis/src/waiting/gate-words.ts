// Shape of what a gate says in a language; the English one stands in words/english/waiting.ts.
import type { GateName } from './gates.js';
import type { WaitingFacts, WaitingLane } from './waiting-facts.js';

export interface GateParams {
  readonly facts: WaitingFacts;
  /** The source address the site is spoken of. */
  readonly lane: WaitingLane | null;
  /** Name of the site, or the domain while there is none. */
  readonly site: string;
  /** The delivery's state in words. */
  readonly state: string;
  /** The last reply on one line with who said it, or null. */
  readonly reply: string | null;
  readonly moment: (at: Date) => string;
  /** Remote or typed text on one line, bounded. */
  readonly quoted: (text: string) => string;
}

export interface GateText {
  readonly words: (params: GateParams) => string;
  readonly whatToDo: (params: GateParams) => string;
}

export type GateTexts = Readonly<Record<GateName, GateText>>;
