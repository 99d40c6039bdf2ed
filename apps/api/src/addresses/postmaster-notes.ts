// The note for whoever runs her mail, in each language, from the record of the address.
import { remoteQueueIdOf } from '@doorstep/bounces';
import type { AddressRecord } from '@doorstep/database';
import { type NotedDelivery, noteForPostmaster, postmasterEnglish, postmasterGerman } from '@doorstep/diagnosis';

/** Who we are to the other side. */
export interface OurNames {
  readonly sendingDomain: string;
}

/** null when nothing was ever sent to her */
export function notesForPostmaster(record: AddressRecord, names: OurNames) {
  const { address, domainName } = record;
  const facts = {
    ...{ address, domainName, sendingDomain: names.sendingDomain, mxHosts: record.mxHosts ?? [] },
    deliveries: record.deliveries.map((delivery) => noted(record, delivery)),
  };
  const en = noteForPostmaster(facts, postmasterEnglish);
  const de = noteForPostmaster(facts, postmasterGerman);
  return en && de && { en, de };
}

function noted(record: AddressRecord, { id, campaignName, state }: AddressRecord['deliveries'][number]) {
  const delivery: NotedDelivery = {
    ...{ id, campaignName, state },
    attempts: record.attempts
      .filter(({ deliveryId }) => deliveryId === id)
      .map(({ begunAt, outcome, mxHost, mxIp, tls, replyCode, replyText, report }) => {
        const kept = (report ?? {}) as Partial<Record<'sourceIp' | 'ehloName' | 'trouble', unknown>>;
        const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
        return {
          ...{ at: begunAt, outcome, mxHost, mxIp, sourceIp: textOf(kept.sourceIp), tls, replyCode },
          // As it was said then: what is configured today may be another name. Attempts of before it was kept have none.
          ehloName: textOf(kept.ehloName),
          said: replyText ?? textOf(kept.trouble),
          queueId: outcome === 'accepted' && replyText !== null ? (remoteQueueIdOf(replyText)?.id ?? null) : null,
        };
      })
      .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    returns: record.returns
      .filter(({ deliveryId }) => deliveryId === id)
      .map(({ receivedAt, diagnostic, reportingMta, finalRecipient, handover }) => ({
        ...{ at: receivedAt, diagnostic, reportingMta },
        finalRecipient: finalRecipient?.toLowerCase() === record.address ? null : finalRecipient,
        takenBefore: handover && { host: handover.host, at: handover.acceptedAt, queueId: handover.queueId },
      })),
  };
  return delivery;
}
