// Takes over at once from workers of this machine whose process has ended; from all others when their leases run out.
import type { HeartbeatStore, UpkeepStore } from '@doorstep/database';
import { hasEnded, type ProcessIdentity } from '../health/process-identity.js';
import type { Log } from '../log.js';

export interface GoneWorkers {
  /** @returns always false: there are few of them */
  turn(): Promise<boolean>;
  /** Whether its process was seen to have ended. */
  isGone(worker: string): boolean;
}

export interface GoneWorkersOptions {
  /** null: this system does not tell. */
  readonly own: ProcessIdentity | null;
  readonly worker: string;
  readonly heartbeats: Pick<HeartbeatStore, 'processes' | 'forgetProcesses'>;
  readonly upkeep: Pick<UpkeepStore, 'endLeasesOf'>;
  /** Takes over the results they left on the disk, so that no doubt arises about these. */
  readonly takeLeft: () => Promise<unknown>;
  readonly onTaken: () => void;
  readonly log: Log;
}

export function createGoneWorkers(options: GoneWorkersOptions): GoneWorkers {
  const { own, worker, heartbeats, upkeep, takeLeft, onTaken, log } = options;
  const gone = new Set<string>();
  return {
    async turn() {
      if (own === null) return false;
      const others = (await heartbeats.processes(own.machine)).filter((other) => other.worker !== worker);
      const ended = others.filter((other) => hasEnded({ ...other, machine: own.machine }, own));
      if (ended.length === 0) return false;
      const workers = ended.map((other) => other.worker);
      for (const name of workers) gone.add(name);
      await takeLeft();
      const taken = await upkeep.endLeasesOf(workers);
      await heartbeats.forgetProcesses(workers);
      log.warn({ workers, ...taken }, 'The process of a worker has ended: what it held is free at once.');
      onTaken();
      return false;
    },
    isGone: (name) => gone.has(name),
  };
}
