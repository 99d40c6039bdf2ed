// What a scenario of the blind check is: what happens to one reader, and what a mail administrator would say of it.
import type { Answer, Behaviour } from '@doorstep/simnet';

/** What is done to her around the campaigns, by name; the test knows how. */
export type Deed = 'suppressed by hand' | 'deleted and added again' | 'scanner unsubscribes' | 'unsubscribes next day';

export interface Scenario {
  readonly name: string;
  /** Rows of the catalogue that would be right; the first is the best. Written down before Doorstep was asked. */
  readonly causes: readonly string[];
  readonly side: string;
  /** Words that must stand in the verdict: headline, why, what to do or what will not help. */
  readonly says?: RegExp;
  readonly her: string;
  /** Others who get the same campaigns. */
  readonly others?: readonly string[];
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  /** Campaigns, one after the other; a change of behaviours comes before its campaign. Default: one. */
  readonly rounds?: readonly Readonly<Record<string, Behaviour>>[];
  /** Before the first campaign. */
  readonly before?: readonly Deed[];
  /** After each campaign but the last: what holds her back is lifted, and this is done. */
  readonly between?: readonly Deed[];
  readonly after?: readonly Deed[];
  /** State of her last delivery at which the verdict is read; end: whichever it ends in. */
  readonly until: string;
  /** A campaign that is tried for longer than this test lasts. */
  readonly isPatient?: true;
}

export const says = (code: number, ...lines: string[]): Answer => ({ code, lines });
export const atRcpt = (code: number, ...lines: string[]): Behaviour => ({ rcpt: says(code, ...lines) });
export const atDot = (code: number, ...lines: string[]): Behaviour => ({ dot: says(code, ...lines) });
export const host = (name: string): Pick<Behaviour, 'hosts'> => ({ hosts: [{ name }] });

/** Three domains of others whose servers take everything. */
export const wellElsewhere = ['p1@well-one.example', 'p2@well-two.example', 'p3@well-three.example'] as const;
