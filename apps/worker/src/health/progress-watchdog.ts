// Ends a worker that has stopped working without noticing: its supervisor starts it again, and nothing is lost by that.
import type { Loop } from '../loop.js';

export interface ProgressWatchdog {
  turn(): Promise<boolean>;
}

export interface WatchdogOptions {
  /** How long nothing may move, though something could. */
  readonly limitMs: number;
  /** Steps that ask the database alone: one that does not come round hangs. */
  readonly steps: readonly Pick<Loop, 'name' | 'idleMs'>[];
  /** Whether a lane could be taken now, or deliveries put on their sites. */
  readonly isWorkDue: () => Promise<boolean>;
  /** Changes whenever something is claimed or settled. */
  readonly progress: () => string;
  /** Nothing is to be begun at all: the database is away, the disk is full, the worker ends. */
  readonly isExcused: () => boolean;
  readonly onStall: (words: string) => void;
  /** How long the question whether work is due may take; 5 seconds unless told. */
  readonly patienceMs?: number;
  /** Milliseconds of a clock that is never set. */
  readonly now?: () => number;
}

export function createProgressWatchdog(options: WatchdogOptions): ProgressWatchdog {
  const { limitMs, steps, isWorkDue, progress, isExcused, onStall, patienceMs = 5000 } = options;
  const { now = () => performance.now() } = options;
  let last = '';
  let movedAt = now();
  let lookedAt = now();

  function moved(): false {
    movedAt = now();
    return false;
  }

  let asking: Promise<boolean> | null = null;
  /** null: not answered yet. What makes a step hang may make the question hang too, and must not silence the watchdog. */
  async function workDue(): Promise<boolean | null> {
    asking ??= isWorkDue().finally(() => {
      asking = null;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, patienceMs, null);
    });
    return Promise.race([asking, late]).finally(() => clearTimeout(timer));
  }

  return {
    async turn() {
      // A machine that slept, or a process that was stopped, says nothing about the work.
      const wasAsleep = now() - lookedAt > limitMs / 2;
      lookedAt = now();
      const current = progress();
      const hasMoved = current !== last;
      last = current;
      if (wasAsleep || isExcused()) return moved();
      const hanging = steps.find((step) => step.idleMs() > limitMs);
      if (hanging) {
        onStall(`The step "${hanging.name}" has not come round for ${Math.round(hanging.idleMs() / 1000)} s.`);
        return moved();
      }
      const isDue = hasMoved ? false : await workDue();
      if (isDue === null) return false;
      if (!isDue) return moved();
      if (now() - movedAt <= limitMs) return false;
      onStall(`Deliveries are due, and none was claimed or settled for ${Math.round((now() - movedAt) / 1000)} s.`);
      return moved();
    },
  };
}
