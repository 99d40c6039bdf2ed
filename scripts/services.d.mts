import type { ChildProcess } from 'node:child_process';

export interface Service {
  readonly name: string;
  /** The one that runs now. */
  readonly process: ChildProcess;
  stop(graceMs?: number): Promise<void>;
  /** kill -9; it is started again, and is not given up for it however often it happens. */
  kill(): void;
}
export function runService(options: {
  name: string;
  args: readonly string[];
  env: Record<string, string>;
  print: (name: string, line: string) => void;
  /** @returns false to keep the line from being printed */
  onLine?: (line: string) => boolean;
  onGiveUp?: (name: string) => void;
  cwd?: string;
}): Service;
