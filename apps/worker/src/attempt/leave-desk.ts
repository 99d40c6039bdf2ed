// Gathers the lanes that end within a moment: one statement leaves them all.
import type { LaneStore, LeftLane } from '@doorstep/database';

export interface LeaveDesk {
  /** To be called when the last connection of the lane is closed. Resolves when the next worker may take it. */
  leave(lane: LeftLane): Promise<void>;
}

/** Small sites end by the hundred; a lane that waits this long for the others holds up nobody. */
const GATHER_MS = 10;

export function createLeaveDesk(lanes: Pick<LaneStore, 'leaveLanes'>, worker: string): LeaveDesk {
  let gathered: LeftLane[] = [];
  let leaving: Promise<void> | null = null;

  async function leaveAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    const ended = gathered;
    gathered = [];
    leaving = null;
    await lanes.leaveLanes(ended, worker);
  }

  return {
    leave(lane) {
      gathered.push(lane);
      leaving ??= leaveAll();
      return leaving;
    },
  };
}
