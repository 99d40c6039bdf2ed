// The record of an address as the evidence a diagnosis rests on.
import type { AddressRecord, ComparedCampaign } from '@doorstep/database';
import type { DeliveryEvidence, Evidence, SuppressionEvidence } from '@doorstep/diagnosis';

export function evidenceOf(record: AddressRecord, comparisons: readonly ComparedCampaign[], now: Date): Evidence {
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
export function troubledDeliveries(record: AddressRecord, atMost: number): AddressRecord['deliveries'] {
  const troubled = new Set(['refused', 'expired', 'returned', 'complained', 'deferred']);
  return record.deliveries.filter((delivery) => troubled.has(delivery.state)).slice(0, atMost);
}

function suppressionEvidence(row: AddressRecord['suppressions'][number]): SuppressionEvidence {
  const { id, scope, cause, actor, createdAt, expiresAt, liftedAt, hits, evidence } = row;
  const text = (key: string) => (typeof evidence[key] === 'string' ? evidence[key] : null);
  return {
    ...{ id, scope, cause, actor, createdAt, expiresAt, liftedAt, hits },
    reason: text('reason'),
    reply: text('replyText') ?? text('diagnostic'),
  };
}

function deliveryEvidence(record: AddressRecord, delivery: AddressRecord['deliveries'][number]): DeliveryEvidence {
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
      .map(({ id, receivedAt, kind, category, scope, status, diagnostic, finalRecipient, refusedBy }) => ({
        ...{ id, kind, category, scope, status, diagnostic, finalRecipient, refusedBy },
        at: receivedAt,
      })),
  };
}
