// What was decided about a finished attempt: the words the outcome rules and the stores share.

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
  /** The reader called it spam: suppressed now. */
  | 'complained';

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
}
