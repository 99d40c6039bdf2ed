// Parses mail in a thread of its own, bounded in time and memory: a poison mail stops nobody, and is set aside.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type OwnRule, parseReport, type Report } from '@doorstep/bounces';
import type { Log } from '../log.js';

export interface ParseRoom {
  /** @returns a report for each message, in order; null where parsing it took too much time or memory */
  read(raws: readonly Uint8Array[]): Promise<(Report | null)[]>;
  close(): Promise<void>;
}

/** What the thread is asked, and what it answers. */
export interface ParseTask {
  readonly raws: readonly Uint8Array[];
  /** An installation's own rules, when they are others than before. */
  readonly ownRules?: readonly OwnRule[];
}
export type ParseAnswer = readonly (Report | null)[];
/** What the thread says first: only from then on can a message be blamed for its end. */
export type Ready = 'ready';

export interface ParseRoomOptions {
  readonly log: Log;
  /** Own rules as they are now: the same array as long as they are the same. */
  readonly ownRules?: () => readonly OwnRule[];
  /** One message may take this long; default 5,000. */
  readonly messageMs?: number;
  /** Memory of the thread's heap; default 256. */
  readonly heapMb?: number;
  /** The thread's module; default: the parser. */
  readonly module?: URL;
}

/** In this thread, without bounds: for tests and tools. */
export const parseHere: ParseRoom = {
  read: async (raws) => raws.map((raw) => parseReport(raw)),
  close: async () => undefined,
};

// The file beside this one: as it is built, or as it is written.
const MODULE = new URL(import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.js', import.meta.url);
const NONE: readonly OwnRule[] = [];
const BEGIN_MS = 60_000;

/** The thread is begun with the first message and begun anew when it dies. Calls are answered one after the other. */
export function createParseRoom(options: ParseRoomOptions): ParseRoom {
  const { log, ownRules = () => NONE, messageMs = 5000, heapMb = 256, module = MODULE } = options;
  let thread: Worker | null = null;
  let rulesThere: readonly OwnRule[] | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** @throws Error when it cannot be begun at all: no message is to blame, all are tried again later */
  async function begin(): Promise<Worker> {
    const begun = new Worker(module, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 4 },
      execArgv: [],
    });
    begun.unref();
    begun.on('error', (error) => log.debug({ err: error }, 'The thread that parses mail ended.'));
    begun.once('exit', () => {
      if (thread === begun) thread = null;
    });
    rulesThere = null;
    try {
      await once(begun, 'message', { signal: AbortSignal.timeout(BEGIN_MS) });
    } catch (error) {
      await begun.terminate();
      throw new Error('The thread that parses mail could not be begun.', { cause: error });
    }
    return begun;
  }

  /** @returns null when the thread did not answer in time, or died of it */
  async function ask(raws: readonly Uint8Array[], limitMs: number): Promise<ParseAnswer | null> {
    thread ??= await begin();
    const asked = thread;
    const rules = ownRules();
    const task: ParseTask = { raws, ...(rules !== rulesThere && { ownRules: rules }) };
    rulesThere = rules;
    let timer: NodeJS.Timeout | undefined;
    let ended: (answer: ParseAnswer | null) => void = () => undefined;
    const died = () => ended(null);
    const answer = await new Promise<ParseAnswer | null>((resolve) => {
      ended = resolve;
      timer = setTimeout(died, limitMs);
      asked.once('message', ended);
      asked.once('exit', died);
      asked.postMessage(task);
    });
    clearTimeout(timer);
    asked.removeListener('message', ended);
    asked.removeListener('exit', died);
    if (answer === null) {
      if (thread === asked) thread = null;
      await asked.terminate();
    }
    return answer;
  }

  /** Together first; when that fails, one by one, so that only the poison is set aside. */
  async function read(raws: readonly Uint8Array[]): Promise<(Report | null)[]> {
    if (raws.length === 0) return [];
    const together = await ask(raws, messageMs + raws.length * 20);
    if (together !== null) return [...together];
    if (raws.length === 1) return [null];
    const half = raws.length >> 1;
    return [...(await read(raws.slice(0, half))), ...(await read(raws.slice(half)))];
  }

  return {
    read(raws) {
      const mine = turn.then(() => read(raws));
      turn = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await turn;
      await thread?.terminate();
      thread = null;
    },
  };
}
