// A step that runs again and again: at its pace, at once when woken, slower while it fails.
import type { DatabaseWatch } from './health/database-away.js';

export interface Loop {
  readonly name: string;
  /** Runs the step soon, even in the middle of its pause. */
  wake(): void;
  /** Lets the turn at work end and begins no other. */
  stop(): Promise<void>;
  /** Milliseconds since a turn ended well, by a clock that is never set. */
  idleMs(): number;
}

export interface LoopOptions {
  readonly name: string;
  readonly everyMs: number;
  /** Before the first turn: steps that begin together ask the database together, again and again. Default 0. */
  readonly afterMs?: number;
  /** @returns true when there is more to do at once */
  readonly turn: () => Promise<boolean>;
  readonly watch: DatabaseWatch;
  /** Every turn asks the database something: one that ends well proves that it is there. */
  readonly isProof?: boolean;
}

const SLOWEST_MS = 5000;

export function startLoop({ name, everyMs, afterMs = 0, turn, watch, isProof = false }: LoopOptions): Loop {
  let isStopping = false;
  let isWoken = false;
  let endPause: (() => void) | undefined;
  let failures = 0;
  let wellAt = performance.now();

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    if (afterMs > 0) await pause(afterMs);
    while (!isStopping) {
      let isMore = false;
      isWoken = false;
      const beganAt = performance.now();
      try {
        isMore = await turn();
        failures = 0;
        wellAt = performance.now();
        if (isProof) watch.reached();
      } catch (error) {
        failures++;
        watch.note(name, error, beganAt);
      }
      if (isStopping || (failures === 0 && (isMore || isWoken))) continue;
      await pause(failures === 0 ? everyMs : Math.min(SLOWEST_MS, everyMs * 2 ** Math.min(failures - 1, 6)));
    }
  }

  const ended = run();
  return {
    name,
    wake() {
      isWoken = true;
      if (failures === 0) endPause?.();
    },
    async stop() {
      isStopping = true;
      endPause?.();
      await ended;
    },
    idleMs: () => performance.now() - wellAt,
  };
}
