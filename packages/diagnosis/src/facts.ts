// Reads the evidence: which campaigns arrived, which did not, and what the newest trouble says.
import type { Comparison, DeliveryEvidence, Evidence, ReturnEvidence, SuppressionEvidence } from './evidence.js';

/** One campaign that was really tried. */
export interface Trial {
  readonly delivery: DeliveryEvidence;
  readonly result: 'accepted' | 'failed' | 'waiting' | 'in_doubt';
  readonly category: string | null;
  /** Whose side the reply speaks of: address | domain | site | our_ip | our_domain | message | unknown. */
  readonly scope: string | null;
  readonly code: number | null;
  readonly enhancedCode: string | null;
  readonly text: string;
  readonly stage: string | null;
  readonly mxHost: string | null;
  /** The report that came back, when the failure is one of those. */
  readonly returned: ReturnEvidence | null;
  /** Attempt or returned message that speaks for it. */
  readonly evidenceId: string | null;
  readonly at: Date;
}

export interface Facts {
  readonly evidence: Evidence;
  /** Newest first. */
  readonly trials: readonly Trial[];
  /** Failures and waits since the last acceptance, newest first. */
  readonly troubles: readonly Trial[];
  readonly latest: Trial | null;
  readonly trouble: Trial | null;
  /** Since when the newest trouble has had the same category. */
  readonly since: Date | null;
  /** Troubles of the newest category, one per campaign. */
  readonly alike: number;
  readonly suppression: SuppressionEvidence | null;
  readonly timesReAdded: number;
  readonly comparison: Comparison | null;
}

const RESULTS: Readonly<Record<string, Trial['result']>> = {
  accepted: 'accepted',
  refused: 'failed',
  expired: 'failed',
  returned: 'failed',
  complained: 'failed',
  deferred: 'waiting',
  in_doubt: 'in_doubt',
};
/** On its way: tried before, it is a wait that goes on; never tried, it tells nothing yet. */
const ON_ITS_WAY = new Set(['planned', 'due', 'sending']);

export function readFacts(evidence: Evidence): Facts {
  const trials = evidence.deliveries.flatMap((delivery) => readTrial(delivery) ?? []);
  const arrived = trials.findIndex((trial) => trial.result === 'accepted');
  const troubles = trials
    .slice(0, arrived === -1 ? trials.length : arrived)
    .filter((trial) => trial.result === 'failed' || trial.result === 'waiting');
  const trouble = troubles[0] ?? null;
  const alike = troubles.filter((trial) => trial.category === trouble?.category);
  return {
    evidence,
    trials,
    troubles,
    latest: trials[0] ?? null,
    trouble,
    since: alike.at(-1)?.at ?? null,
    alike: alike.length,
    suppression: suppressionInForce(evidence),
    timesReAdded: countReAdded(evidence),
    comparison: evidence.comparisons.find((one) => one.campaignId === trouble?.delivery.campaignId) ?? null,
  };
}

function readTrial(delivery: DeliveryEvidence): Trial | null {
  const returned =
    delivery.state === 'returned' || delivery.state === 'complained'
      ? (delivery.returns.findLast((one) => one.kind === 'bounce' || one.kind === 'complaint') ?? null)
      : null;
  // The last attempt that was answered: an abandoned one has nothing to say.
  const attempt = delivery.attempts.findLast((one) => one.outcome !== null && one.outcome !== 'abandoned') ?? null;
  const result = ON_ITS_WAY.has(delivery.state) && attempt !== null ? 'waiting' : RESULTS[delivery.state];
  if (result === undefined) return null;
  return {
    delivery,
    result,
    category: meaningOf(returned?.category ?? delivery.category, attempt?.category ?? null),
    scope: returned ? returned.scope : (attempt?.scope ?? null),
    code: returned ? codeOf(returned.diagnostic) : (attempt?.code ?? null),
    enhancedCode: returned ? returned.status : (attempt?.enhancedCode ?? null),
    text: readable((returned ? returned.diagnostic : attempt?.text) ?? ''),
    stage: attempt?.stage ?? null,
    mxHost: attempt?.mxHost ?? null,
    returned,
    evidenceId: returned?.id ?? attempt?.id ?? null,
    at: returned?.at ?? attempt?.at ?? delivery.at,
  };
}

/** "expired" says that we gave up, not why: the last real reply says why. */
function meaningOf(stated: string | null, ofAttempt: string | null): string | null {
  if (stated === null || stated === 'expired') return ofAttempt ?? stated;
  return stated;
}

function codeOf(diagnostic: string | null): number | null {
  const code = /\b([245]\d\d)\b/.exec(diagnostic ?? '')?.[1];
  return code === undefined ? null : Number(code);
}

/** Remote text is hostile: no control characters, one line, 300 signs. */
export function readable(text: string): string {
  const line = text
    .slice(0, 4096)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function suppressionInForce({ suppressions, now }: Evidence): SuppressionEvidence | null {
  const inForce = suppressions.filter(
    (one) => one.liftedAt === null && (one.expiresAt === null || one.expiresAt.getTime() > now.getTime()),
  );
  // The oldest one is the reason: what came later found the address held back already.
  return inForce.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0] ?? null;
}

function countReAdded({ events }: Evidence): number {
  const again = events.filter((event) => event.detail.again === true).length;
  const additions = events.filter((event) => event.kind === 'subscriber_added').length;
  const deletions = events.filter((event) => event.kind === 'subscriber_deleted').length;
  return Math.max(again, Math.min(deletions, Math.max(0, additions - 1)));
}
