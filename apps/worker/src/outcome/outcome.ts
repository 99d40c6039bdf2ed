// The one door through which a delivery, an address's standing or a suppression changes after an attempt.
import { type Classification, classifyReply, type ReplyFacts } from '@doorstep/bounces';
import type { ClaimedDelivery, DecidedOutcome, PolicyInForce } from '@doorstep/database';
import { type AttemptReport, newsletterRetryPolicy } from '@doorstep/delivery';
import { decideOutcome } from './decide-outcome.js';
import type { ResultWriter } from './result-writer.js';

export interface Outcome {
  /** Classifies, decides and hands the result to the writer. @returns null when nothing had to be classified */
  settle(delivery: ClaimedDelivery, report: AttemptReport, known?: Classification): Classification | null;
  /** What the reply or the trouble of a report means; null for accepted and abandoned attempts. */
  classify(report: AttemptReport): Classification | null;
}

export type Classify = (facts: ReplyFacts) => Classification;

export interface OutcomeOptions {
  /** Default: our rules alone. */
  readonly classifyReply?: Classify;
  readonly results: Pick<ResultWriter, 'push'>;
  readonly timeScale: number;
  readonly onDecided?: (decided: DecidedOutcome, delivery: ClaimedDelivery) => void;
  readonly random?: () => number;
  /** What failures lead to, as a person set it; absent: the defaults. */
  readonly consequences?: () => PolicyInForce;
}

/** For a message that cannot be made: the same on every attempt, and nobody's fault but ours. */
export const UNFIT: Classification = {
  category: 'message_format',
  scope: 'message',
  certainty: 'certain',
  ruleId: 'worker/unfit',
  isPermanent: true,
  retryHintSeconds: null,
};

export function createOutcome(options: OutcomeOptions): Outcome {
  const { results, timeScale, onDecided, random = Math.random } = options;
  return {
    settle(delivery, report, known) {
      const classification = known ?? classify(report, options.classifyReply);
      const policy = newsletterRetryPolicy;
      const consequences = options.consequences?.();
      const decided = decideOutcome({ report, classification, delivery, policy, consequences, timeScale, random });
      results.push(decided);
      onDecided?.(decided, delivery);
      return classification;
    },
    classify: (report) => classify(report, options.classifyReply),
  };
}

export function classify(
  { outcome, stage, reply, trouble, mxHost }: AttemptReport,
  by: Classify = classifyReply,
): Classification | null {
  if (outcome === 'accepted' || outcome === 'abandoned') return null;
  return by({
    stage,
    code: reply?.code ?? null,
    enhancedCode: reply?.enhancedCode ?? null,
    text: reply?.text ?? trouble ?? '',
    mxHost,
  });
}
