// How fast something goes and how long it will still take, by what was seen of it in the last seconds.
import { useEffect, useRef, useState } from 'react';

export interface Pace {
  readonly perSecond: number;
  /** null while the total is not known. */
  readonly secondsLeft: number | null;
}

export interface Sight {
  readonly done: number;
  readonly atMs: number;
}

/** What was longer ago says little about the speed of now. */
const WINDOW_MS = 15_000;
const LEAST_MS = 1500;

/** Sights of the window, the new one at the end; what went back begins anew. */
export function look(sights: readonly Sight[], sight: Sight): Sight[] {
  const last = sights.at(-1);
  if (last !== undefined && sight.done < last.done) return [sight];
  const recent = sights.filter(({ atMs }) => sight.atMs - atMs <= WINDOW_MS);
  return [...recent, sight];
}

/** null until there is something to say. */
export function paceOf(sights: readonly Sight[], total: number | null): Pace | null {
  const first = sights[0];
  const last = sights.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < LEAST_MS) return null;
  const perSecond = ((last.done - first.done) / (last.atMs - first.atMs)) * 1000;
  if (perSecond <= 0) return null;
  return { perSecond, secondsLeft: total === null ? null : Math.max(0, (total - last.done) / perSecond) };
}

export function usePace(done: number, total: number | null): Pace | null {
  const sights = useRef<Sight[]>([]);
  const [pace, setPace] = useState<Pace | null>(null);
  useEffect(() => {
    sights.current = look(sights.current, { done, atMs: Date.now() });
    setPace(paceOf(sights.current, total));
  }, [done, total]);
  return pace;
}
