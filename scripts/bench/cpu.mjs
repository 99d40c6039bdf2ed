// What processes cost: CPU time and memory of process trees, read from /proc (Linux).
import { readdirSync, readFileSync } from 'node:fs';

/** Of the kernel's interface to user space: always 100 on Linux's common machines (sysconf _SC_CLK_TCK). */
const TICKS_PER_SECOND = 100;

/**
 * Reads a line of /proc/<pid>/stat (proc(5)). The name in brackets may hold blanks and brackets of its own.
 *
 * @returns parent, and CPU seconds of the process with those of its children that it waited for
 */
export function readStat(text) {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
  return { parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND };
}

function allProcesses() {
  const found = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      found.set(Number(name), readStat(readFileSync(`/proc/${name}/stat`, 'latin1')));
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error; // it ended while we looked
    }
  }
  return found;
}

/** CPU seconds of the processes, everything below them, and everything they have waited for. */
export function cpuOfTrees(pids, processes = allProcesses()) {
  let seconds = 0;
  const belongs = (pid) => {
    for (let at = pid; at > 1; at = processes.get(at)?.parent ?? 0) if (pids.includes(at)) return true;
    return false;
  };
  for (const [pid, { seconds: own }] of processes) if (belongs(pid)) seconds += own;
  return seconds;
}

/** Peak resident memory of a process in MB. */
export function peakMegabytes(pid) {
  return memory(pid, 'VmHWM');
}

/** Resident memory of a process now, in MB. */
export function residentMegabytes(pid) {
  return memory(pid, 'VmRSS');
}

function memory(pid, field) {
  const line = readFileSync(`/proc/${pid}/status`, 'latin1').match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}
