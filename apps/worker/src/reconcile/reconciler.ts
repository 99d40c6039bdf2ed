// Mends what a dead worker left and tidies up; any number of workers may do it at once.
import type { HeartbeatStore, PolicyInForce, UpkeepStore } from '@doorstep/database';
import type { Log } from '../log.js';
import { decideExpiry } from '../outcome/decide-effect.js';

export interface Reconciler {
  /** Leases that ran out, deliveries that tried long enough, campaigns that ended. */
  mend(): Promise<boolean>;
  /** What grows slowly: tallies, partitions, workers that are gone. */
  tidy(): Promise<boolean>;
}

const PAGE = 500;
const TALLY_ROWS = 200;
const MONTHS_AHEAD = 2;

export function createReconciler(
  upkeep: UpkeepStore,
  heartbeats: Pick<HeartbeatStore, 'forgetLost'>,
  log: Log,
  onDue: () => void,
  policy: () => PolicyInForce,
): Reconciler {
  return {
    async mend() {
      const ended = await upkeep.endExpiredLeases(PAGE);
      const count = ended.due + ended.inDoubt + ended.held;
      if (count > 0) {
        log.warn(ended, `${count} deliveries were in the hands of a worker that is gone.`);
        onDue();
      }
      const expired = await upkeep.expireOld(PAGE, (last) => decideExpiry(last, policy()));
      const cancelled = await upkeep.cancelWaiting(PAGE);
      for (const campaignId of await upkeep.finishCampaigns()) log.info({ campaignId }, 'A campaign is finished.');
      return count >= PAGE || expired >= PAGE || cancelled >= PAGE;
    },
    async tidy() {
      await upkeep.foldTallies(TALLY_ROWS);
      await upkeep.ensureAttemptPartitions(MONTHS_AHEAD);
      await heartbeats.forgetLost();
      return false;
    },
  };
}
