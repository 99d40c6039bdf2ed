// The live figures from what the workers wrote: a heartbeat's detail is of another process and perhaps another release.
import type { MinuteRow, SendingControlRow, WorkerRow } from '@doorstep/database';
import { z } from 'zod';

export interface LiveFacts {
  readonly control: SendingControlRow;
  readonly minutes: readonly MinuteRow[];
  readonly workers: readonly WorkerRow[];
  readonly oldestDueSeconds: number;
  readonly now: Date;
}

/** Something waits, nothing is being tried, and nothing ended well in the last whole minutes or all is paused: somebody may ask why. */
export function isStill({ waiting, acceptedPerMinute, inHand, control }: ReturnType<typeof liveFigures>): boolean {
  return waiting > 0 && inHand === 0 && (acceptedPerMinute === 0 || control.isPaused);
}

const number = z.number().int().min(0).catch(0);
const Detail = z.object({
  lanes: number,
  inHand: number,
  connections: number,
  resultsWaiting: number,
  trouble: z.string().max(1000).nullable().catch(null),
});

const MEAN_MINUTES = 5;

export function liveFigures({ control, minutes, workers, oldestDueSeconds, now }: LiveFacts) {
  const told = workers.map(({ detail, ...worker }) => ({ ...worker, ...Detail.parse(detail) }));
  const alive = told.filter(({ isAlive }) => isAlive);
  const sum = (read: (worker: (typeof told)[number]) => number) => alive.reduce((all, one) => all + read(one), 0);
  // The minute that runs is not over yet and would only lower the mean.
  const whole = minutes.slice(-1 - MEAN_MINUTES, -1);
  const accepted = whole.reduce((all, minute) => all + minute.accepted, 0);
  return {
    asOf: now,
    minutes,
    acceptedPerMinute: whole.length === 0 ? 0 : accepted / whole.length,
    waiting: control.waiting,
    inHand: sum(({ inHand }) => inHand),
    connections: sum(({ connections }) => connections),
    oldestDueSeconds,
    workers: told,
    control,
  };
}
