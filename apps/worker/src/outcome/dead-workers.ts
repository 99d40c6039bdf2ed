// Which workers are dead, for those who take over what they left: silent twice, and long enough for a living one to speak up.
import type { HeartbeatStore } from '@doorstep/database';
import { DEAD_AFTER_SECONDS, HEARTBEAT_MS } from '../waits.js';

/** After an outage of the database everybody looks silent until the next heartbeat. */
const SECOND_LOOK_MS = 2 * HEARTBEAT_MS;

/**
 * @param isGone known for certain to have ended, without waiting for its silence
 * @param now milliseconds of a clock that is never set
 */
export function createDeadWorkers(
  heartbeats: Pick<HeartbeatStore, 'silent'>,
  isGone: (worker: string) => boolean = () => false,
  now: () => number = () => performance.now(),
): (workers: readonly string[]) => Promise<ReadonlySet<string>> {
  let silentSince = new Map<string, number>();
  return async (workers) => {
    const silent = await heartbeats.silent(workers, DEAD_AFTER_SECONDS);
    silentSince = new Map(silent.map((worker) => [worker, silentSince.get(worker) ?? now()]));
    const isDead = (worker: string) => now() - silentSince.get(worker)! >= SECOND_LOOK_MS;
    return new Set([...workers.filter(isGone), ...silent.filter(isDead)]);
  };
}
