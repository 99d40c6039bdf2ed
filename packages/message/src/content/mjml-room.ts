// Compiles MJML in a thread of its own, bounded in time and memory: a source that never ends keeps nobody waiting.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type MjmlAnswer =
  | { readonly html: string; readonly errors: readonly MjmlFault[] }
  /** What the compiler threw. */
  | { readonly problem: string };

export interface MjmlFault {
  readonly line: number | undefined;
  readonly message: string;
  readonly tagName: string;
}

/** too_long: stopped at the limit · died: took more memory than allowed, or the thread ended otherwise */
export type MjmlResult = MjmlAnswer | { readonly stopped: 'too_long' | 'died' };

/** What the thread says first: only from then on can a source be blamed for its end. */
export type Ready = 'ready';

export interface MjmlRoom {
  /** Sources are compiled one after the other. */
  compile(source: string): Promise<MjmlResult>;
}

export interface MjmlRoomOptions {
  /** Milliseconds one source may take; default 10,000. */
  readonly limitMs?: number;
  /** Megabytes of the thread's heap; default 512. */
  readonly heapMb?: number;
  /** The thread's module; default: the compiler. */
  readonly module?: URL;
}

export const MJML_LIMIT_MS = 10_000;

// The file beside this one: as it is built, or as it is written.
const MODULE = new URL(import.meta.url.endsWith('.ts') ? './mjml-thread.ts' : './mjml-thread.js', import.meta.url);
const BEGIN_MS = 60_000;

/** The thread is begun with the first source and begun anew when it was ended. While nothing is asked it keeps no process alive. */
export function createMjmlRoom(options: MjmlRoomOptions = {}): MjmlRoom {
  const { limitMs = MJML_LIMIT_MS, heapMb = 512, module = MODULE } = options;
  let thread: Worker | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** @throws Error when it cannot be begun at all: no source is to blame */
  async function begin(): Promise<Worker> {
    const begun = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: heapMb }, execArgv: [] });
    // What it died of is told by its end.
    begun.on('error', () => undefined);
    begun.once('exit', () => {
      if (thread === begun) thread = null;
    });
    try {
      await once(begun, 'message', { signal: AbortSignal.timeout(BEGIN_MS) });
    } catch (error) {
      await begun.terminate();
      throw new Error('The thread that compiles MJML could not be begun.', { cause: error });
    }
    return begun;
  }

  async function ask(source: string): Promise<MjmlResult> {
    thread ??= await begin();
    const asked = thread;
    asked.ref();
    const answer = await new Promise<MjmlResult>((resolve) => {
      const timer = setTimeout(() => end({ stopped: 'too_long' }), limitMs);
      const end = (result: MjmlResult) => {
        clearTimeout(timer);
        asked.removeListener('message', end);
        asked.removeListener('exit', died);
        resolve(result);
      };
      const died = () => end({ stopped: 'died' });
      asked.once('message', end);
      asked.once('exit', died);
      asked.postMessage(source);
    });
    if ('stopped' in answer) {
      if (thread === asked) thread = null;
      await asked.terminate();
    } else asked.unref();
    return answer;
  }

  return {
    compile(source) {
      const mine = turn.then(() => ask(source));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
