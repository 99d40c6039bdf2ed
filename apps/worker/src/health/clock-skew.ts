// Compares this machine's clock with the database's. Only times of the database are compared, but people read the log by ours.
import type { SystemStore } from '@doorstep/database';
import type { Log } from '../log.js';
import { SKEW_SECONDS } from '../waits.js';

export function createClockCheck(system: Pick<SystemStore, 'clockSkewSeconds'>, log: Pick<Log, 'warn'>) {
  let wasOff = false;
  return async (): Promise<boolean> => {
    const seconds = await system.clockSkewSeconds();
    const isOff = Math.abs(seconds) > SKEW_SECONDS;
    if (isOff && !wasOff)
      log.warn(
        `The clock of this machine is ${Math.abs(seconds).toFixed(1)} s ${seconds > 0 ? 'ahead of' : 'behind'} the database's. Set it by NTP; sending goes by the database's.`,
      );
    wasOff = isOff;
    return false;
  };
}
