// Writes campaigns with their deliveries and attempts, each campaign in one transaction; two campaigns at a time.
import { hashOf, idAt } from './random.mjs';
import { WAIT_MINUTES } from './troubles.mjs';

const DAY_MS = 86_400_000;
/** A campaign goes out within so long. */
const LENGTH_MS = 40 * 60_000;
/** The newest one began so long ago: it is under way. */
const NEWEST_AGE_MS = 25 * 60_000;
const SUBJECTS = [
  'What we made this month',
  'Three chairs and a table',
  'News for {{ city }}',
  'The wood of the year',
  'Open doors on Saturday',
];
const NO_SOURCE = '00000000-0000-7000-8000-000000000001';

/** @returns campaigns oldest first: { i (from 1), id, at, lengthMs, name } */
export function planCampaigns({ campaigns, seed, now }) {
  const newest = now - NEWEST_AGE_MS;
  const apart = (360 * DAY_MS) / Math.max(1, campaigns);
  return Array.from({ length: campaigns }, (_, at) => {
    const age = campaigns - 1 - at;
    // The one before is settled: even what was tried for two days.
    const begun = newest - age * apart - (age > 0 ? 3 * DAY_MS * Math.max(0, 1 - apart / (5 * DAY_MS)) : 0);
    const atMs = Math.floor(begun);
    return {
      i: at + 1,
      id: idAt(atMs - 2 * DAY_MS, hashOf(`campaign ${seed} ${at}`)),
      at: atMs,
      lengthMs: LENGTH_MS,
      name: `Letter ${at + 1}`,
    };
  });
}

export async function writeCampaigns({ query }, { campaigns, listIds, sendingDomainId, trackedFrom }) {
  for (const { i, id, at, name } of campaigns) {
    const isNewest = i === campaigns.length;
    await query(
      `INSERT INTO campaign (id, name, state, sending_domain_id, from_name, from_local, subject, html, text, list_ids, scheduled_at, time_zone,
         plan_begun_at, planned_at, started_at, finished_at, tracking, created_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'The workshop', 'letter', $5, $6, 'News of the workshop.', $7, $8, 'Europe/Berlin', $8, $8, $8, $9, $10, 'Ada', $11, $8)`,
      [
        ...[id, name, isNewest ? 'sending' : 'finished', sendingDomainId, SUBJECTS[i % SUBJECTS.length]],
        ...[
          '<h1>Hello {{ name | default: "friend" }}</h1><p>News for {{ city }}: three chairs and a table.</p>',
          [listIds[0]],
        ],
        ...[
          new Date(at),
          isNewest ? null : new Date(at + 2 * DAY_MS + LENGTH_MS),
          i >= trackedFrom ? 'person' : 'off',
          new Date(at - 2 * DAY_MS),
        ],
      ],
    );
  }
}

/** $1 campaign's number, $2 its time, $3 its length in ms, $4 seed, $5 deliveries that get a second try and more, $6 now, $7 waits in ms. */
const BATCH = `
CREATE TEMP TABLE batch ON COMMIT DROP AS
WITH people AS (
  SELECT p.n, p.address_id, p.address, p.domain, p.status, md5($4::text || ' ' || p.n || ' ' || $1::int) AS h FROM seed.person p
  WHERE p.joined_at < $2::timestamptz AND (p.left_at IS NULL OR p.left_at > $2)
), placed AS (
  SELECT p.*, s.site_id, seed.id($2::timestamptz, p.h) AS delivery_id, s.accepted, s.put_off, e.state AS wanted, e.reason, e.template, e.category, e.settled_ms, e.tries,
    $2::timestamptz + seed.offset_ms(p.h, $3::int) * interval '1 ms' AS at0,
    p.status <> 'unconfirmed' AND e.n IS NULL AND s.greylists AS may_wait
  FROM people p JOIN seed.domain s ON s.name = p.domain LEFT JOIN seed.exception e ON e.i = $1 AND e.n = p.n
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY may_wait ORDER BY substr(h, 27, 6), n) AS place, count(*) FILTER (WHERE may_wait) OVER () AS waiting FROM placed
), tried AS (
  SELECT *, CASE WHEN status = 'unconfirmed' THEN 0 WHEN tries IS NOT NULL THEN tries
    WHEN may_wait THEN 1 + ($5::int / waiting)::int + (place <= $5::int % waiting)::int ELSE 1 END AS total FROM ranked
)
SELECT *, (SELECT count(*)::int FROM generate_series(1, total) k WHERE at0 + ($7::int[])[k] * interval '1 ms' <= $6::timestamptz) AS made FROM tried`;

const attemptId = (k) => `seed.id(at0 + ($7::int[])[${k}] * interval '1 ms', md5(h || ${k}))`;

/** $1 campaign, $2 its time, $6 now, $7 waits in ms */
const DELIVERIES = `
INSERT INTO delivery (id, campaign_id, address_id, domain_name, site_id, source_id, state, reason, fence, attempts, next_attempt_at, expires_at, attempt_id,
  category, accepted_at, settled_at)
SELECT delivery_id, $1, address_id, domain, site_id, CASE WHEN made > 0 THEN '${NO_SOURCE}'::uuid END, now_is,
  CASE WHEN status = 'unconfirmed' THEN 'unconfirmed' ELSE reason END, made, made,
  CASE WHEN now_is IN ('planned','deferred') THEN at0 + ($7::int[])[made + 1] * interval '1 ms' END, $2::timestamptz + interval '48 hours',
  CASE WHEN made > 0 THEN ${attemptId('made')} END,
  CASE WHEN now_is = 'deferred' THEN (SELECT t.category FROM seed.template t WHERE t.n = coalesce(b.template, put_off[1])) WHEN made > 0 THEN category END,
  CASE WHEN now_is IN ('accepted','returned','complained') THEN ended END,
  CASE WHEN now_is IN ('accepted','refused') THEN ended WHEN now_is = 'expired' THEN $2::timestamptz + interval '48 hours'
    WHEN now_is IN ('returned','complained') THEN at0 + settled_ms * interval '1 ms' WHEN made = 0 AND now_is <> 'planned' THEN $2 END
FROM (SELECT *, CASE WHEN status = 'unconfirmed' THEN 'excluded' WHEN total = 0 OR made = total THEN coalesce(wanted, 'accepted')
    WHEN made = 0 THEN 'planned' ELSE 'deferred' END AS now_is,
    at0 + ($7::int[])[greatest(made, 1)] * interval '1 ms' + interval '1 second' AS ended FROM batch) b WHERE $6::timestamptz IS NOT NULL`;

/** The same parameters. */
const ATTEMPTS = `
INSERT INTO attempt (id, delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome, begun_at, finished_at, stage, mx_host,
  mx_ip, source_ip, tls, reply_code, enhanced_code, reply_text, category, scope, rule_id, next_attempt_at, report)
SELECT ${attemptId('k')}, delivery_id, $1, address_id, domain, site_id, k, 'worker-1', 'finished', t.outcome, begun,
  begun + t.took_ms * interval '1 ms', t.stage, t.mx_host, t.mx_ip, t.source_ip, t.tls, t.code, t.enhanced,
  CASE WHEN t.is_personal THEN replace(replace(t.reply, '{q}', substr(h, 8, 12)), '{r}', address) ELSE t.reply END, t.category, t.scope, t.rule_id,
  CASE WHEN k < total THEN at0 + ($7::int[])[k + 1] * interval '1 ms' END,
  CASE WHEN t.is_personal THEN replace(replace(t.report::text, '{q}', substr(h, 8, 12)), '{r}', address)::jsonb ELSE t.report END
FROM (SELECT b.*, k, at0 + ($7::int[])[k] * interval '1 ms' AS begun FROM batch b, generate_series(1, made) k WHERE $6::timestamptz IS NOT NULL ORDER BY begun) b
JOIN seed.template t ON t.n = coalesce(b.template, CASE WHEN k < total THEN put_off[1 + b.n % 2] ELSE accepted[1 + b.n % 3] END)`;

/** @returns how many attempts it wrote */
async function writeOne(client, campaign, { seed, now, extra }) {
  const waits = WAIT_MINUTES.map((minutes) => minutes * 60_000);
  const at = new Date(campaign.at);
  await client.query('BEGIN');
  await client.query(inlined(BATCH, [campaign.i, at, campaign.lengthMs, seed, extra, new Date(now), waits]));
  await client.query('ANALYZE batch');
  const values = [campaign.id, at, null, null, null, new Date(now), waits];
  const { rowCount: audience } = await client.query(inlined(DELIVERIES, values));
  const { rowCount: attempts } = await client.query(inlined(ATTEMPTS, values));
  await client.query('UPDATE campaign SET audience_planned = $2 WHERE id = $1', [campaign.id, audience]);
  await client.query('COMMIT');
  return attempts;
}

/** A statement that makes a table takes no parameters, so our own numbers and times are written into it. */
function inlined(text, values) {
  const literal = (value) => {
    if (value instanceof Date) return `'${value.toISOString()}'`;
    if (Array.isArray(value)) return `'{${value.join(',')}}'`;
    return typeof value === 'number' ? String(value) : `'${value}'`;
  };
  return text.replace(/\$(\d)/g, (_, at) => literal(values[at - 1]));
}

/**
 * Writes all campaigns, the newest first: what it could not try yet, the others make up for, so that the sum is exact.
 *
 * @param options.base     attempts of each campaign without a second try
 * @param options.attempts how many there shall be in all
 */
export async function writeMail(pool, { campaigns, base, attempts, seed, now, say }) {
  const newest = campaigns.at(-1);
  const made = await withClient(pool, (client) =>
    writeOne(client, newest, { seed, now, extra: Math.round(base[newest.i] * 0.06) }),
  );
  const others = campaigns.slice(0, -1);
  const least = others.reduce((sum, { i }) => sum + base[i], 0);
  let extra = attempts - made - least;
  let left = least;
  const waiting = others.map((campaign) => {
    const share = Math.round((extra * base[campaign.i]) / Math.max(1, left));
    extra -= share;
    left -= base[campaign.i];
    return { campaign, extra: share };
  });
  let done = made;
  const lane = () =>
    withClient(pool, async (client) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        done += await writeOne(client, next.campaign, { seed, now, extra: next.extra });
        if (next.campaign.i % 5 === 0) say(`  ${done} attempts`);
      }
    });
  await Promise.all([lane(), lane()]);
}

async function withClient(pool, work) {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
