// Which workers are dead, for those who take over what they left: silent twice, and long enough for a living one to speak up.
import type { HeartbeatStore } from '@doorstep/database';
import { DEAD_AFTER_SECONDS, HEARTBEAT_MS } from '../waits.js';

/** After an outage of the database everybody looks silent until the next heartbeat. */
const SECOND_LOOK_MS = 2 * HEARTBEAT_MS;

/** @param now milliseconds of a clock that is never set */
export function createDeadWorkers(
  heartbeats: Pick<HeartbeatStore, 'silent'>,
  now: () => number = () => performance.now(),
): (workers: readonly string[]) => Promise<ReadonlySet<string>> {
  let silentSince = new Map<string, number>();
  return async (workers) => {
    const silent = await heartbeats.silent(workers, DEAD_AFTER_SECONDS);
    silentSince = new Map(silent.map((worker) => [worker, silentSince.get(worker) ?? now()]));
    return new Set(silent.filter((worker) => now() - silentSince.get(worker)! >= SECOND_LOOK_MS));
  };
}
