// The queue benchmark itself, under the pinned Node: planning a million deliveries, claiming among ten million.
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { fail, root, say } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { cpuOfTrees } from './cpu.mjs';
import { built, startDatabase } from './database.mjs';
import { percentile, timeClaims } from './queue-claims.mjs';
import { newCampaign, seedOldDeliveries, seedReaders } from './queue-seed.mjs';

const NEEDED_GB = 12;
const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '1000000' },
    rows: { type: 'string', default: '10000000' },
    sites: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '100' },
    claims: { type: 'boolean', default: true },
    explain: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const [readers, rows, sites, rounds] = ['readers', 'rows', 'sites', 'rounds'].map((name) => Number(values[name]));
const disk = statfsSync(tmpdir());
if ((disk.bavail * disk.bsize) / 1e9 < NEEDED_GB) fail(`${NEEDED_GB} GB must be free in ${tmpdir()}.`, 'Set TMPDIR.');

say('• Building …');
buildAll({ only: '@doorstep/worker' });
let database;
let dataDir;
const reopen = async (isThrowaway) => {
  await database?.stop();
  database = undefined;
  database = await startDatabase({ isThrowaway, ...(dataDir && { dataDir }) });
  ({ dataDir } = database);
};
try {
  await run();
} finally {
  await database?.remove();
}

async function run() {
  say(`• ${readers} readers at ${sites} sites …`);
  await reopen(true);
  const listId = await seedReaders(database, { readers, sites });
  await reopen(false);
  const first = await newCampaign(database, listId);
  const plan = await timePlan(first);
  const result = {
    plan_seconds_per_million: rounded((plan.seconds * 1e6) / plan.rows),
    plan_cpu_seconds_per_million: rounded((plan.cpuSeconds * 1e6) / plan.rows),
  };
  if (values.claims) {
    await database.query(`UPDATE campaign SET state = 'paused' WHERE id = $1`, [first]);
    Object.assign(result, await claimFigures(listId));
  }
  say(JSON.stringify(result));
}

/** As the worker plans: page by page, two at a time, each a transaction with its cursor. */
async function timePlan(campaignId) {
  const { openDatabase, PlanStore } = await built('database');
  const { PLAN_PAGE: pageSize, PAGES_AT_ONCE: pagesAtOnce } = await import(
    pathToFileURL(path.join(root, 'apps', 'worker', 'dist', 'waits.js')).href
  );
  const opened = openDatabase(database.url, { poolSize: 4 });
  const plans = new PlanStore(opened);
  const cpuBefore = cpuOfTrees([database.pid]);
  const beganAt = performance.now();
  let planned = 0;
  let slowestMs = 0;
  const lane = async () => {
    for (let kind = 'more'; kind === 'more'; ) {
      const pageAt = performance.now();
      const page = await plans.planPage(campaignId, { limit: pageSize, usesFields: true, timeScale: 1 });
      ({ kind } = page);
      planned += page.rows ?? 0;
      slowestMs = Math.max(slowestMs, performance.now() - pageAt);
    }
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, lane));
  const seconds = (performance.now() - beganAt) / 1000;
  const cpuSeconds = cpuOfTrees([database.pid]) - cpuBefore;
  await plans.refreshStatistics(); // as the worker does
  await opened.close();
  const [{ excluded }] = await database.query(
    `SELECT count(*)::int AS excluded FROM delivery WHERE campaign_id = $1 AND listed_state <> 'open'`,
    [campaignId],
  );
  say(
    `Planned ${planned} deliveries in ${seconds.toFixed(1)} s, pages of ${pageSize}: slowest ${slowestMs.toFixed(0)} ms; PostgreSQL ${cpuSeconds.toFixed(1)} CPU s; ${excluded} excluded or suppressed`,
  );
  return { seconds, cpuSeconds, rows: planned };
}

async function claimFigures(listId) {
  say(`• Old campaigns, until there are ${rows - readers} delivery rows …`);
  await reopen(true);
  await seedOldDeliveries(database, listId, { rows: rows - readers, say });
  await reopen(false);
  say('• And one more that is planned and goes out …');
  const plan = await timePlan(await newCampaign(database, listId));
  const [{ gb }] = await database.query('SELECT pg_database_size(current_database()) / 1e9::float8 AS gb');
  const times = await timeClaims(database, { rounds });
  if (values.explain) await explain();
  say('\nStatement                          times   p50 ms   p95 ms   rows');
  const line = (name, ms, count) =>
    say(
      `${name.padEnd(34)} ${String(ms.length).padStart(5)} ${percentile(ms, 0.5).toFixed(2).padStart(8)} ${percentile(ms, 0.95).toFixed(2).padStart(8)} ${String(count).padStart(6)}`,
    );
  line('what is due (1,000 lanes at most)', times.due, '');
  for (const { lanes, limit, ms, rows: count } of times.claims)
    line(`claim ${limit} for each of ${lanes} site(s)`, ms, count);
  say('');
  const of = (size) => times.claims.filter(({ lanes, limit }) => lanes * limit === size).flatMap(({ ms }) => ms);
  return {
    claim_p95_ms: rounded(percentile(of(50), 0.95)),
    claim_p50_ms: rounded(percentile(of(50), 0.5)),
    claim_of_200_p95_ms: rounded(percentile(of(200), 0.95)),
    claim_p95_ms_by_shape: Object.fromEntries(
      times.claims.map(({ lanes, limit, ms }) => [`${lanes}x${limit}`, rounded(percentile(ms, 0.95))]),
    ),
    due_p95_ms: rounded(percentile(times.due, 0.95)),
    plan_among_many_seconds_per_million: rounded((plan.seconds * 1e6) / plan.rows),
    deliveries_claimed: times.claims.reduce((sum, { rows: count }) => sum + count, 0),
    delivery_rows: rows,
    sites,
    database_gb: rounded(gb),
  };
}

/** One claim of each kind again, with the plan PostgreSQL made. */
async function explain() {
  for (const setting of [
    "session_preload_libraries = 'auto_explain'",
    'auto_explain.log_min_duration = 0',
    'auto_explain.log_analyze = on',
    'auto_explain.log_buffers = on',
    "client_min_messages = 'log'",
  ])
    await database.query(`ALTER DATABASE doorstep SET ${setting}`);
  await timeClaims(database, { rounds: 1, warmUp: 0, isExplained: true, print: say });
}

function rounded(value) {
  return Number(value.toFixed(2));
}
