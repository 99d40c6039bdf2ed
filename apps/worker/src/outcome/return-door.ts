// The one door for what comes back later: a return or complaint moves its delivery here and nowhere else.
import type { DecidedReturn, InboundStore } from '@doorstep/database';
import type { Log } from '../log.js';

export interface ReturnDoor {
  /** @returns later: the delivery is being sent at this moment, its reply comes first; ask again */
  apply(messageId: string, decided: DecidedReturn): Promise<'settled' | 'later'>;
}

export function createReturnDoor(inbound: Pick<InboundStore, 'applyReturn'>, log: Log): ReturnDoor {
  return {
    async apply(messageId, decided) {
      const result = await inbound.applyReturn(messageId, decided);
      if (result === 'sending') return 'later';
      const { deliveryId, kind, category, effect } = decided;
      log.info({ messageId, deliveryId, kind, category, effect, result }, `A ${kind} came back.`);
      return 'settled';
    },
  };
}
