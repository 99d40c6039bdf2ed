// A lane may run for hours: what a person or a rule says about its site holds within a second.
import type { LaneKey, LaneStore } from '@doorstep/database';
import type { RunningLane } from './lane.js';

/**
 * A new rate is followed on the spot. A lane whose limits were set or lifted by a person ends, as soon as the messages at
 * work are done, and is taken again under the new ones: only whoever takes a lane is counted against what a provider gets.
 */
export async function followOrders(
  lanes: Pick<LaneStore, 'orders'>,
  running: readonly Pick<RunningLane, 'siteId' | 'sourceId' | 'limitsSetAt' | 'setRate' | 'stop'>[],
): Promise<void> {
  const key = ({ siteId, sourceId }: LaneKey) => `${siteId} ${sourceId}`;
  const orders = new Map((await lanes.orders(running)).map((order) => [key(order), order]));
  for (const lane of running) {
    const order = orders.get(key(lane));
    lane.setRate(order?.perMinute ?? null);
    if ((order?.limitsSetAt?.getTime() ?? null) !== (lane.limitsSetAt?.getTime() ?? null)) lane.stop();
  }
}
