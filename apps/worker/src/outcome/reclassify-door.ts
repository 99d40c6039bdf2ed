// The door for replays: what a person applies or undoes changes classes, failures, suppressions and standing here and nowhere else.
import type { ReplayPeopleStore, ReplayTask } from '@doorstep/database';
import type { Log } from '../log.js';

export interface ReclassifyDoor {
  /** Does a page of what the state of the task asks for. @throws Overtaken */
  turn(task: ReplayTask): Promise<ReplayTask>;
}

/** People in one transaction: their rows are locked for so long. */
const PEOPLE = 50;

export function createReclassifyDoor(
  people: Pick<ReplayPeopleStore, 'planPage' | 'applyPage' | 'undoPage'>,
  log: Log,
  leaseSeconds: number,
): ReclassifyDoor {
  return {
    async turn(task) {
      const { id, state, appliedBy, undoneBy } = task;
      switch (state) {
        case 'running':
          return people.planPage(task, PEOPLE, leaseSeconds);
        case 'applying': {
          const after = await people.applyPage(task, PEOPLE, leaseSeconds);
          if ((after.state as string) === 'applied') log.info({ replayId: id, appliedBy }, 'A replay was applied.');
          return after;
        }
        case 'undoing': {
          const after = await people.undoPage(task, PEOPLE, leaseSeconds);
          if ((after.state as string) === 'undone') log.info({ replayId: id, undoneBy }, 'A replay was undone.');
          return after;
        }
        default:
          return state satisfies never;
      }
    },
  };
}
