// Finds the delivery a report belongs to: by a token we signed, never by an address alone.
import { parseReturnPath, type Report, type ReportRecipient, type TokenSigner } from '@doorstep/bounces';
import type { InboundStore, ReturnedDelivery } from '@doorstep/database';

export type Match =
  | {
      readonly kind: 'matched';
      readonly delivery: ReturnedDelivery;
      readonly recipient: ReportRecipient | null;
      readonly agreement: 'named' | 'forwarded' | 'guessed';
      /** What a person should know about how it was matched; null when there is nothing. */
      readonly note: string | null;
    }
  | { readonly kind: 'unmatched'; readonly delivery: ReturnedDelivery | null; readonly note: string };

/** @param envelopeTo recipient of the SMTP envelope, where the message came to our own listener */
export async function matchDelivery(
  report: Report,
  tokens: TokenSigner,
  inbound: Pick<InboundStore, 'delivery'>,
  envelopeTo: string | null = null,
): Promise<Match> {
  const quoted = new Set(report.tokens.flatMap((token) => tokens.verify('return', token) ?? []));
  const addressed = addressedDelivery(envelopeTo, tokens);
  if (addressed !== null && quoted.size > 0 && !quoted.has(addressed))
    return {
      kind: 'unmatched',
      delivery: null,
      note: 'The message was sent to the return path of one delivery and quotes another. Nothing was changed.',
    };
  // What the envelope says holds for this message alone; a report may quote others beside it.
  const ids = addressed === null ? quoted : new Set([addressed]);
  const [deliveryId] = ids;
  if (deliveryId === undefined)
    return { kind: 'unmatched', delivery: null, note: 'Nothing in the message shows that it answers one of ours.' };
  if (ids.size > 1)
    return { kind: 'unmatched', delivery: null, note: 'The message carries the signs of several deliveries.' };
  const delivery = await inbound.delivery(deliveryId);
  if (!delivery) return { kind: 'unmatched', delivery: null, note: 'The delivery it answers is not in the database.' };
  return agree(report, delivery);
}

/** The delivery whose signed return path the message was addressed to in the SMTP envelope. */
function addressedDelivery(envelopeTo: string | null, tokens: TokenSigner): string | null {
  const path = envelopeTo === null ? null : parseReturnPath(envelopeTo);
  return path && tokens.verify('return', path.token);
}

/** The token names the delivery; whoever the report names must be the one that delivery was for. */
export function agree(report: Report, delivery: ReturnedDelivery): Match {
  const ours = new Set([delivery.address.toLowerCase(), delivery.spelling.toLowerCase()]);
  const { recipients, original } = report;
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
      note: isForwarded ? forwardNote(delivery.address, finalRecipient) : null,
    };
  }
  const final = recipients.find(({ finalRecipient }) => finalRecipient !== null && ours.has(finalRecipient));
  if (final) return { kind: 'matched', delivery, recipient: final, agreement: 'named', note: null };
  const [only] = recipients;
  if (only && recipients.length === 1 && original?.to.some((address) => ours.has(address)))
    return {
      kind: 'matched',
      delivery,
      recipient: only,
      agreement: 'guessed',
      note: forwardNote(delivery.address, only.address),
    };
  return {
    kind: 'unmatched',
    delivery,
    note: `The report names ${only?.address ?? 'somebody'}, but the delivery it answers went to ${delivery.address}. Nothing was changed.`,
  };
}

function forwardNote(sentTo: string, refusedFor: string): string {
  return `Sent to ${sentTo}, refused for ${refusedFor}: the mail was passed on.`;
}
