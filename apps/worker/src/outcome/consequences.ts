// What failures lead to, kept up to date: the policy as a person set it, incidents at sites, suppressions that end.
import {
  ConsequenceStore,
  type Database,
  FloodStore,
  type PolicyInForce,
  SuppressionUpkeepStore,
} from '@doorstep/database';
import type { Log } from '../log.js';
import { createFloodDoor } from './flood-door.js';
import { createPolicyDesk } from './policy-desk.js';

export interface Consequences {
  /** The policy to decide by at this moment. */
  policy(): PolicyInForce;
  /** Reads the policy anew and deals with incidents. */
  turn(): Promise<boolean>;
}

export interface ConsequencesOptions {
  readonly database: Database;
  readonly log: Log;
  /** Sending to a site may go on. */
  readonly onDue: () => void;
}

export function createConsequences({ database, log, onDue }: ConsequencesOptions): Consequences {
  const desk = createPolicyDesk(new ConsequenceStore(database));
  const door = createFloodDoor({
    ...{ log, onDue },
    floods: new FloodStore(database),
    upkeep: new SuppressionUpkeepStore(database),
  });
  return {
    policy: desk.now,
    async turn() {
      await desk.refresh();
      return door.turn();
    },
  };
}
