// A lane may run for hours: what a person or a rule says about its site holds within a second.
import type { DeliveryStore, LaneKey, LaneStore } from '@doorstep/database';
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

/** A lane claims many at a time: what it has not begun of a campaign that was paused or cancelled meanwhile is given back. */
export async function followHalts(
  deliveries: Pick<DeliveryStore, 'halted'>,
  running: readonly Pick<RunningLane, 'campaigns' | 'halt'>[],
): Promise<void> {
  const claimed = new Set(running.flatMap((lane) => lane.campaigns()));
  const halted = new Set(claimed.size === 0 ? [] : await deliveries.halted([...claimed]));
  for (const lane of running) lane.halt(halted);
}
