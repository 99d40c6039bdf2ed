// The page of one address from its record: the verdict, and every line of its history in words.
import type { Verdict } from '@doorstep/contracts';
import type { AddressRecord, ComparedCampaign } from '@doorstep/database';
import {
  describeAttempt,
  describeDelivery,
  describeEvent,
  describeHandover,
  describeReturn,
  diagnose,
  evidenceOf,
  suggestDomain,
} from '@doorstep/diagnosis';
import { z } from 'zod';
import { contrastOf, notesForHer } from './address-verdict.js';
import { auditOfEvent } from './audit-of-event.js';
import { notesForPostmaster, type OurNames } from './postmaster-notes.js';

/** As DNS answers are kept; anything else shows no hosts. */
const Snapshot = z.object({ hosts: z.array(z.object({ host: z.string(), preference: z.number().int() })) });

/** Where nobody is there, or the domain takes no mail: a slip in a well-known domain, corrected. A guess for a person to look at. */
function meantInsteadOf(address: string, domainName: string, { cause }: Pick<Verdict, 'cause'>): string | null {
  if (cause !== 'domain_takes_no_mail' && cause !== 'mailbox_unknown' && cause !== 'server_knows_nobody') return null;
  const domain = suggestDomain(domainName);
  return domain === null ? null : `${address.slice(0, address.lastIndexOf('@'))}@${domain}`;
}

/** Dates stay dates: the answer is brought to the contract AddressPage on its way out. */
export function addressPage(
  record: AddressRecord,
  comparisons: readonly ComparedCampaign[],
  names: OurNames,
  now: Date,
) {
  const { id, address, standing, domainName, subscriber, timesAdded, timesDeleted, memberships, suppressions } = record;
  const verdict = diagnose(evidenceOf(record, comparisons, now));
  return {
    ...{ id, address, standing, domainName, subscriber, timesAdded, timesDeleted, memberships, suppressions },
    meantAddress: meantInsteadOf(address, domainName, verdict),
    mx: Snapshot.safeParse(record.snapshot).data?.hosts ?? null,
    verdict,
    contrast: verdict.others === '' || comparisons[0] === undefined ? null : contrastOf(comparisons[0]),
    notesForHer: notesForHer(record, comparisons, now),
    notesForPostmaster: notesForPostmaster(record, names),
    deliveries: record.deliveries.map((delivery) => ({
      ...delivery,
      words: describeDelivery(delivery),
      attempts: record.attempts
        .filter((attempt) => attempt.deliveryId === delivery.id)
        .map((attempt) => ({ ...attempt, words: describeAttempt(attempt) })),
      returns: record.returns
        .filter((returned) => returned.deliveryId === delivery.id)
        .map((returned) => ({
          ...returned,
          words: describeReturn(returned, address),
          handover: returned.handover && { ...returned.handover, words: describeHandover(returned.handover) },
        })),
    })),
    events: record.events.map((event) => ({ ...event, words: describeEvent(event), audit: auditOfEvent(event) })),
  };
}
