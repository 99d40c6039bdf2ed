// Understands one kept message: what it is, which delivery it answers, and hands what must change to the one door.
import { parseReport, type Report, type TokenSigner } from '@doorstep/bounces';
import type { InboundNote, InboundStore, LoopTestStore, PolicyInForce, WaitingInbound } from '@doorstep/database';
import { isDatabaseAway, isRaceLost } from '../health/database-away.js';
import type { Log } from '../log.js';
import { decideReturn } from '../outcome/decide-return.js';
import type { ReturnDoor } from '../outcome/return-door.js';
import { handoverOf } from './handover.js';
import { loopNote, loopTestOf } from './loop-arrival.js';
import type { Match } from './match.js';
import { matchDelivery } from './match-delivery.js';
import { storedReport } from './stored-report.js';

export interface UnderstandingOptions {
  readonly inbound: Pick<InboundStore, 'delivery' | 'note'>;
  readonly tokens: TokenSigner;
  readonly returns: ReturnDoor;
  readonly log: Log;
  /** What failures lead to; default: the defaults. */
  readonly policy?: (() => PolicyInForce) | undefined;
  readonly parse?: (raw: Uint8Array) => Report;
  /** Marked messages of the full loop; default: there are none. */
  readonly loops?: Pick<LoopTestStore, 'noteArrival'>;
}

export type Understanding = (message: WaitingInbound) => Promise<'settled' | 'later'>;

export function createUnderstanding({
  inbound,
  tokens,
  returns,
  log,
  policy,
  parse = parseReport,
  loops,
}: UnderstandingOptions): Understanding {
  return async (message) => {
    try {
      return await settle(message);
    } catch (error) {
      if (isDatabaseAway(error) || isRaceLost(error)) throw error;
      // It must neither stop the others nor be tried for ever.
      log.error(
        { err: error, messageId: message.id },
        'A message of a bounce mailbox could not be read; it is set aside.',
      );
      await inbound.note(message.id, UNREADABLE);
      return 'settled';
    }
  };

  async function settle({ id, raw, envelopeTo, receivedAt, mailboxId }: WaitingInbound): Promise<'settled' | 'later'> {
    const report = parse(raw);
    const loopTestId = loopTestOf(report, envelopeTo, tokens);
    if (loopTestId !== null && (await loops?.noteArrival(loopTestId, mailboxId))) {
      await inbound.note(id, loopNote(report));
      return 'settled';
    }
    const match = await matchDelivery(report, tokens, inbound, envelopeTo);
    if (match.kind === 'matched' && (report.kind === 'bounce' || report.kind === 'complaint')) {
      const { delivery, recipient, agreement, note } = match;
      const stored = storedReport(report, recipient, {
        note,
        handover: handoverOf(report, delivery, receivedAt),
        isGuessed: agreement === 'guessed',
      });
      const { deliveryId, addressId } = delivery;
      return returns.apply(
        id,
        decideReturn({ report, recipient, deliveryId, addressId, agreement, stored, policy: policy?.() }),
      );
    }
    await inbound.note(id, noteOf(report, match));
    return 'settled';
  }
}

const UNREADABLE: InboundNote = {
  kind: 'unreadable',
  state: 'unmatched',
  deliveryId: null,
  addressId: null,
  category: null,
  scope: null,
  ruleId: null,
  report: { note: 'The message could not be read. It is kept as it came.' },
};

/** Delays, answering machines, letters from people, and reports that are not ours: noted, nothing moves. */
export function noteOf(report: Report, match: Match): InboundNote {
  const isMatched = match.kind === 'matched';
  const recipient = (isMatched ? match.recipient : report.recipients[0]) ?? null;
  const isReport = report.kind === 'bounce' || report.kind === 'complaint' || report.kind === 'delayed';
  return {
    kind: report.kind,
    state: stateOf(report, isMatched, isReport),
    // A message that disagrees with its token counts for nobody.
    deliveryId: isMatched ? match.delivery.deliveryId : null,
    addressId: isMatched ? match.delivery.addressId : null,
    category: recipient?.classification.category ?? (isReport ? 'unclassified' : null),
    scope: recipient?.classification.scope ?? null,
    ruleId: recipient?.classification.ruleId ?? null,
    report: storedReport(report, recipient, { note: match.note, hints: isMatched ? [] : match.hints }),
  };
}

function stateOf({ kind }: Report, isMatched: boolean, isReport: boolean): InboundNote['state'] {
  // A letter from a person is never ours to remove, even when it quotes one of our tokens.
  if (kind === 'not-bounce') return 'ignored';
  if (isMatched) return 'matched';
  return isReport ? 'unmatched' : 'ignored';
}
