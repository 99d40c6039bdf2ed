// What followed from the mail: failures that count, suppressions with evidence, standings, daily figures, reads, chronic cases.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../bootstrap.mjs';
import { hashOf, idAt } from './random.mjs';
import { insertAll } from './rows.mjs';

const load = (...parts) => import(pathToFileURL(path.join(root, ...parts)).href);
const PAGE = 2000;
/** The page of deliverability shows 28 days beside the 28 before. */
const COUNTED_DAYS = 60;
/** Of the people: held back by hand after the newest campaign was planned. */
const BY_HAND_SHARE = 0.0015;

const EVIDENCE = `jsonb_build_object('attemptId', CASE WHEN m.id IS NULL THEN a.id END, 'inboundMessageId', m.id, 'deliveryId', d.id,
  'category', d.category, 'ruleId', coalesce(m.rule_id, a.rule_id), 'mxHost', coalesce(m.report->>'refusedBy', a.mx_host),
  'replyCode', coalesce((m.report->>'replyCode')::int, a.reply_code), 'enhancedCode', coalesce(m.report->>'status', a.enhanced_code),
  'replyText', coalesce(m.report->>'diagnostic', a.reply_text))`;
const OF_DELIVERY = `JOIN delivery d ON d.id = r.delivery_id LEFT JOIN attempt a ON a.id = d.attempt_id
  LEFT JOIN inbound_message m ON m.delivery_id = d.id`;

export async function writeFailures(database, { people, failures }) {
  await database.query(
    'CREATE UNLOGGED TABLE seed.failure (delivery_id uuid, address_id uuid, at timestamptz, effect text, grp text, terms jsonb)',
  );
  await insertAll(
    database,
    'seed.failure',
    'delivery_id uuid, address_id uuid, at timestamptz, effect text, grp text, terms jsonb',
    failures.map((one) => ({
      ...{
        delivery_id: one.evidence.deliveryId,
        address_id: people[one.n - 1].addressId,
        at: one.at,
        effect: one.effect,
        grp: one.group,
        terms: one.terms,
      },
    })),
  );
  await database.query(
    `INSERT INTO address_failure (id, address_id, delivery_id, attempt_id, inbound_message_id, site_id, at, effect, failure_group, category, rule_id, terms, evidence)
     SELECT seed.id(r.at, md5(d.id::text)), r.address_id, d.id, CASE WHEN m.id IS NULL THEN a.id END, m.id, d.site_id, r.at, r.effect, r.grp, d.category,
       coalesce(m.rule_id, a.rule_id), r.terms, jsonb_strip_nulls(${EVIDENCE}) FROM seed.failure r ${OF_DELIVERY}`,
  );
  await database.query('DROP TABLE seed.failure');
}

export async function writeSuppressions(database, { suppressions, people, seed, now }) {
  const { query } = database;
  await query(`CREATE UNLOGGED TABLE seed.held (id uuid, delivery_id uuid, address_id uuid, cause text, basis jsonb, at timestamptz, expires_at timestamptz,
    lifted_at timestamptz, hits int, last_hit_at timestamptz)`);
  const moment = (ms) => (ms === null ? null : new Date(ms));
  await insertAll(
    database,
    'seed.held',
    'id uuid, delivery_id uuid, address_id uuid, cause text, basis jsonb, at timestamptz, expires_at timestamptz, lifted_at timestamptz, hits int, last_hit_at timestamptz',
    suppressions.map((one) => ({
      ...{
        id: idAt(one.atMs, hashOf(`suppression ${seed} ${one.n} ${one.i}`)),
        delivery_id: one.deliveryId,
        address_id: one.person.addressId,
      },
      ...{
        cause: one.cause,
        basis: one.basis,
        at: moment(one.atMs),
        expires_at: moment(one.expiresAt),
        lifted_at: moment(one.liftedAt),
      },
      ...{ hits: one.hits, last_hit_at: moment(one.lastHitAt) },
    })),
  );
  await query(
    `WITH made AS (
       INSERT INTO suppression (id, scope, address_id, cause, source, actor, evidence, created_at, expires_at, lifted_at, lifted_by, lift_reason, hits, last_hit_at)
       SELECT r.id, 'address', r.address_id, r.cause, 'outcome', 'Doorstep', jsonb_strip_nulls(${EVIDENCE}) || r.basis, r.at, r.expires_at, r.lifted_at,
         CASE WHEN r.lifted_at IS NOT NULL THEN 'Doorstep' END, CASE WHEN r.lifted_at IS NOT NULL THEN 'It ran out: one message may try again.' END, r.hits, r.last_hit_at
       FROM seed.held r ${OF_DELIVERY} RETURNING id, address_id, cause, evidence, created_at)
     INSERT INTO address_event (id, address_id, kind, actor, detail, at)
     SELECT seed.id(created_at, md5(id::text)), address_id, 'suppressed', 'Doorstep', jsonb_build_object('suppressionId', id, 'cause', cause, 'evidence', evidence), created_at FROM made`,
  );
  await query('DROP TABLE seed.held');
  const free = people
    .filter(({ trouble, status }) => trouble === null && status === 'subscribed')
    .slice(0, Math.ceil(people.length * BY_HAND_SHARE));
  await query(
    `INSERT INTO suppression (id, scope, address_id, cause, source, actor, evidence, created_at)
     SELECT seed.id($2, md5(id::text)), 'address', id, 'manual', 'user', 'Ada', '{"reason": "Asked on the telephone not to be written to"}', $2 FROM unnest($1::uuid[]) AS id`,
    [free.map(({ addressId }) => addressId), new Date(now)],
  );
}

/** By the product's own counting, from the failures and deliveries as they stand. */
export async function settleStandings(database, pool, { standings }) {
  await database.query(
    `UPDATE address a SET last_accepted_at = d.at, standing = 'good' FROM (SELECT address_id, max(accepted_at) AS at FROM delivery WHERE accepted_at IS NOT NULL GROUP BY 1) d
     WHERE d.address_id = a.id`,
  );
  await database.query(
    `UPDATE address SET standing = 'complained', last_failed_at = last_accepted_at WHERE id = ANY($1::uuid[])`,
    [standings.filter(({ standing }) => standing === 'complained').map(({ person }) => person.addressId)],
  );
  const { recount } = await load('packages/database/dist/failures.sql.js');
  const failed = await database.query('SELECT DISTINCT address_id AS id FROM address_failure');
  for (let at = 0; at < failed.length; at += PAGE)
    await recount(
      pool,
      failed.slice(at, at + PAGE).map(({ id }) => id),
    );
}

/** What the workers would have counted: by day, by minute (kept for two days), by site (kept for weeks). */
export async function writeFigures({ query }, { now }) {
  await query(
    `INSERT INTO source_usage (source_id, provider, day, used, accepted, deferred, refused)
     SELECT '00000000-0000-7000-8000-000000000001', coalesce(s.provider, ''), (a.begun_at AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE a.outcome = 'accepted'),
       count(*) FILTER (WHERE a.outcome = 'deferred'), count(*) FILTER (WHERE a.outcome = 'refused') FROM attempt a JOIN site s ON s.id = a.site_id GROUP BY 2, 3`,
  );
  await query(
    `INSERT INTO sending_minute (minute, worker, accepted, deferred, refused)
     SELECT date_trunc('minute', finished_at), worker, count(*) FILTER (WHERE outcome = 'accepted'), count(*) FILTER (WHERE outcome = 'deferred'), count(*) FILTER (WHERE outcome = 'refused')
     FROM attempt WHERE id >= id_floor($1::timestamptz - interval '2 days') GROUP BY 1, 2`,
    [new Date(now)],
  );
  await query(
    `INSERT INTO site_tally (site_id, bucket, settled, hard, is_folded)
     SELECT d.site_id, date_bin('10 minutes', d.settled_at, '2000-01-01 00:00:00+00'), count(*), count(f.id) FILTER (WHERE f.effect IN ('hard','hard_if_seen_before')), true
     FROM delivery d LEFT JOIN address_failure f ON f.delivery_id = d.id
     WHERE d.id >= id_floor($1::timestamptz - interval '20 days') AND d.state IN ('accepted','refused') GROUP BY 1, 2`,
    [new Date(now)],
  );
  await query(
    `UPDATE site_state t SET paused_until = $1::timestamptz + interval '40 minutes', pause_cause = 'rate/too-many', last_pause_at = $1,
       pause_count = 2, pause_reason = '451 4.7.500 Server busy. Please try again later from [192.0.2.99].'
     FROM site s WHERE s.id = t.site_id AND s.provider = 'outlook'`,
    [new Date(now)],
  );
}

/** Opens and clicks of campaigns that count them: about three in ten open, one of eight of them clicks. */
export async function writeReads({ query }, { campaigns, trackedFrom, seed }) {
  for (const { i, id } of campaigns) {
    if (i < trackedFrom) continue;
    await query(
      `INSERT INTO campaign_link (id, campaign_id, number, url) SELECT seed.id(now(), md5($1::uuid || ' ' || g || ' ' || $2::int)), $1::uuid, g, 'https://workshop.example/' || g FROM generate_series(0, 2) g`,
      [id, seed],
    );
    await query(
      `WITH read AS (
         SELECT d.address_id, d.accepted_at, md5(d.id::text) AS h FROM delivery d WHERE d.campaign_id = $1 AND d.state = 'accepted' AND substr(md5(d.id::text), 1, 2) < '4c'
       )
       INSERT INTO reader_event (id, campaign_id, address_id, kind, link_id, at, is_machine, machine_reason)
       SELECT seed.id(r.accepted_at + wait, md5(r.h || kind)), $1, r.address_id, kind,
         CASE WHEN kind = 'click' THEN (SELECT id FROM campaign_link WHERE campaign_id = $1 AND number = ('x' || substr(r.h, 9, 2))::bit(8)::int % 3) END,
         r.accepted_at + wait, is_machine, CASE WHEN is_machine THEN 'proxy' END
       FROM read r CROSS JOIN LATERAL (VALUES ('open', true), ('click', substr(r.h, 1, 2) < '0a')) AS k(kind, happens)
       CROSS JOIN LATERAL (SELECT ('x' || substr(r.h, 3, 4))::bit(16)::int * interval '2 seconds' AS wait, substr(r.h, 7, 2) < '28' AND kind = 'open' AS is_machine) w
       WHERE happens AND r.accepted_at + wait < now() ORDER BY 1`,
      [id],
    );
  }
}

/** The watcher of the worker, until it has nothing left to look through. */
export async function findChronic(opened) {
  const { ChronicWatchStore } = await load('packages/database/dist/chronic-watch.store.js');
  const { createChronicWatch } = await load('apps/worker/dist/chronic/chronic-watch.js');
  const watch = createChronicWatch(new ChronicWatchStore(opened));
  for (let rounds = 0; rounds < 1000 && (await watch()); rounds++);
}

/**
 * What the worker counts for the page of deliverability, newest first, as far back as that page looks by itself. What is
 * older the worker counts once it runs, as after an update.
 */
export async function countResults(opened, { now }) {
  const { ResultCountStore } = await load('packages/database/dist/result-counts.store.js');
  const { clusterKey } = await load('packages/bounces/dist/index.js');
  const store = new ResultCountStore(opened, clusterKey);
  await opened.pool.query('UPDATE result_build SET before_id = NULL, is_complete = false');
  const isDone = async () => {
    const { rows } = await opened.pool.query(
      `SELECT is_complete OR coalesce(before_id < id_floor($1::timestamptz - $2 * interval '1 day'), false) AS done FROM result_build`,
      [new Date(now), COUNTED_DAYS],
    );
    return rows[0].done;
  };
  while (!(await isDone())) await store.turn();
}
