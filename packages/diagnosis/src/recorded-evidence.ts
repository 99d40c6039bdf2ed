// The record of an address, as stores keep it, as the evidence a diagnosis rests on.
import type { AttemptEvidence, Comparison, DeliveryEvidence, Evidence, SuppressionEvidence } from './evidence.js';

type RecordedAttempt = Omit<AttemptEvidence, 'at' | 'code' | 'text'> & {
  readonly deliveryId: string;
  readonly begunAt: Date;
  readonly replyCode: number | null;
  readonly replyText: string | null;
};

type RecordedReturn = Omit<DeliveryEvidence['returns'][number], 'at'> & {
  readonly deliveryId: string | null;
  readonly receivedAt: Date;
};

type RecordedSuppression = Omit<SuppressionEvidence, 'reason' | 'reply'> & {
  readonly evidence: Readonly<Record<string, unknown>>;
};

export interface RecordedDelivery extends Omit<DeliveryEvidence, 'attempts' | 'returns'> {
  readonly siteId: string | null;
}

/** Everything known about one address, in rows. */
export interface AddressOnRecord {
  readonly address: string;
  readonly domainName: string;
  readonly mxHosts: readonly string[] | null;
  readonly events: Evidence['events'];
  readonly memberships: readonly {
    readonly listName: string;
    readonly status: string;
    readonly unsubscribedAt: string | null;
  }[];
  readonly suppressions: readonly RecordedSuppression[];
  readonly deliveries: readonly RecordedDelivery[];
  readonly attempts: readonly RecordedAttempt[];
  readonly returns: readonly RecordedReturn[];
}

export function evidenceOf(record: AddressOnRecord, comparisons: readonly Comparison[], now: Date): Evidence {
  const { address, domainName, mxHosts, events, memberships } = record;
  return {
    ...{ address, domainName, events, comparisons, now },
    mxHosts: mxHosts ?? [],
    suppressions: record.suppressions.map(suppressionEvidence),
    memberships: memberships.map(({ listName, status, unsubscribedAt }) => ({
      ...{ listName, status },
      unsubscribedAt: unsubscribedAt === null ? null : new Date(unsubscribedAt),
    })),
    deliveries: record.deliveries.map((delivery) => deliveryEvidence(record, delivery)),
  };
}

/** The newest campaigns that did not arrive or are being tried: what a comparison may explain. */
export function troubledDeliveries<Row extends RecordedDelivery>(
  { deliveries }: { readonly deliveries: readonly Row[] },
  atMost: number,
): Row[] {
  const troubled = new Set(['refused', 'expired', 'returned', 'complained', 'deferred']);
  return deliveries.filter((delivery) => troubled.has(delivery.state)).slice(0, atMost);
}

function suppressionEvidence(row: RecordedSuppression): SuppressionEvidence {
  const { id, scope, cause, actor, createdAt, expiresAt, liftedAt, hits, evidence } = row;
  const text = (key: string) => (typeof evidence[key] === 'string' ? evidence[key] : null);
  return {
    ...{ id, scope, cause, actor, createdAt, expiresAt, liftedAt, hits },
    reason: text('reason'),
    reply: text('replyText') ?? text('diagnostic'),
  };
}

function deliveryEvidence(record: AddressOnRecord, delivery: RecordedDelivery): DeliveryEvidence {
  return {
    ...delivery,
    attempts: record.attempts
      .filter((attempt) => attempt.deliveryId === delivery.id)
      .map(({ id, begunAt, outcome, stage, replyCode, enhancedCode, replyText, category, scope, mxHost }) => ({
        ...{ id, outcome, stage, enhancedCode, category, scope, mxHost },
        at: begunAt,
        code: replyCode,
        text: replyText,
      })),
    returns: record.returns
      .filter((returned) => returned.deliveryId === delivery.id)
      .map(({ deliveryId: _, receivedAt, ...returned }) => ({ ...returned, at: receivedAt })),
  };
}
