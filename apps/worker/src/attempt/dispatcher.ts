// Finds sites that have something due and runs a lane for each source address they may hear from, as many at a time as this worker may.
import type { DueLane, Lane, LaneKey, LaneStore } from '@doorstep/database';
import { providerLimitOf } from '@doorstep/delivery';
import type { Log } from '../log.js';
import { LANE_STUCK_MS, LANE_TURN_MS } from '../waits.js';
import type { RunningLane } from './lane.js';
import { laneName } from './lane-name.js';

export interface Dispatcher {
  turn(): Promise<boolean>;
  running(): readonly RunningLane[];
  /** Ends lanes in which nothing goes on any more. */
  endStuck(): void;
  /** Lets messages past the dot hear their reply; the rest is given back. Resolves when every lane is left. */
  drain(limitMs: number): Promise<void>;
}

export interface DispatcherOptions {
  readonly lanes: Pick<LaneStore, 'dueLanes' | 'takeLanes' | 'leaveLanes'>;
  readonly worker: string;
  readonly leaseSeconds: number;
  /** Lanes at a time. */
  readonly most: number;
  readonly startLane: (lane: Lane, isTurnOver: () => boolean) => RunningLane;
  readonly mayClaim: () => boolean;
  readonly onLaneEnd: () => void;
  readonly log: Log;
}

const LOOK_AHEAD = 500;
/** Dialogues before the dot are let go on for so long when the worker stops. */
const GRACE_MS = 1500;

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { lanes, worker, leaseSeconds, most, startLane, mayClaim, onLaneEnd, log } = options;
  const running = new Map<string, RunningLane>();
  let othersWaiting = 0;
  /** Providers of which no connection was left for some of their sites. */
  let crowded = new Set<string>();
  let isDraining = false;

  async function take(chosen: readonly DueLane[]): Promise<void> {
    const wanted = chosen.map((lane) => ({ ...lane, providerLimit: providerLimitOf(lane.provider) }));
    const taken = await lanes.takeLanes(wanted, worker, leaseSeconds);
    crowded = new Set(
      wanted
        .filter((lane) => lane.providerLimit !== null && !taken.some((own) => laneName(own) === laneName(lane)))
        .map(crowdOf),
    );
    // A drain that began meanwhile waits for what runs, and knows nothing of these.
    const unwanted = taken.filter((lane) => isDraining || running.has(laneName(lane)));
    if (isDraining) await lanes.leaveLanes(unwanted.map(unlearned), worker);
    for (const lane of taken) if (!unwanted.includes(lane)) start(lane);
  }

  function start(lane: Lane): void {
    const startedAt = performance.now();
    const isWaitedFor = () => othersWaiting > 0 || crowded.has(crowdOf(lane));
    const started = startLane(lane, () => isWaitedFor() && performance.now() - startedAt > LANE_TURN_MS);
    running.set(laneName(lane), started);
    started.ended.then(() => {
      running.delete(laneName(lane));
      onLaneEnd();
    });
  }

  return {
    async turn() {
      if (isDraining || !mayClaim()) return false;
      const due = (await lanes.dueLanes(worker, LOOK_AHEAD)).filter((lane) => !running.has(laneName(lane)));
      const free = most - running.size;
      othersWaiting = Math.max(0, due.length - free);
      if (free <= 0) return false;
      // In no order: two workers then seldom want the same one, and none is always the last.
      if (due.length === 0) crowded.clear();
      else await take(shuffled(due).slice(0, free));
      return false;
    },
    running: () => [...running.values()],
    endStuck() {
      for (const lane of running.values()) {
        if (lane.stuckMs() < LANE_STUCK_MS) continue;
        log.error({ siteId: lane.siteId }, 'Nothing went on in a lane for 15 minutes; it was ended.');
        lane.destroy();
      }
    },
    async drain(limitMs) {
      isDraining = true;
      const all = () => Promise.all([...running.values()].map((lane) => lane.ended));
      for (const lane of running.values()) lane.stop();
      const hurry = setTimeout(() => {
        for (const lane of running.values()) lane.hurry();
      }, GRACE_MS);
      const destroy = setTimeout(() => {
        for (const lane of running.values()) lane.destroy();
      }, limitMs);
      await all();
      clearTimeout(hurry);
      clearTimeout(destroy);
    },
  };
}

const crowdOf = ({ provider, sourceId }: DueLane) => `${provider} ${sourceId}`;
const unlearned = ({ siteId, sourceId }: LaneKey) => ({ siteId, sourceId, learnedLimit: null, wellCount: null });

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
