// How "why has it not left" is answered on big tables: few rows are read, however many there are.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type Database, openDatabase } from './database.js';
import { WaitingReasonStore } from './waiting-reason.store.js';

/** Seen with 1,200,000 as well: the same plan. */
const ROWS = 40_000;
/** Those ahead are counted up to a thousand, twice in the worst of plans. */
const MOST_READ = 2500;

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  const client = await database.pool.connect();
  try {
    // Rows alone, without what triggers would count.
    await client.query(`SET session_replication_role = replica`);
    await client.query(
      `INSERT INTO campaign (name, state) SELECT 'Letter ' || i, 'sending' FROM generate_series(1, 5) i`,
    );
    await client.query(
      `INSERT INTO mail_domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, $1::int / 20) i`,
      [ROWS],
    );
    await client.query(
      `INSERT INTO site (mx_key, mx_hosts) SELECT 'mx.d' || i || '.example', ARRAY['mx.d' || i || '.example'] FROM generate_series(1, 500) i`,
    );
    await client.query('INSERT INTO site_state (site_id) SELECT id FROM site');
    await client.query(
      `INSERT INTO address (normalized, spelling, domain_name)
       SELECT 'p' || i || '@d' || d || '.example', 'p' || i || '@d' || d || '.example', 'd' || d || '.example'
       FROM (SELECT i, i % ($1::int / 20) + 1 AS d FROM generate_series(1, $1::int) i) u`,
      [ROWS],
    );
    // A tenth waits, a little is on its way, the rest is settled; many of the waiting at one site.
    await client.query(
      `WITH s AS (SELECT array_agg(id) AS ids FROM site), c AS (SELECT array_agg(id) AS ids FROM campaign)
       INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, next_attempt_at)
       SELECT c.ids[n % 5 + 1], a.id, a.domain_name, s.ids[CASE WHEN n % 3 = 0 THEN 1 ELSE n % 500 + 1 END],
         CASE WHEN n % 10 = 0 THEN 'due' WHEN n % 5000 = 1 THEN 'sending' ELSE 'accepted' END,
         CASE WHEN n % 10 = 0 THEN now() - (n || ' milliseconds')::interval END
       FROM (SELECT id, domain_name, row_number() OVER () AS n FROM address) a, s, c`,
    );
    await client.query(
      `INSERT INTO attempt (id, delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome, begun_at)
       SELECT new_id(), id, campaign_id, address_id, domain_name, site_id, 1, 'w', 'finished', 'deferred', now() FROM delivery`,
    );
    await client.query(
      `INSERT INTO suppression (scope, address_id, cause, source, actor)
       SELECT 'address', id, 'manual', 'user', 'Ada' FROM address WHERE random() < 0.3`,
    );
    await client.query(
      `INSERT INTO audit_entry (actor_kind, actor_label, action, subject_kind, subject_id)
       SELECT 'user', 'Ada', 'campaigns.pause', 'campaigns', new_id()::text FROM generate_series(1, $1::int / 4)`,
      [ROWS],
    );
  } finally {
    await client.query('RESET session_replication_role');
    client.release();
  }
  await database.pool.query('ANALYZE');
}, 600_000);
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const BIG = /^(delivery|attempt|address|suppression|audit_entry|mail_domain)/;

/** Rows a node looked at, those it passed over included. */
function readBy(node: Plan): number {
  const each =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return each * node['Actual Loops'];
}

describe('why a delivery has not left', () => {
  it.each(['due', 'sending', 'accepted'])('is found out by index for one that is %s', async (state) => {
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT id FROM delivery WHERE state = $1 ORDER BY next_attempt_at DESC LIMIT 1',
      [state],
    );
    const explained = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${WaitingReasonStore.statement}`,
      [rows[0]!.id],
    );
    const big = nodesOf(explained.rows[0]!['QUERY PLAN'][0].Plan).filter((node) =>
      BIG.test(node['Relation Name'] ?? ''),
    );
    expect(big.length).toBeGreaterThan(3);
    const told = (node: Plan) =>
      `${node['Node Type']} ${node['Relation Name']} ${node['Index Name'] ?? ''}: ${readBy(node)} rows`;
    expect(big.filter((node) => readBy(node) > MOST_READ).map(told)).toEqual([]);
  });
});
