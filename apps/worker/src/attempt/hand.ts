// What this worker holds at the moment: deliveries and lanes, their leases renewed together, the lost ones known.
import type { ClaimedDelivery, DeliveryStore, LaneKey, LaneStore } from '@doorstep/database';
import { laneName } from './lane-name.js';

export interface Hand {
  take(deliveries: readonly ClaimedDelivery[]): void;
  drop(deliveries: readonly ClaimedDelivery[]): void;
  /** False once the lease was taken away or could not be renewed in time: its dot must not go out. */
  holds(delivery: ClaimedDelivery): boolean;
  size(): number;
  /** Renews everything. @returns the lanes that are no longer ours */
  renew<Running extends LaneKey>(lanes: readonly Running[]): Promise<Running[]>;
}

export interface HandOptions {
  readonly deliveries: Pick<DeliveryStore, 'renew'>;
  readonly lanes: Pick<LaneStore, 'renewLanes'>;
  readonly worker: string;
  readonly leaseSeconds: number;
  /** Milliseconds of a clock that is never set. */
  readonly now?: () => number;
}

interface Held {
  readonly delivery: ClaimedDelivery;
  heldUntil: number;
}

export function createHand(options: HandOptions): Hand {
  const { deliveries, lanes, worker, leaseSeconds, now = () => performance.now() } = options;
  const held = new Map<string, Held>();
  const isHeld = ({ deliveryId, fence }: ClaimedDelivery) => held.get(deliveryId)?.delivery.fence === fence;
  const until = (from: number) => from + leaseSeconds * 1000;

  return {
    take(claimed) {
      for (const delivery of claimed) held.set(delivery.deliveryId, { delivery, heldUntil: until(now()) });
    },
    drop(claimed) {
      for (const delivery of claimed) if (isHeld(delivery)) held.delete(delivery.deliveryId);
    },
    holds: (delivery) => isHeld(delivery) && held.get(delivery.deliveryId)!.heldUntil > now(),
    size: () => held.size,
    async renew(running) {
      // Counted from before the question: the database may have answered long before we hear it.
      const asked = now();
      const all = [...held.values()];
      const kept = new Set(
        await deliveries.renew(
          all.map(({ delivery }) => delivery),
          leaseSeconds,
        ),
      );
      for (const one of all) {
        if (kept.has(one.delivery.deliveryId)) one.heldUntil = until(asked);
        else if (isHeld(one.delivery)) held.delete(one.delivery.deliveryId);
      }
      const keys = running.map(({ siteId, sourceId }) => ({ siteId, sourceId }));
      const ours = new Set((await lanes.renewLanes(keys, worker, leaseSeconds)).map(laneName));
      return running.filter((lane) => !ours.has(laneName(lane)));
    },
  };
}
