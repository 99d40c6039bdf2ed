// Claims as the worker makes them, timed: lanes are taken, deliveries claimed for them, lanes left, and what was claimed is settled.
import { built } from './database.mjs';

const WORKER = 'bench';
const LEASE_SECONDS = 60;
/** Sites per claim and deliveries per site, by turns: a big site alone, some sites, many small ones; 50 deliveries, and 200. */
const SHAPES = [
  { lanes: 1, limit: 50 },
  { lanes: 10, limit: 5 },
  { lanes: 1, limit: 200 },
  { lanes: 8, limit: 25 },
  { lanes: 50, limit: 4 },
];

/** What a result leaves of a claimed delivery: it waits no longer and is on the wire no longer. */
const ACCEPTED = `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL, lease_until = NULL, attempts = 1,
  accepted_at = now(), settled_at = now() WHERE id = ANY($1::uuid[])`;

/** @returns milliseconds of each claim, per shape; of finding what is due; and how many deliveries came */
export async function timeClaims({ url }, { rounds, warmUp = 30, isExplained, print }) {
  const { openDatabase, LaneStore, DeliveryStore } = await built('database');
  const database = openDatabase(url, { poolSize: 4 });
  if (isExplained) database.hot.on('connect', (client) => client.on('notice', ({ message }) => print(message)));
  const lanes = new LaneStore(database);
  const deliveries = new DeliveryStore(database);
  const times = { due: [], claims: SHAPES.map((shape) => ({ ...shape, ms: [], rows: 0 })) };
  try {
    for (let round = 0; round < rounds + warmUp; round++) {
      const isCounted = round >= warmUp;
      const beganAt = performance.now();
      const due = await lanes.dueLanes(WORKER, 1000);
      if (isCounted) times.due.push(performance.now() - beganAt);
      for (const shape of times.claims) {
        const chosen = chosenOf(due, shape.lanes);
        const taken = await lanes.takeLanes(
          chosen.map((lane) => ({ ...lane, providerLimit: null })),
          WORKER,
          LEASE_SECONDS,
        );
        const wanted = taken.map(({ siteId, sourceId }) => ({ siteId, sourceId, limit: shape.limit }));
        const askedAt = performance.now();
        const claimed = await deliveries.claim(wanted, WORKER, LEASE_SECONDS);
        if (isCounted) {
          shape.ms.push(performance.now() - askedAt);
          shape.rows += claimed.length;
        }
        const ids = claimed.map(({ deliveryId }) => deliveryId);
        await database.pool.query(ACCEPTED, [ids]);
        await lanes.leaveLanes(
          taken.map(({ siteId, sourceId }) => ({ siteId, sourceId, learnedLimit: null })),
          WORKER,
        );
      }
    }
  } finally {
    await database.close();
  }
  return times;
}

/** Any of them, so that every site has its turn. */
function chosenOf(due, count) {
  const left = [...due];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(Math.random() * left.length), 1),
  ).flat();
}

/** The value that a share of the sorted values does not exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
