// How many questions to name servers are under way: few in all, and the slow ones not in the way of the others.

/** Under way at a time; together 64. */
const QUICK = 40;
const PATIENT = 24;
/** Names that kept us waiting, remembered so that they wait among themselves. */
const MAX_SLOW_NAMES = 20_000;
/** What has an answer mostly has it by then. */
const FIRST_MS = 250;

/** Runs a question when its turn has come; the signal says that it must make room and will be asked again later. */
export type QuestionGate = <T>(name: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * A thousand domains whose name servers are dead would hold every place for seconds each. So a question that takes long
 * goes to one of a few places for slow ones, and makes room when those are taken and others wait.
 */
export function questionGate(firstMs = FIRST_MS): QuestionGate {
  const quick = places(QUICK);
  const patient = places(PATIENT);
  const slow = new Set<string>();

  function remember(name: string): void {
    slow.add(name);
    if (slow.size > MAX_SLOW_NAMES) slow.delete(slow.values().next().value!);
  }

  async function waitPatiently<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    await patient.take();
    const sinceMs = performance.now();
    try {
      return await work(new AbortController().signal);
    } finally {
      patient.giveBack();
      if (performance.now() - sinceMs < firstMs) slow.delete(name);
    }
  }

  return async (name, work) => {
    if (slow.has(name)) return waitPatiently(name, work);
    await quick.take();
    let held = quick;
    const room = new AbortController();
    const look = setInterval(() => {
      if (held === patient) return;
      remember(name);
      if (patient.takeFree()) {
        held.giveBack();
        held = patient;
      } else if (quick.isAwaited()) room.abort();
    }, firstMs);
    try {
      const result = await work(room.signal);
      if (!room.signal.aborted) return result;
    } finally {
      clearInterval(look);
      held.giveBack();
    }
    return waitPatiently(name, work);
  };
}

/** Given to those who wait in their order. */
function places(count: number) {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    isAwaited: () => waiting.length > 0,
    takeFree: () => free > 0 && free-- > 0,
    async take(): Promise<void> {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    giveBack(): void {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
