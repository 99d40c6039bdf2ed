// How many connections a lane may have: grown by one after messages without trouble, halved by trouble, one while it probes.
import type { Lane } from '@doorstep/database';
import { GROW_AFTER, GROW_TO } from '../waits.js';

export interface ConnectionLimit {
  most(): number;
  isProbing(): boolean;
  endProbe(): void;
  /** A message went without trouble. */
  noteWell(): void;
  halve(): void;
  /** The site takes no more than so many for now. */
  stopAt(most: number): void;
  /** What the next lane begins with; null when nothing was learned. */
  learned(): number | null;
  /** How many messages went well since it grew last; null where it does not grow. The next lane counts on. */
  wellCount(): number | null;
}

export function createConnectionLimit(
  lane: Pick<Lane, 'connectionLimit' | 'provider' | 'isLimitByHand' | 'wellCount' | 'isProbe'>,
): ConnectionLimit {
  const start = Math.max(1, lane.connectionLimit);
  let limit = start;
  /** The limits of known providers and those set by a person stand; what was granted to a lane is its share of them. */
  const isLearning = lane.provider === null && !lane.isLimitByHand;
  let growTo = isLearning ? Math.max(limit, GROW_TO) : limit;
  let isProbing = lane.isProbe;
  let sinceGrown = lane.wellCount;
  return {
    most: () => (isProbing ? 1 : limit),
    isProbing: () => isProbing,
    endProbe() {
      isProbing = false;
    },
    noteWell() {
      if (++sinceGrown < GROW_AFTER || limit >= growTo) return;
      limit++;
      sinceGrown = 0;
    },
    halve() {
      limit = Math.max(1, Math.floor(limit / 2));
      sinceGrown = 0;
    },
    stopAt(most) {
      limit = Math.max(1, Math.min(limit, most));
      growTo = limit;
      sinceGrown = 0;
    },
    learned: () => (isLearning && limit !== start ? limit : null),
    wellCount: () => (isLearning ? Math.min(sinceGrown, GROW_AFTER - 1) : null),
  };
}
