// Behaviour of the judgement whether a process has ended, over real ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hasEnded, ownIdentity, type ProcessIdentity } from './process-identity.js';

const own = ownIdentity();

it('is known on Linux, and nowhere else', () => {
  expect(own !== null).toBe(process.platform === 'linux');
});

it.runIf(own !== null)('knows for certain that a process was killed, and of none that runs or is frozen', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const pid = child.pid!;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
  const one: ProcessIdentity = { machine: own!.machine, pid, startTicks };
  expect(hasEnded(one, own!)).toBe(false);
  process.kill(pid, 'SIGSTOP');
  expect(hasEnded(one, own!)).toBe(false);
  expect(hasEnded({ ...one, startTicks: '1' }, own!), 'another one of the same number').toBe(true);

  const gone = once(child, 'exit');
  process.kill(pid, 'SIGKILL');
  await gone;

  expect(hasEnded(one, own!)).toBe(true);
  expect(hasEnded({ ...one, machine: 'another' }, own!), 'on another machine').toBe(false);
  expect(hasEnded(own!, own!)).toBe(false);
});
