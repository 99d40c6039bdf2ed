// Which process this is, so that another worker of the same machine knows for certain when it has ended.
import { readFileSync, readlinkSync } from 'node:fs';

export interface ProcessIdentity {
  /** Boot of the machine, space of process numbers, user (Linux: proc(5), pid_namespaces(7)). Elsewhere its number means nothing. */
  readonly machine: string;
  readonly pid: number;
  /** Clock ticks from boot to its start: a number that was given again is another process. */
  readonly startTicks: string;
}

/** null where the system does not tell, as on macOS: only its leases say then that a worker is gone. */
export function ownIdentity(): ProcessIdentity | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const startTicks = read(process.pid)?.startTicks;
    if (startTicks === undefined) return null;
    // The user belongs to it: a system may hide the processes of others, which then look as if they had ended.
    return {
      machine: `${boot} ${readlinkSync('/proc/self/ns/pid')} ${process.getuid?.()}`,
      pid: process.pid,
      startTicks,
    };
  } catch {
    return null;
  }
}

/** Whether a process of this machine has ended, and its sockets with it. False of other machines, and while it cannot be known. */
export function hasEnded(one: ProcessIdentity, own: ProcessIdentity): boolean {
  if (one.machine !== own.machine) return false;
  try {
    const now = read(one.pid);
    return now === null || now.startTicks !== one.startTicks || now.state === 'Z' || now.state === 'X';
  } catch {
    return false;
  }
}

/** Fields 3 and 22 of /proc/PID/stat; the name before them may hold anything but ends with the last bracket. @returns null: there is none */
function read(pid: number): { readonly state: string; readonly startTicks: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, startTicks: fields[19]! };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
