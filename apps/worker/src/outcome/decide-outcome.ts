// Decides what an attempt's report means: for the delivery, for the time of the next attempt, for the address. Pure.
import type { Classification } from '@doorstep/bounces';
import type { ClaimedDelivery, DecidedOutcome, PolicyInForce } from '@doorstep/database';
import { type AttemptReport, decideRetry, type RetryPolicy, type Stage } from '@doorstep/delivery';
import { decideEffect } from './decide-effect.js';
import { storedReport } from './stored-report.js';

export interface OutcomeInput {
  readonly report: AttemptReport;
  /** Of the reply or of the trouble; null for accepted and abandoned attempts, which need none. */
  readonly classification: Classification | null;
  readonly delivery: Pick<
    ClaimedDelivery,
    'attemptId' | 'deliveryId' | 'addressId' | 'fence' | 'attempts' | 'queuedAt' | 'claimedAt' | 'expiresAt'
  >;
  readonly policy: RetryPolicy;
  /** What failures lead to; absent: the defaults. */
  readonly consequences?: PolicyInForce | undefined;
  /** Waits are divided by it, ages multiplied: 1 outside of sandbox and tests. */
  readonly timeScale: number;
  readonly random: () => number;
}

interface Course {
  readonly nextState: DecidedOutcome['nextState'];
  readonly waitSeconds: number | null;
  readonly countsAsAttempt: boolean;
}

/** Where a 5yz reply speaks of this recipient and this message, not of us; null: the message could not even be made. */
const RECIPIENT_STAGES: ReadonlySet<Stage | null> = new Set<Stage | null>(['rcpt', 'data', 'dot', null]);

/**
 * 5yz replies that mean "not now" all the same: Gmail's 550 5.2.1 "receiving mail too quickly" is no dead mailbox, and a
 * block of our address is said at RCPT by every host that waits with its refusals until then (Postfix does).
 */
const PASSING: ReadonlySet<string> = new Set([
  'recipient_rate',
  'rate_limited',
  'greylist',
  'tls_required',
  'reputation_block',
  'ptr_helo',
]);

/** @throws RangeError when a report that failed comes without its classification: a bug of the caller */
export function decideOutcome(input: OutcomeInput): DecidedOutcome {
  const { report, classification, delivery } = input;
  const course = decideCourse(input);
  const { effect, terms } = decideEffect(course.nextState, classification, input.consequences);
  const isFinal = course.waitSeconds === null;
  return {
    attemptId: delivery.attemptId,
    deliveryId: delivery.deliveryId,
    addressId: delivery.addressId,
    fence: delivery.fence,
    outcome: report.outcome,
    stage: report.stage,
    mxHost: report.mxHost,
    mxIp: report.mxIp,
    sourceIp: report.sourceIp,
    tls: report.tls,
    replyCode: report.reply?.code ?? null,
    enhancedCode: report.reply?.enhancedCode ?? null,
    replyText: report.reply?.text ?? report.trouble,
    category: classification?.category ?? null,
    scope: classification?.scope ?? null,
    ruleId: classification?.ruleId ?? null,
    report: storedReport(report),
    nextState: course.nextState,
    waitSeconds: course.waitSeconds,
    countsAsAttempt: course.countsAsAttempt,
    isReroute: !isFinal && report.stage === 'dns',
    // The last real reply speaks for a delivery; trouble without a reply only when it ended it (or nothing spoke before).
    speaks: report.outcome !== 'abandoned' && (report.reply !== null || (isFinal && course.nextState !== 'expired')),
    effect,
    terms,
  };
}

function decideCourse(input: OutcomeInput): Course {
  const { report, classification } = input;
  switch (report.outcome) {
    case 'accepted':
    case 'in_doubt':
      return { nextState: report.outcome, waitSeconds: null, countsAsAttempt: true };
    case 'abandoned':
      return { nextState: 'due', waitSeconds: 0, countsAsAttempt: false };
    case 'refused':
    case 'deferred':
      if (classification === null) throw new RangeError('a failed attempt needs a classification');
      return isRefusal(report, classification)
        ? { nextState: 'refused', waitSeconds: null, countsAsAttempt: true }
        : decideWait(input, classification);
    default:
      return report.outcome satisfies never;
  }
}

/** A 5yz reply before RCPT is about us, not about the recipient (delivery reference, section 3.1): it is waited out. */
export function isRefusal(report: AttemptReport, { category, isPermanent }: Classification): boolean {
  if (category === 'domain_refuses_mail' && isPermanent) return true;
  if (category === 'message_too_big' && report.outcome === 'refused') return true; // said at MAIL by its SIZE (RFC 1870)
  return report.outcome === 'refused' && RECIPIENT_STAGES.has(report.stage) && !PASSING.has(category);
}

function decideWait(input: OutcomeInput, { category, retryHintSeconds }: Classification): Course {
  const { delivery, policy, timeScale, random } = input;
  const scaled = (from: Date, to: Date) => (Math.max(0, to.getTime() - from.getTime()) / 1000) * timeScale;
  const decision = decideRetry({
    policy,
    category,
    attemptsMade: delivery.attempts + 1,
    ageSeconds: scaled(delivery.queuedAt, delivery.claimedAt),
    maxAgeSeconds: scaled(delivery.queuedAt, delivery.expiresAt),
    hintSeconds: retryHintSeconds,
    random,
  });
  if (decision.kind === 'give-up')
    return {
      nextState: decision.reason === 'hard' ? 'refused' : 'expired',
      waitSeconds: null,
      countsAsAttempt: true,
    };
  return {
    nextState: 'deferred',
    waitSeconds: decision.afterSeconds / timeScale,
    countsAsAttempt: decision.countsAsAttempt,
  };
}
