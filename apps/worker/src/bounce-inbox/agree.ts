// Whether a report and the delivery its token names speak of the same person, and whether the mail was passed on between.
import type { Report } from '@doorstep/bounces';
import type { ReturnedDelivery } from '@doorstep/database';
import type { Match } from './match.js';

/** The token names the delivery; whoever the report names must be the one that delivery was for. */
export function agree(report: Report, delivery: ReturnedDelivery): Match {
  const ours = new Set([delivery.address.toLowerCase(), delivery.spelling.toLowerCase()]);
  const { recipients } = report;
  if (recipients.length === 0)
    return { kind: 'matched', delivery, recipient: null, agreement: 'named', note: 'The report names no recipient.' };
  const named =
    recipients.find(({ address }) => ours.has(address)) ??
    recipients.find(({ originalRecipient }) => originalRecipient !== null && ours.has(originalRecipient));
  if (named) {
    const { finalRecipient } = named;
    const isForwarded = finalRecipient !== null && !ours.has(finalRecipient);
    return {
      kind: 'matched',
      delivery,
      recipient: named,
      agreement: isForwarded ? 'forwarded' : 'named',
      note: isForwarded ? forwardNote(delivery.address, finalRecipient, report) : null,
    };
  }
  const final = recipients.find(({ finalRecipient }) => finalRecipient !== null && ours.has(finalRecipient));
  if (final) return { kind: 'matched', delivery, recipient: final, agreement: 'named', note: null };
  return report.kind === 'complaint' ? complained(report, delivery) : guessed(report, delivery, ours);
}

/** Who complains may read it somewhere else: the token says whom we wrote to, and she is the one who gets no more of it. */
function complained(report: Report, delivery: ReturnedDelivery): Match {
  const [only] = report.recipients;
  const by = only?.address ?? 'somebody';
  return {
    kind: 'matched',
    delivery,
    recipient: only ?? null,
    agreement: 'guessed',
    note: `Sent to ${delivery.address}, complained of by ${by}: the mail was passed on. ${delivery.address} gets no more campaigns.`,
  };
}

/** One recipient we never wrote to: only where the way of the mail shows that it went through the one we did write to. */
function guessed(report: Report, delivery: ReturnedDelivery, ours: ReadonlySet<string>): Match {
  const [only] = report.recipients;
  if (only && report.recipients.length === 1 && wentThrough(report, delivery, ours))
    return {
      kind: 'matched',
      delivery,
      recipient: only,
      agreement: 'guessed',
      note: forwardNote(delivery.address, only.address, report),
    };
  return {
    kind: 'unmatched',
    hints: [delivery.deliveryId],
    note: `The report names ${only?.address ?? 'somebody'}, but the delivery it answers went to ${delivery.address}. Nothing was changed.`,
  };
}

/** To, Delivered-To, X-Forwarded-For or "Received … for" name her, or her own server rewrote our return path (SRS). */
function wentThrough(
  { original, forwarder }: Report,
  { address }: ReturnedDelivery,
  ours: ReadonlySet<string>,
): boolean {
  if (original?.to.some((one) => ours.has(one)) || original?.way.deliveredTo.some((one) => ours.has(one))) return true;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return forwarder !== null && (forwarder === domain || forwarder.endsWith(`.${domain}`));
}

function forwardNote(sentTo: string, refusedFor: string, { forwarder }: Report): string {
  const by = forwarder === null ? '' : ` by ${forwarder}, which put its own return path on it`;
  return `Sent to ${sentTo}, refused for ${refusedFor}: the mail was passed on${by}.`;
}
