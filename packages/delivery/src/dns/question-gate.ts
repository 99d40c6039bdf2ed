// How many questions to name servers are under way: few in all, and the slow ones not in the way of the others.

/** Under way at a time; together 64. */
const QUICK = 40;
const PATIENT = 24;
/** Names that kept us waiting, remembered so that they wait among themselves. */
const MAX_SLOW_NAMES = 20_000;
/** What has an answer mostly has it by then. */
const FIRST_MS = 250;
/** In a crowd: how long a question holds its place the first and the second time; the third time it has FIRST_MS. */
const CROWDED_MS = [30, 90] as const;
/** So many waiting that the last of them would wait longer than a second, were all before it dead. */
const CROWD = (1000 / FIRST_MS) * QUICK;
/** Answers are counted over so long. */
const COUNTED_MS = 100;

/** Runs a question when its turn has come; the signal says that it must make room and will be asked again later. */
export type QuestionGate = <T>(name: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * A thousand domains whose name servers are dead would hold every place for seconds each. So a question that takes long
 * goes to one of a few places for slow ones, and makes room when those are taken and others wait. Where a thousand come
 * in one instant, each has its place for a moment only, and comes back for longer after all others had theirs: by then
 * whoever resolves for us mostly has the answer.
 */
export function questionGate(firstMs = FIRST_MS): QuestionGate {
  const quick = places(QUICK);
  const patient = places(PATIENT);
  const slow = new Set<string>();
  const answers = recently();
  /** Many wait, and at the pace of the moment not all of them would have their turn within a second. */
  const isCrowded = () => quick.awaited() > CROWD && quick.awaited() > answers.count() * (1000 / COUNTED_MS);

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

  /** @returns null when it had to make room */
  async function askQuickly<T>(
    name: string,
    turn: number,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<{ readonly result: T } | null> {
    await quick.take(turn);
    const sinceMs = performance.now();
    let held = quick;
    const room = new AbortController();
    const crowdedMs = CROWDED_MS[turn] ?? firstMs;
    let isAnswered = false;
    const decide = () => {
      const ms = performance.now() - sinceMs;
      if (held === patient || isAnswered) return;
      if (ms >= firstMs) {
        remember(name);
        if (patient.takeFree()) {
          held.giveBack();
          held = patient;
          clearInterval(look);
        } else if (quick.awaited() > 0) room.abort();
      } else if (ms >= crowdedMs && isCrowded()) room.abort();
    };
    // After what has come in meanwhile was read: a process that was busy itself must not take that for silence.
    const look = setInterval(() => setImmediate(decide), CROWDED_MS[0]);
    try {
      const result = await work(room.signal);
      if (room.signal.aborted) return null;
      answers.note();
      return { result };
    } finally {
      isAnswered = true;
      clearInterval(look);
      held.giveBack();
    }
  }

  return async (name, work) => {
    for (let turn = 0; turn <= CROWDED_MS.length && !slow.has(name); turn++) {
      const asked = await askQuickly(name, turn, work);
      if (asked !== null) return asked.result;
    }
    return waitPatiently(name, work);
  };
}

/** Given to those who wait in their order; whoever comes for the first time before those who come again. */
function places(count: number) {
  let free = count;
  const waiting: (() => void)[][] = [];
  const awaited = () => waiting.reduce((sum, queue) => sum + queue.length, 0);
  return {
    awaited,
    takeFree: () => free > 0 && free-- > 0,
    async take(turn = 0): Promise<void> {
      if (free > 0) free--;
      else
        await new Promise<void>((resolve) => {
          waiting[turn] ??= [];
          waiting[turn].push(resolve);
        });
    },
    giveBack(): void {
      const next = waiting.find((queue) => queue !== undefined && queue.length > 0)?.shift();
      if (next) next();
      else free++;
    },
  };
}

/** How many there were within the last moments. */
function recently() {
  const times: number[] = [];
  const forget = () => {
    const past = performance.now() - COUNTED_MS;
    while (times.length > 0 && times[0]! < past) times.shift();
  };
  return {
    note() {
      times.push(performance.now());
      forget();
    },
    count() {
      forget();
      return times.length;
    },
  };
}
