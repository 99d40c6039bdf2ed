// Carries out what people ask for on the shelf: a message read again, now as the answer to the delivery they named.
import type { Report, ReportRecipient } from '@doorstep/bounces';
import type {
  AskedMatch,
  DecidedReturn,
  HandMatchStore,
  InboundNote,
  InboundStore,
  PolicyInForce,
} from '@doorstep/database';
import { isDatabaseAway, isRaceLost } from '../health/database-away.js';
import type { Log } from '../log.js';
import { decideReturn } from '../outcome/decide-return.js';
import type { HandMatchDoor } from '../outcome/hand-match-door.js';
import { agree } from './agree.js';
import { handoverOf } from './handover.js';
import type { Match } from './match.js';
import { type ParseRoom, parseHere } from './parse-room.js';
import { storedReport } from './stored-report.js';
import { noteOf } from './understand.js';

export interface HandMatchDependencies {
  readonly matches: Pick<HandMatchStore, 'asked' | 'refuse'>;
  readonly inbound: Pick<InboundStore, 'delivery'>;
  readonly door: HandMatchDoor;
  readonly log: Log;
  /** What failures lead to; default: the defaults. */
  readonly policy?: (() => PolicyInForce) | undefined;
  /** Where mail is parsed; default: here. */
  readonly room?: ParseRoom;
}

const AT_ONCE = 20;

export interface HandMatches {
  /** @returns how many were carried out or taken back */
  settleAsked(): Promise<number>;
}

export function createHandMatches({
  matches,
  inbound,
  door,
  log,
  policy,
  room = parseHere,
}: HandMatchDependencies): HandMatches {
  async function settle(asked: AskedMatch): Promise<'settled' | 'later'> {
    if (asked.isUndo) return door.takeBack(asked);
    const delivery = await inbound.delivery(asked.deliveryId);
    if (delivery === null) {
      await matches.refuse(asked.id, 'The delivery is not in the database any more.');
      return 'settled';
    }
    const [report = null] = await room.read([asked.raw]);
    if (report === null) return door.apply(asked, unreadable(delivery, asked));
    const match = vouchedFor(report, agree(report, delivery), delivery, asked);
    return door.apply(asked, decideByHand(report, match, asked, policy?.()));
  }

  return {
    async settleAsked() {
      let settled = 0;
      for (const asked of await matches.asked(AT_ONCE)) {
        try {
          if ((await settle(asked)) === 'settled') settled++;
        } catch (error) {
          if (isDatabaseAway(error) || isRaceLost(error)) throw error;
          log.error({ err: error, matchId: asked.id }, 'A match by hand could not be carried out.');
          await matches.refuse(asked.id, 'Doorstep met a fault of its own. The log of the worker tells more.');
        }
      }
      return settled;
    },
  };
}

type Matched = Extract<Match, { kind: 'matched' }>;

/** A person says it is hers: where the report names somebody else, the mail was passed on, and that is never hard. */
function vouchedFor(report: Report, match: Match, delivery: Matched['delivery'], { actor }: AskedMatch): Matched {
  if (match.kind === 'matched') return { ...match, note: match.note ?? `${actor} matched it by hand.` };
  const [first] = report.recipients;
  return {
    kind: 'matched',
    delivery,
    recipient: first ?? null,
    agreement: 'guessed',
    note: `The report names ${first?.address ?? 'nobody'}; ${actor} says that it answers the mail to ${delivery.address}.`,
  };
}

function decideByHand(
  report: Report,
  match: Matched,
  asked: AskedMatch,
  policy: PolicyInForce | undefined,
): DecidedReturn | InboundNote {
  const { delivery, agreement, note } = match;
  const recipient = match.recipient && atMostLikely(match.recipient);
  const handover = handoverOf(report, delivery, asked.receivedAt);
  const stored = storedReport(report, recipient, {
    ...{ note, handover, matchedBy: asked.actor },
    isGuessed: agreement === 'guessed',
  });
  if (report.kind !== 'bounce' && report.kind !== 'complaint')
    return { ...noteOf(report, match), state: 'matched', report: stored };
  const { deliveryId, addressId } = delivery;
  return decideReturn({ report, recipient, deliveryId, addressId, agreement, stored, policy });
}

/** A person is no signature: what rests on her word is never certain. */
function atMostLikely(recipient: ReportRecipient): ReportRecipient {
  const { classification } = recipient;
  if (classification.certainty !== 'certain') return recipient;
  return { ...recipient, classification: { ...classification, certainty: 'likely' } };
}

/** A message no parser gets through belongs to whom a person says, and changes nothing. */
function unreadable({ deliveryId, addressId }: Matched['delivery'], { actor }: AskedMatch): InboundNote {
  const report = { note: `The message could not be read; ${actor} says whose it is.`, matchedBy: actor };
  const nothing = { category: null, scope: null, ruleId: null };
  return { kind: 'unreadable', state: 'matched', deliveryId, addressId, ...nothing, report };
}
