// The statements behind the counts of results: what the tables say of deliveries, places and patterns by their number, sums.
import type pg from 'pg';
import { plainColumn } from './packed.js';
import type { PatternKey, ResultFact, ResultSource } from './result-facts.js';
import { storableText } from './storable.js';

// An attempt had an answer, or at least somebody who did not give one, unless its worker died before the dot.
const SOURCES = `
SELECT d.id AS "deliveryId", d.campaign_id AS "campaignId", d.domain_name AS domain, d.state, d.accepted_at AS "acceptedAt",
  d.settled_at AS "settledAt", d.category AS "deliveryCategory", x.provider, s.mx_host AS "mxHost", t.tried_at AS "triedAt", t.begun_at AS "begunAt",
  n.id AS "saidId", n.begun_at AS "saidAt", n.reply_text AS "saidText", n.reply_code AS "saidCode", n.enhanced_code AS "saidEnhanced",
  n.stage AS "saidStage", coalesce(r.category, n.category) AS "saidCategory",
  i.id AS "returnId", i.received_at AS "returnAt", i.text AS "returnText", i.code AS "returnCode", i.enhanced AS "returnEnhanced"
FROM unnest($1::uuid[]) AS u(id) JOIN delivery d ON d.id = u.id
CROSS JOIN LATERAL (
  SELECT min(a.begun_at) FILTER (WHERE a.outcome IN ('accepted','deferred','refused','in_doubt')) AS tried_at, min(a.begun_at) AS begun_at,
    (array_agg(a.id ORDER BY a.id DESC) FILTER (WHERE a.outcome IN ('deferred','refused','in_doubt')))[1] AS said
  FROM attempt a WHERE a.delivery_id = d.id) t
LEFT JOIN attempt s ON s.id = d.attempt_id
LEFT JOIN site x ON x.id = coalesce(d.site_id, s.site_id)
LEFT JOIN attempt n ON n.id = t.said
LEFT JOIN reclassification r ON r.subject_kind = 'attempt' AND r.subject_id = t.said
LEFT JOIN LATERAL (
  SELECT m.id, m.received_at, m.report->>'diagnostic' AS text, (m.report->>'replyCode')::int AS code, m.report->>'status' AS enhanced
  FROM inbound_message m WHERE d.state = 'returned' AND m.delivery_id = d.id AND m.state = 'matched' AND m.kind = 'bounce'
  ORDER BY m.id LIMIT 1) i ON true`;

type Prefixed = Record<string, string | number | Date | null>;

/** What the tables say now; a delivery that is gone is missing. */
export async function readSources(client: pg.PoolClient, ids: readonly string[]): Promise<ResultSource[]> {
  const { rows } = await client.query<ResultSource & Prefixed>({
    name: 'result-sources',
    text: SOURCES,
    values: [plainColumn(ids)],
  });
  return rows.map((row) => ({
    ...row,
    said: replyIn(row, 'said'),
    returned: replyIn(row, 'return'),
  }));
}

function replyIn(row: Prefixed, name: 'said' | 'return'): ResultSource['said'] {
  const of = <T>(part: string) => (row[`${name}${part}`] ?? null) as T | null;
  const id = of<string>('Id');
  if (id === null) return null;
  return {
    ...{ id, at: of<Date>('At')!, text: of<string>('Text'), replyCode: of<number>('Code') },
    ...{ enhancedCode: of<string>('Enhanced'), stage: of<string>('Stage'), category: of<string>('Category') },
  };
}

const keyOfPlace = ({ provider, domain, mxHost }: Pick<ResultFact, 'provider' | 'domain' | 'mxHost'>) =>
  [provider, domain, mxHost].join('\n');

/** One at a time does this, under a lock: what is missing is missing. */
export async function placeNumbers(
  client: pg.PoolClient,
  facts: readonly ResultFact[],
): Promise<(fact: ResultFact) => number> {
  const wanted = [...new Map(facts.map((fact) => [keyOfPlace(fact), fact])).values()];
  const { rows } = await client.query<{ id: number; provider: string; domain: string; mxHost: string }>(
    `WITH wanted AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS u(provider, domain, mx_host)), made AS (
       INSERT INTO result_place (provider, domain, mx_host) SELECT * FROM wanted w
       WHERE NOT EXISTS (SELECT FROM result_place p WHERE (p.provider, p.domain, p.mx_host) = (w.provider, w.domain, w.mx_host))
       RETURNING id, provider, domain, mx_host
     )
     SELECT p.id, p.provider, p.domain, p.mx_host AS "mxHost" FROM wanted w JOIN result_place p USING (provider, domain, mx_host)
     UNION ALL SELECT id, provider, domain, mx_host FROM made`,
    [wanted.map((one) => one.provider), wanted.map((one) => one.domain), wanted.map((one) => one.mxHost)],
  );
  const numbers = new Map(rows.map((row) => [keyOfPlace(row), row.id]));
  return (fact) => numbers.get(keyOfPlace(fact))!;
}

const keyOfPattern = ({ text, replyCode, enhancedCode, stage, category }: PatternKey) =>
  [replyCode, enhancedCode, stage, category, text].join('\n');

/** The newest reply of each pattern becomes its sample. 0 stands for nothing said. */
export async function patternNumbers(
  client: pg.PoolClient,
  facts: readonly ResultFact[],
): Promise<(fact: ResultFact) => number> {
  const newest = new Map<string, NonNullable<ResultFact['pattern']>>();
  for (const { pattern } of facts) {
    if (pattern === null) continue;
    const before = newest.get(keyOfPattern(pattern));
    if (before === undefined || before.sample.at < pattern.sample.at) newest.set(keyOfPattern(pattern), pattern);
  }
  if (newest.size === 0) return () => 0;
  const wanted = [...newest.values()];
  const { rows } = await client.query<PatternKey & { id: number }>(
    `WITH wanted AS (
       SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::timestamptz[])
         AS u(text, reply_code, enhanced_code, stage, category, sample_kind, sample_id, sample_at)
     ), seen AS (
       UPDATE reply_pattern p SET sample_kind = CASE WHEN w.sample_at >= p.sample_at THEN w.sample_kind ELSE p.sample_kind END,
         sample_id = CASE WHEN w.sample_at >= p.sample_at THEN w.sample_id ELSE p.sample_id END, sample_at = greatest(p.sample_at, w.sample_at)
       FROM wanted w WHERE (p.text, p.reply_code, p.enhanced_code, p.stage, p.category) = (w.text, w.reply_code, w.enhanced_code, w.stage, w.category)
       RETURNING p.*
     ), made AS (
       INSERT INTO reply_pattern (text, reply_code, enhanced_code, stage, category, sample_kind, sample_id, sample_at)
       SELECT * FROM wanted w WHERE NOT EXISTS (SELECT FROM reply_pattern p
         WHERE (p.text, p.reply_code, p.enhanced_code, p.stage, p.category) = (w.text, w.reply_code, w.enhanced_code, w.stage, w.category))
       RETURNING *
     )
     SELECT id, text, reply_code AS "replyCode", enhanced_code AS "enhancedCode", stage, category FROM (TABLE seen UNION ALL TABLE made) p`,
    [
      wanted.map((one) => storableText(one.text)),
      wanted.map((one) => one.replyCode),
      wanted.map((one) => one.enhancedCode),
      wanted.map((one) => one.stage),
      wanted.map((one) => one.category),
      wanted.map((one) => one.sampleKind),
      wanted.map((one) => one.sample.id),
      wanted.map((one) => one.sample.at),
    ],
  );
  const numbers = new Map(rows.map((row) => [keyOfPattern(row), row.id]));
  return ({ pattern }) => (pattern === null ? 0 : numbers.get(keyOfPattern(pattern))!);
}

/** A fact as its row holds it. */
export interface FactRow {
  readonly deliveryId: string;
  readonly campaignId: string;
  readonly hour: Date;
  readonly provider: string;
  readonly placeId: number;
  readonly patternId: number;
  readonly outcome: number;
  readonly waitMs: number | null;
  readonly bucket: number;
}

export async function readFacts(client: pg.PoolClient, ids: readonly string[]): Promise<FactRow[]> {
  const { rows } = await client.query<FactRow>(
    `SELECT f.delivery_id AS "deliveryId", f.campaign_id AS "campaignId", f.hour, p.provider, f.place_id AS "placeId",
       f.pattern_id AS "patternId", f.outcome, f.wait_ms AS "waitMs", f.bucket
     FROM unnest($1::uuid[]) AS u(id) JOIN result_fact f ON f.delivery_id = u.id JOIN result_place p ON p.id = f.place_id`,
    [ids],
  );
  return rows;
}

export async function writeFacts(client: pg.PoolClient, rows: readonly FactRow[]): Promise<void> {
  if (rows.length === 0) return;
  const column = (pick: (row: FactRow) => string | number | null) => plainColumn(rows.map(pick));
  await client.query(
    `INSERT INTO result_fact (delivery_id, campaign_id, hour, place_id, pattern_id, outcome, wait_ms, bucket)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
     ON CONFLICT (delivery_id) DO UPDATE SET campaign_id = excluded.campaign_id, hour = excluded.hour, place_id = excluded.place_id,
       pattern_id = excluded.pattern_id, outcome = excluded.outcome, wait_ms = excluded.wait_ms, bucket = excluded.bucket`,
    [
      column((row) => row.deliveryId),
      column((row) => row.campaignId),
      column((row) => row.hour.toISOString()),
      column((row) => row.placeId),
      column((row) => row.patternId),
      column((row) => row.outcome),
      column((row) => row.waitMs),
      column((row) => row.bucket),
    ],
  );
}

/** Deliveries that are not counted any more, and places and patterns nobody stands at any more: a domain may name a person. */
export async function forget(
  client: pg.PoolClient,
  left: {
    readonly deliveryIds: readonly string[];
    readonly placeIds: readonly number[];
    readonly patternIds: readonly number[];
  },
): Promise<void> {
  const { deliveryIds, placeIds, patternIds } = left;
  if (deliveryIds.length > 0)
    await client.query('DELETE FROM result_fact WHERE delivery_id = ANY($1::uuid[])', [deliveryIds]);
  if (placeIds.length > 0)
    await client.query(
      `DELETE FROM result_place p WHERE id = ANY($1::int[]) AND NOT EXISTS (SELECT FROM result_fact f WHERE f.place_id = p.id)`,
      [placeIds],
    );
  if (patternIds.length > 0)
    await client.query(
      `DELETE FROM reply_pattern p WHERE id = ANY($1::int[]) AND NOT EXISTS (SELECT FROM result_cell c WHERE c.pattern_id = p.id)`,
      [patternIds],
    );
}

interface Change extends Omit<FactRow, 'deliveryId' | 'waitMs'> {
  count: number;
}

/** Adds what became of facts to both tables of sums. */
export async function addUp(
  client: pg.PoolClient,
  { before, after }: { readonly before: readonly FactRow[]; readonly after: readonly FactRow[] },
): Promise<void> {
  const cells = changesOf(before, after, (row) => `${row.placeId} ${row.patternId}`);
  if (cells.length > 0) {
    await client.query(
      `WITH moved AS (SELECT * FROM unnest($1::timestamptz[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
         AS u(hour, campaign_id, outcome, bucket, count, place_id, pattern_id))
       INSERT INTO result_cell AS c (hour, place_id, campaign_id, pattern_id, outcome, bucket, count)
       SELECT hour, place_id, campaign_id, pattern_id, outcome, bucket, count FROM moved
       ON CONFLICT (hour, place_id, campaign_id, pattern_id, outcome, bucket) DO UPDATE SET count = c.count + excluded.count`,
      [...shared(cells), cells.map((row) => row.placeId), cells.map((row) => row.patternId)],
    );
    const less = cells.filter(({ count }) => count < 0);
    await client.query(
      `DELETE FROM result_cell c USING unnest($1::timestamptz[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
         AS u(hour, campaign_id, outcome, bucket, count, place_id, pattern_id)
       WHERE (c.hour, c.place_id, c.campaign_id, c.pattern_id, c.outcome, c.bucket) = (u.hour, u.place_id, u.campaign_id, u.pattern_id, u.outcome, u.bucket)
         AND c.count = 0`,
      [...shared(less), less.map((row) => row.placeId), less.map((row) => row.patternId)],
    );
  }
  const hours = changesOf(before, after, (row) => row.provider);
  if (hours.length === 0) return;
  await client.query(
    `INSERT INTO result_hour AS h (hour, campaign_id, outcome, bucket, count, provider)
     SELECT * FROM unnest($1::timestamptz[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::text[])
     ON CONFLICT (hour, provider, campaign_id, outcome, bucket) DO UPDATE SET count = h.count + excluded.count`,
    [...shared(hours), hours.map((row) => row.provider)],
  );
  const less = hours.filter(({ count }) => count < 0);
  await client.query(
    `DELETE FROM result_hour h USING unnest($1::timestamptz[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::text[])
       AS u(hour, campaign_id, outcome, bucket, count, provider)
     WHERE (h.hour, h.provider, h.campaign_id, h.outcome, h.bucket) = (u.hour, u.provider, u.campaign_id, u.outcome, u.bucket) AND h.count = 0`,
    [...shared(less), less.map((row) => row.provider)],
  );
}

const shared = (rows: readonly Change[]) => [
  rows.map((row) => row.hour),
  rows.map((row) => row.campaignId),
  rows.map((row) => row.outcome),
  rows.map((row) => row.bucket),
  rows.map((row) => row.count),
];

function changesOf(before: readonly FactRow[], after: readonly FactRow[], keyOf: (row: FactRow) => string): Change[] {
  const changes = new Map<string, Change>();
  const add = (rows: readonly FactRow[], count: number) => {
    for (const row of rows) {
      const key = `${row.hour.getTime()} ${row.campaignId} ${row.outcome} ${row.bucket} ${keyOf(row)}`;
      const change = changes.get(key);
      if (change === undefined) changes.set(key, { ...row, count });
      else change.count += count;
    }
  };
  add(before, -1);
  add(after, 1);
  return [...changes.values()].filter(({ count }) => count !== 0);
}

/** Both tables of sums anew from the facts. */
export const RECOUNT = [
  'DELETE FROM result_fact f WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.id = f.delivery_id)',
  'DELETE FROM result_cell',
  'DELETE FROM result_hour',
  `INSERT INTO result_cell (hour, place_id, campaign_id, pattern_id, outcome, bucket, count)
   SELECT hour, place_id, campaign_id, pattern_id, outcome, bucket, count(*) FROM result_fact GROUP BY 1, 2, 3, 4, 5, 6`,
  `INSERT INTO result_hour (hour, provider, campaign_id, outcome, bucket, count)
   SELECT c.hour, p.provider, c.campaign_id, c.outcome, c.bucket, sum(c.count) FROM result_cell c JOIN result_place p ON p.id = c.place_id
   GROUP BY 1, 2, 3, 4, 5`,
  'DELETE FROM result_place p WHERE NOT EXISTS (SELECT FROM result_fact f WHERE f.place_id = p.id)',
  'DELETE FROM reply_pattern p WHERE NOT EXISTS (SELECT FROM result_cell c WHERE c.pattern_id = p.id)',
] as const;
