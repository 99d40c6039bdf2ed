// The door for incidents at a site: many addresses failing at once are held, decisions about them are carried out.
import type { FloodStore, SuppressionUpkeepStore } from '@doorstep/database';
import type { Log } from '../log.js';

export interface FloodDoor {
  /** Looks for incidents single batches did not see, and carries out what was decided. Any number of workers may. */
  turn(): Promise<boolean>;
}

export interface FloodDoorOptions {
  readonly floods: Pick<FloodStore, 'sweep' | 'carryOutWishes'>;
  readonly upkeep: Pick<SuppressionUpkeepStore, 'endRunOut' | 'easeAccepted' | 'foldSiteTallies'>;
  readonly log: Log;
  /** Sending to a site may go on. */
  readonly onDue: () => void;
}

const PAGE = 500;

export function createFloodDoor({ floods, upkeep, log, onDue }: FloodDoorOptions): FloodDoor {
  return {
    async turn() {
      const held = await floods.sweep();
      if (held.length > 0)
        log.warn({ people: held.length }, 'Too many addresses of a site fail at once; they are held for review.');
      const done = await floods.carryOutWishes();
      for (const { id, siteId, wish } of done) log.info({ floodId: id, siteId, wish }, 'An incident was decided.');
      if (done.length > 0) onDue();
      const eased = await upkeep.easeAccepted(PAGE);
      if (eased > 0) log.info({ people: eased }, 'Suppressions ended: the mailboxes accepted a later message.');
      const ended = await upkeep.endRunOut(PAGE);
      await upkeep.foldSiteTallies(PAGE);
      return ended >= PAGE || eased >= PAGE;
    },
  };
}
