// Words such as "5 minutes ago" grow old: what shows them is drawn again twice a minute.
'use client';

import { useSyncExternalStore } from 'react';

const EVERY_MS = 30_000;
const listeners = new Set<() => void>();
let halves = 0;
let timer: number | undefined;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    halves += 1;
    for (const one of listeners) one();
  }, EVERY_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

const deaf = () => () => undefined;

/** @param isWanted false where nothing grows old */
export function useMinutes(isWanted: boolean): void {
  useSyncExternalStore(
    isWanted ? listen : deaf,
    () => halves,
    () => 0,
  );
}
