// When a whole site is left alone.
import type { Reply, Stage } from '../report.js';

export interface SitePauseAdvice {
  readonly seconds: number;
  /** Id of the rule. */
  readonly cause: string;
}

export interface SitePauseInput {
  readonly provider: string | null;
  readonly category: string;
  readonly stage: Stage | null;
  readonly reply: Reply | null;
  /** Pauses of this site in the last 24 h; each doubles the time of a rule that has no fixed one. */
  readonly recentPauses: number;
}

export function sitePauseFor(_input: SitePauseInput): SitePauseAdvice | null {
  throw new Error('sitePauseFor is not built yet');
}
