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
      const result = await matches.apply(asked, byHand(decided, asked), (moved, isSuppressed) =>
        whatFollows(decided, moved, isSuppressed),
      );
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

/** @param isSuppressed what became of it in the tables: policies and incidents decide that, too */
export function whatFollows(decided: DecidedReturn | InboundNote, moved: string, isSuppressed: boolean): string {
  if (moved === 'noted' || !('nextState' in decided))
    return 'The message was added to the delivery. It tells of no final failure, so nothing else changed.';
  if (moved === 'already')
    return 'The delivery had come back before: the message was added to it, nothing else changed.';
  if (moved !== 'moved')
    return 'No server had accepted that delivery, so it could not come back: the message was added to it, nothing else changed.';
  if (decided.effect === 'complained')
    return 'The delivery counts as complained of, and the address gets no more campaigns.';
  return `The delivery counts as returned${isSuppressed ? ', and the address gets no more campaigns.' : `. ${afterwards(decided)}`}`;
}

function afterwards({ effect }: DecidedReturn): string {
  switch (effect) {
    case 'hard':
      return 'The address is not stopped yet: mail to its server is being looked into, or your settings say so.';
    case 'hard_if_seen_before':
      return 'The address is stopped once the same is said on another day.';
    case 'soft':
      return 'The failure counts once against the address.';
    case 'noted':
      return 'By your settings nothing follows for the address.';
    default:
      return 'The reason is no fault of the address, so nothing else changed.';
  }
}
