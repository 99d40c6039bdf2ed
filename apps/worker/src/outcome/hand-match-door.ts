// The door for matches by hand: a person vouches for whose a returned message is; what follows is decided here as for any.
import type { AskedMatch, DecidedReturn, HandMatchStore, InboundNote } from '@doorstep/database';
import type { Log } from '../log.js';

export interface HandMatchDoor {
  /** @returns later: the delivery is being sent at this moment */
  apply(asked: AskedMatch, decided: DecidedReturn | InboundNote): Promise<'settled' | 'later'>;
  takeBack(asked: AskedMatch): Promise<'settled'>;
}

export function createHandMatchDoor(matches: Pick<HandMatchStore, 'apply' | 'undo'>, log: Log): HandMatchDoor {
  return {
    async apply(asked, decided) {
      const result = await matches.apply(asked, byHand(decided, asked), (moved) => whatFollows(decided, moved));
      if (result === 'sending') return 'later';
      const { id, messageId, deliveryId, actor } = asked;
      log.info({ matchId: id, messageId, deliveryId, actor, result }, 'A returned message was matched by hand.');
      return 'settled';
    },
    async takeBack(asked) {
      const result = await matches.undo(asked);
      const { id, messageId, deliveryId, actor } = asked;
      log.info({ matchId: id, messageId, deliveryId, actor, result }, 'A match by hand was taken back.');
      return 'settled';
    },
  };
}

/** What rests on it says so: the evidence of a suppression names the person who vouched. */
function byHand(decided: DecidedReturn | InboundNote, { actor, reason }: AskedMatch): DecidedReturn | InboundNote {
  if (!('nextState' in decided)) return decided;
  return { ...decided, evidence: { ...decided.evidence, matchedBy: actor, matchReason: reason, certainty: 'likely' } };
}

const STOPPED = 'and the address gets no more campaigns';

export function whatFollows(decided: DecidedReturn | InboundNote, moved: string): string {
  if (moved === 'noted' || !('nextState' in decided))
    return 'The message was added to the delivery. It tells of no final failure, so nothing else changed.';
  if (moved === 'already')
    return 'The delivery had come back before: the message was added to it, nothing else changed.';
  if (moved !== 'moved')
    return 'No server had accepted that delivery, so it could not come back: the message was added to it, nothing else changed.';
  switch (decided.effect) {
    case 'complained':
      return `The delivery counts as complained of, ${STOPPED}.`;
    case 'hard':
      return `The delivery counts as returned, ${STOPPED}: the mailbox is said not to exist.`;
    case 'hard_if_seen_before':
      return 'The delivery counts as returned. The address is stopped once the same is said on another day.';
    case 'soft':
      return 'The delivery counts as returned, and the failure counts once against the address.';
    default:
      return 'The delivery counts as returned. The reason is no fault of the address, so nothing else changed.';
  }
}
