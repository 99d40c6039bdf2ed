// Decides A/B tests when their time has come, and gives the winner to everybody who waits for it.
import { type AbDecision, type AbEvidence, type AbTermsRow, AbTestStore, type Database } from '@doorstep/database';
import { decideTest, judgeVariants, letterOf } from '@doorstep/diagnosis';
import type { Log } from '../log.js';
import { PLAN_PAGE } from '../waits.js';

export interface VariantReferee {
  /** @returns whether somebody may get a message now who could not before */
  turn(): Promise<boolean>;
  /** Ends after the page at work. */
  stop(): void;
}

export interface VariantRefereeOptions {
  readonly tests: Pick<AbTestStore, 'due' | 'decide' | 'unreleased' | 'releasePage'>;
  readonly timeScale: number;
  readonly pageSize: number;
  readonly log: Log;
}

export const openVariantReferee = (database: Database, timeScale: number, log: Log): VariantReferee =>
  createVariantReferee({ tests: new AbTestStore(database), timeScale, pageSize: PLAN_PAGE, log });

export function createVariantReferee({ tests, timeScale, pageSize, log }: VariantRefereeOptions): VariantReferee {
  let isStopping = false;

  async function letGo(campaignId: string): Promise<boolean> {
    let isReleased = false;
    while (!isStopping) {
      const page = await tests.releasePage(campaignId, pageSize, timeScale);
      if (page === 'left') break;
      isReleased = true;
      if (page === 'more') continue;
      log.info({ campaignId }, 'Everybody who waited for the winner of a test may get it.');
      break;
    }
    return isReleased;
  }

  return {
    async turn() {
      for (const campaignId of await tests.due(timeScale)) {
        if (isStopping) return false;
        const decision = await tests.decide(campaignId, judge);
        if (decision !== null) log.info({ campaignId, kind: decision.kind }, `A test of variants: ${decision.words}`);
      }
      let isReleased = false;
      for (const campaignId of await tests.unreleased()) isReleased = (await letGo(campaignId)) || isReleased;
      return isReleased;
    },
    stop() {
      isStopping = true;
    },
  };
}

/** What the evidence and the terms of a test lead to. */
export function judge(evidence: readonly AbEvidence[], terms: AbTermsRow, variants: number): AbDecision {
  const { winnerBy, ifUnclear } = terms;
  if (winnerBy === 'hand')
    return ifUnclear === 'wait'
      ? { kind: 'ask', words: 'The time of the test has passed. It waits for you to choose.' }
      : {
          kind: 'send',
          winner: 0,
          words: `Nobody chose in time, so ${letterOf(0)} goes out, as you said for that case.`,
        };
  const byNumber = new Map(evidence.map((one) => [one.number, one]));
  const measured = Array.from({ length: variants }, (_, number) => {
    const { gotIt = 0, peopleOpened = 0, peopleClicked = 0 } = byNumber.get(number) ?? {};
    return { number, gotIt, did: winnerBy === 'opens' ? peopleOpened : peopleClicked };
  });
  return decideTest(judgeVariants(measured, winnerBy), ifUnclear);
}
