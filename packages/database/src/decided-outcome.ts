// What was decided about a finished attempt: the words the outcome rules and the stores share.
import type { ConsequenceRule, FailureGroup } from '@doorstep/contracts';

/** What a result means for the address itself; decided in apps/worker/src/outcome. */
export type AddressEffect =
  | 'none'
  /** Accepted: streaks end. */
  | 'well'
  /** A final failure of the mailbox that may pass: the streak grows. */
  | 'soft'
  /** The mailbox is dead: suppressed now. */
  | 'hard'
  /** Dead if it was seen so before, on another day. */
  | 'hard_if_seen_before'
  /** A final failure of the mailbox that the policy lets lead to nothing: kept, and shown. */
  | 'noted'
  /** The reader called it spam: suppressed now. */
  | 'complained';

/** The rule of the policy a failure is judged by, as it was when it was decided. */
export interface ConsequenceTerms extends Omit<ConsequenceRule, 'action'> {
  readonly group: FailureGroup;
  readonly policyVersion: number;
  /** A failure that may pass, or happened behind the address: never one that counts at once. */
  readonly mayPass: boolean;
}

/** A finished attempt with everything decided about it. Times are seconds from the database's now. */
export interface DecidedOutcome {
  readonly attemptId: string;
  readonly deliveryId: string;
  readonly addressId: string;
  readonly fence: number;
  readonly outcome: 'accepted' | 'deferred' | 'refused' | 'in_doubt' | 'abandoned';
  readonly stage: string | null;
  readonly mxHost: string | null;
  readonly mxIp: string | null;
  readonly sourceIp: string | null;
  readonly tls: string | null;
  readonly replyCode: number | null;
  readonly enhancedCode: string | null;
  readonly replyText: string | null;
  readonly category: string | null;
  readonly scope: string | null;
  readonly ruleId: string | null;
  readonly report: unknown;
  readonly nextState: 'accepted' | 'deferred' | 'refused' | 'expired' | 'in_doubt' | 'due';
  /** Seconds until the next attempt; null when there is none. */
  readonly waitSeconds: number | null;
  /** false for a wait that is the site's fault or ours. */
  readonly countsAsAttempt: boolean;
  /** The domain is to be asked of DNS again before the next attempt. */
  readonly isReroute: boolean;
  /** This reply becomes the one that speaks for the delivery. */
  readonly speaks: boolean;
  readonly effect: AddressEffect;
  /** Of a failure; absent in results that waited on disk since before there were any: the defaults. */
  readonly terms?: ConsequenceTerms | null;
}
