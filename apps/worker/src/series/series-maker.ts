// Makes the issues of series whose time has come; their campaigns then go the way of every scheduled one.
import type { SeriesWorkStore } from '@doorstep/database';
import type { Log } from '../log.js';

/** Series decided in a turn; the rest comes with the next one. */
const MOST = 100;

/** @param onMade a campaign is scheduled and may be due */
export function createSeriesMaker(store: Pick<SeriesWorkStore, 'makeNext'>, log: Log, onMade: () => void) {
  return {
    /** @returns always false: what is left is looked at with the next turn */
    async turn(): Promise<boolean> {
      for (let seen = 0; seen < MOST; seen++) {
        const issue = await store.makeNext();
        if (issue === null) break;
        log.info(issue, 'A series was looked at.');
        if (issue.state === 'made') onMade();
      }
      return false;
    },
  };
}
