// Behaviour of the takeover from workers whose process has ended: in which order, of whom, and how often.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { ownIdentity, type ProcessIdentity } from '../health/process-identity.js';
import { silentLog } from '../log.js';
import { createGoneWorkers } from './gone-workers.js';

const own: ProcessIdentity = ownIdentity() ?? { machine: 'this one', pid: process.pid, startTicks: '1' };

/** A number no process has any more. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid!;
}

it('takes over the results first, then the leases, once; of the living and of itself nothing', async () => {
  const ended = { worker: 'ended', pid: await endedPid(), startTicks: '7' };
  let told = [ended, { worker: 'me', pid: own.pid, startTicks: own.startTicks }];
  const done: string[] = [];
  const gone = createGoneWorkers({
    ...{ own, worker: 'me', log: silentLog },
    heartbeats: {
      processes: async () => told,
      forgetProcesses: async (workers) => {
        told = told.filter(({ worker }) => !workers.includes(worker));
      },
    },
    upkeep: {
      endLeasesOf: async (workers) => {
        done.push(`leases of ${workers}`);
        return { lanes: 1, deliveries: 2 };
      },
    },
    takeLeft: async () => done.push(`results, ${gone.isGone('ended') ? 'known to be gone' : 'unknown'}`),
    onTaken: () => done.push('told'),
  });

  await gone.turn();
  await gone.turn();

  expect(done).toEqual(['results, known to be gone', 'leases of ended', 'told']);
  expect([gone.isGone('ended'), gone.isGone('me')]).toEqual([true, false]);
});
