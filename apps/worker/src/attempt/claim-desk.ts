// Gathers the claims of lanes: those that ask within one turn of the event loop share a statement. Daily limits and the rate set by a person come before it.
import type { ClaimedDelivery, DeliveryStore, Lane, SendingControlStore, Wanted } from '@doorstep/database';
import type { WarmUpDesk } from './warm-up-desk.js';

export interface ClaimDesk {
  /** @returns fewer than asked for when nothing else is due or may go now */
  claim(lane: Lane, most: number): Promise<ClaimedDelivery[]>;
  /** Looks whether a person set a rate for all sending. */
  refresh(): Promise<void>;
}

export interface ClaimDeskOptions {
  readonly deliveries: Pick<DeliveryStore, 'claim'>;
  readonly control: Pick<SendingControlStore, 'isSlowed' | 'take'>;
  readonly warmUp: WarmUpDesk;
  readonly worker: string;
  readonly leaseSeconds: number;
}

interface Asking {
  readonly lane: Lane;
  readonly most: number;
  readonly resolve: (claimed: ClaimedDelivery[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Deliveries in one statement, so that it stays short. */
const ROWS_AT_MOST = 600;
const STATEMENTS_AT_ONCE = 2;

export function createClaimDesk(options: ClaimDeskOptions): ClaimDesk {
  const { deliveries, control, warmUp, worker, leaseSeconds } = options;
  let waiting: Asking[] = [];
  let atWork = 0;
  let isPlanned = false;
  let isSlowed = false;

  /** A site at most once: two of its lanes in one statement would pick the same rows. */
  function nextBatch(): Asking[] {
    const sites = new Set<string>();
    const batch: Asking[] = [];
    const rest: Asking[] = [];
    let rows = 0;
    for (const asking of waiting) {
      const fits = !sites.has(asking.lane.siteId) && (batch.length === 0 || rows + asking.most <= ROWS_AT_MOST);
      if (!fits) {
        rest.push(asking);
        continue;
      }
      sites.add(asking.lane.siteId);
      rows += asking.most;
      batch.push(asking);
    }
    waiting = rest;
    return batch;
  }

  async function claimBatch(batch: readonly Asking[]): Promise<void> {
    const isShared = isSlowed;
    const limits = await allowed(batch, isShared);
    const wanted = batch.flatMap(({ lane: { siteId, sourceId } }, at): Wanted[] =>
      limits[at]! > 0 ? [{ siteId, sourceId, limit: limits[at]! }] : [],
    );
    const rows = await deliveries.claim(wanted, worker, leaseSeconds, isShared).catch((error: unknown) => {
      // Nothing was claimed: with the database away this waits until it is back.
      for (const [at, { lane }] of batch.entries()) warmUp.noteUnused(lane, limits[at]!);
      throw error;
    });
    const bySite = Map.groupBy(rows, ({ siteId }) => siteId);
    for (const { lane, resolve } of batch) resolve(bySite.get(lane.siteId) ?? []);
    const asked = limits.reduce((sum, limit) => sum + limit, 0);
    if (isShared && asked > rows.length) await control.take(rows.length - asked);
    for (const [at, { lane }] of batch.entries())
      await warmUp.giveBack(lane, limits[at]! - (bySite.get(lane.siteId)?.length ?? 0));
  }

  async function allowed(batch: readonly Asking[], isShared: boolean): Promise<number[]> {
    const limits: number[] = [];
    for (const { lane, most } of batch) limits.push(await warmUp.reserve(lane, most));
    if (!isShared) return limits;
    let left = await control.take(limits.reduce((sum, limit) => sum + limit, 0));
    const cut: number[] = [];
    for (const [at, { lane }] of batch.entries()) {
      const limit = Math.min(limits[at]!, Math.max(0, left));
      left -= limit;
      cut.push(limit);
      await warmUp.giveBack(lane, limits[at]! - limit);
    }
    return cut;
  }

  async function work(): Promise<void> {
    atWork++;
    try {
      while (waiting.length > 0) {
        const batch = nextBatch();
        await claimBatch(batch).catch((error: unknown) => {
          for (const { reject } of batch) reject(error);
        });
      }
    } finally {
      atWork--;
    }
  }

  function plan(): void {
    if (isPlanned || atWork >= STATEMENTS_AT_ONCE) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      void work();
    });
  }

  return {
    claim: (lane, most) =>
      new Promise((resolve, reject) => {
        waiting.push({ lane, most, resolve, reject });
        plan();
      }),
    async refresh() {
      isSlowed = await control.isSlowed();
    },
  };
}
