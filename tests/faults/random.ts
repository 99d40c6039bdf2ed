// Numbers that look random and are the same for the same seed: a run can be repeated.

export interface Random {
  /** 0 to below 1. */
  next(): number;
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: small, and good enough to draw faults. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: (items) => items[below(items.length)]! };
}
