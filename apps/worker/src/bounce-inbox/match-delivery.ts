// Finds the delivery a report belongs to: by a token we signed, never by an address alone.
import { parseReturnPath, type Report, type TokenSigner } from '@doorstep/bounces';
import type { InboundStore } from '@doorstep/database';
import { agree } from './agree.js';
import type { Match } from './match.js';

const MAX_HINTS = 10;

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
      hints: [addressed, ...quoted].slice(0, MAX_HINTS),
      note: 'The message was sent to the return path of one delivery and quotes another. Nothing was changed.',
    };
  // What the envelope says holds for this message alone; a report may quote others beside it.
  const ids = addressed === null ? quoted : new Set([addressed]);
  const [deliveryId] = ids;
  if (deliveryId === undefined)
    return { kind: 'unmatched', hints: [], note: 'Nothing in the message shows that it answers one of ours.' };
  if (ids.size > 1)
    return {
      kind: 'unmatched',
      hints: [...ids].slice(0, MAX_HINTS),
      note: 'The message carries the signs of several deliveries.',
    };
  const delivery = await inbound.delivery(deliveryId);
  if (!delivery) return { kind: 'unmatched', hints: [], note: 'The delivery it answers is not in the database.' };
  return agree(report, delivery);
}

/** The delivery whose signed return path the message was addressed to in the SMTP envelope. */
function addressedDelivery(envelopeTo: string | null, tokens: TokenSigner): string | null {
  const path = envelopeTo === null ? null : parseReturnPath(envelopeTo);
  return path && tokens.verify('return', path.token);
}
