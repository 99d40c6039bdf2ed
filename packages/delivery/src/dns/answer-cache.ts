// Answers kept for their TTL; the same question asked twice at once is one question.
import type { Answer } from './dns.js';

const MAX_ENTRIES = 50_000;
const SECONDS = { least: 60, most: 3600, negative: 300, trouble: 30 } as const;

export interface CacheOptions {
  readonly isKept: boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

interface Entry {
  readonly answer: Answer<unknown>;
  readonly until: number;
}

/** @returns a function that gives the kept answer, joins the question under way, or asks */
export function answerCache({ isKept, now }: CacheOptions) {
  const kept = new Map<string, Entry>();
  const underWay = new Map<string, Promise<Answer<unknown>>>();

  function keep(key: string, answer: Answer<unknown>): void {
    if (!isKept) return;
    if (kept.size >= MAX_ENTRIES) for (const oldest of [...kept.keys()].slice(0, MAX_ENTRIES / 10)) kept.delete(oldest);
    kept.delete(key);
    kept.set(key, { answer, until: now() + secondsFor(answer) * 1000 });
  }

  return async <T>(key: string, ask: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    const entry = kept.get(key);
    if (entry && entry.until > now()) return entry.answer as Answer<T>;
    const joined = underWay.get(key);
    if (joined) return joined as Promise<Answer<T>>;
    const asking = ask();
    underWay.set(key, asking);
    try {
      const answer = await asking;
      keep(key, answer);
      return answer;
    } finally {
      underWay.delete(key);
    }
  };
}

function secondsFor(answer: Answer<unknown>): number {
  switch (answer.kind) {
    case 'records':
      return Math.min(SECONDS.most, Math.max(SECONDS.least, answer.ttlSeconds));
    case 'no-data':
    case 'nxdomain':
      return SECONDS.negative;
    case 'trouble':
      return SECONDS.trouble;
  }
}
