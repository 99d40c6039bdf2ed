// The statements behind an import: what a staged row would do, and doing it, for a batch of lines at once.
import { ASK_ANEW } from './audience.sql.js';

/** First line of each address counts; the others are duplicates. $1 import */
export const MARK_DUPLICATES = `
UPDATE import_row r SET outcome = 'duplicate' FROM (
  SELECT line, row_number() OVER (PARTITION BY normalized ORDER BY line) AS nth FROM import_row WHERE import_id = $1) d
WHERE r.import_id = $1 AND r.line = d.line AND d.nth > 1`;

/** What a row `r` makes of a subscriber `s`; `mode` is the parameter that says what becomes of people who are here. */
export const nameAfter = (mode: string, row = 'r.name', there = 's.name') =>
  `CASE WHEN ${mode} = 'fill' THEN coalesce(${there}, ${row}) ELSE coalesce(${row}, ${there}) END`;
export const fieldsAfter = (mode: string, row = 'r.fields', there = 's.fields') =>
  `CASE WHEN ${mode} = 'fill' THEN ${row} || ${there} ELSE ${there} || ${row} END`;

const changes = (mode: string) =>
  `${nameAfter(mode)} IS DISTINCT FROM s.name OR (${fieldsAfter(mode)}) IS DISTINCT FROM s.fields`;

/** Parameters of the rules of an import: its lists, what becomes of people who are here, its tags. */
interface Rules {
  readonly lists: string;
  readonly mode: string;
  readonly tags: string;
}

/**
 * What becomes of a row `r` with its address `a` and subscriber `s`, if there are any. Where EXISTS would let PostgreSQL
 * read a whole large table once for every batch, a limited subquery keeps it at one look into the index for a row.
 */
function outcomeFor({ lists, mode, tags }: Rules): string {
  return `CASE
  WHEN s.id IS NOT NULL AND ${mode}::text = 'skip' THEN 'unchanged'
  WHEN EXISTS (SELECT FROM suppression p WHERE p.scope = 'address' AND p.address_id = a.id
      AND p.lifted_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > now()))
    OR EXISTS (SELECT FROM suppression p WHERE p.scope = 'domain' AND p.domain_name = r.domain_name
      AND p.lifted_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > now())) THEN 'suppressed'
  WHEN (SELECT true FROM membership m WHERE m.address_id = a.id AND m.list_id = ANY(${lists}::uuid[]) AND m.status = 'unsubscribed' LIMIT 1) THEN 'unsubscribed'
  WHEN s.id IS NULL THEN 'new'
  WHEN ${changes(`${mode}::text`)}
    OR (SELECT count(*) FROM membership m WHERE m.address_id = a.id AND m.list_id = ANY(${lists}::uuid[]) AND m.status IN ('subscribed','unconfirmed')) < cardinality(${lists}::uuid[])
    OR (cardinality(${tags}::text[]) > 0 AND (SELECT count(*) FROM subscriber_tag t JOIN tag g ON g.id = t.tag_id
      WHERE t.subscriber_id = s.id AND g.name = ANY(${tags}::text[])) < cardinality(${tags}::text[])) THEN 'updated'
  ELSE 'unchanged' END`;
}

/** What the rows of a batch would do as things stand now. $1 import, lines in $2..$3, $4 lists, $5 mode, $6 tags */
const JUDGED = `
SELECT r.line, ${outcomeFor({ lists: '$4', mode: '$5', tags: '$6' })} AS outcome,
  coalesce(a.standing IN ('failing','hard') OR a.last_failed_at > coalesce(a.last_accepted_at, '-infinity'), false) AS has_bounced
FROM import_row r LEFT JOIN address a ON a.normalized = r.normalized LEFT JOIN subscriber s ON s.address_id = a.id
WHERE r.import_id = $1 AND r.line BETWEEN $2 AND $3 AND (r.outcome IS DISTINCT FROM 'duplicate') AND NOT r.is_done`;

export const JUDGE = `
UPDATE import_row r SET outcome = j.outcome, has_bounced = j.has_bounced FROM (${JUDGED}) j WHERE r.import_id = $1 AND r.line = j.line`;

/** A table with statistics: joined CTEs are taken for one row each, and a batch then costs the square of its size. */
export const MAKE_BATCH = `
CREATE TEMP TABLE IF NOT EXISTS import_batch (line int, normalized text, spelling text, domain_name text, name text, fields jsonb,
  outcome text, address_id uuid, was_subscriber bool, undo jsonb) ON COMMIT DELETE ROWS`;

/** $1 import, lines in $2..$3 */
export const TAKE_BATCH = `
INSERT INTO import_batch (line, normalized, spelling, domain_name, name, fields, outcome)
SELECT line, normalized, spelling, domain_name, name, fields, outcome FROM import_row
WHERE import_id = $1 AND line BETWEEN $2 AND $3 AND NOT is_done ORDER BY line`;

// In the order of the keys, so that two imports of the same people wait for each other and not in a circle.
export const ADD_DOMAINS = `
INSERT INTO mail_domain (name) SELECT DISTINCT domain_name FROM import_batch WHERE outcome <> 'duplicate' ORDER BY 1 ON CONFLICT DO NOTHING`;
export const ADD_ADDRESSES = `
INSERT INTO address (normalized, spelling, domain_name) SELECT normalized, spelling, domain_name FROM import_batch
WHERE outcome <> 'duplicate' ORDER BY normalized ON CONFLICT DO NOTHING`;

/** What the check said may be hours old: judged again in the transaction that makes it true. $1 lists, $2 mode, $3 tags */
export const JUDGE_BATCH = `
UPDATE import_batch t SET outcome = j.outcome, address_id = j.address_id, was_subscriber = j.was_subscriber, undo = j.undo
FROM (SELECT r.line, a.id AS address_id, s.id IS NOT NULL AS was_subscriber, ${outcomeFor({ lists: '$1', mode: '$2', tags: '$3' })} AS outcome,
    CASE WHEN s.id IS NULL THEN '{"s": null}'::jsonb
      WHEN ${changes('$2::text')}
      THEN jsonb_build_object('s', jsonb_build_object('name', s.name, 'fields', s.fields)) END AS undo
  FROM import_batch r JOIN address a ON a.normalized = r.normalized LEFT JOIN subscriber s ON s.address_id = a.id
  WHERE r.outcome <> 'duplicate') j
WHERE t.line = j.line`;

const COMES = `outcome IN ('new','updated','suppressed')`;

/** $1 import */
export const ADD_SUBSCRIBERS = `
INSERT INTO subscriber (address_id, name, fields, import_id) SELECT address_id, name, fields, $1 FROM import_batch
WHERE ${COMES} AND NOT was_subscriber ORDER BY address_id ON CONFLICT (address_id) DO NOTHING`;

/** What is not given keeps what is there. Which rows change something was judged with their outcome. $1 mode */
export const CHANGE_SUBSCRIBERS = `
UPDATE subscriber s SET name = ${nameAfter('$1::text', 'b.name')}, fields = ${fieldsAfter('$1::text', 'b.fields')}, updated_at = now()
FROM import_batch b WHERE s.address_id = b.address_id AND b.was_subscriber AND b.outcome IN ('updated','suppressed','unsubscribed')
  AND b.undo ? 's'`;

/** Tags that are not there are made. $1 tags */
export const ADD_TAGS = `INSERT INTO tag (name) SELECT DISTINCT unnest($1::text[]) ORDER BY 1 ON CONFLICT DO NOTHING`;
export const GIVE_TAGS = `
WITH given AS (
  INSERT INTO subscriber_tag (subscriber_id, tag_id)
  SELECT s.id, g.id FROM import_batch b JOIN subscriber s ON s.address_id = b.address_id CROSS JOIN tag g
  WHERE g.name = ANY($1::text[]) AND b.${COMES} ORDER BY 1, 2 ON CONFLICT DO NOTHING RETURNING subscriber_id, tag_id)
UPDATE import_batch b SET undo = coalesce(b.undo, '{}') || jsonb_build_object('t', x.tags)
FROM (SELECT s.address_id, jsonb_agg(t.tag_id) AS tags FROM given t JOIN subscriber s ON s.id = t.subscriber_id GROUP BY 1) x
WHERE b.address_id = x.address_id`;

/**
 * Somebody who unsubscribed stays so, and is not made a subscriber again; a suppressed person may be on lists, since
 * the suppression alone keeps her from being mailed. $1 import, $2 lists, $3 consent source, $4 its time, $5 actor
 */
export const JOIN_LISTS = `
WITH before AS (
  SELECT m.list_id, m.address_id, jsonb_build_object('consentSource', m.consent_source, 'consentAt', m.consent_at,
    'confirmedAt', m.confirmed_at) AS was
  FROM import_batch b JOIN membership m ON m.address_id = b.address_id WHERE m.list_id = ANY($2::uuid[]) AND m.status = 'removed'),
joined AS (
  INSERT INTO membership (list_id, address_id, status, consent_source, consent_at)
  SELECT l.id, b.address_id, CASE WHEN l.opt_in = 'double' THEN 'unconfirmed' ELSE 'subscribed' END, $3, $4
  FROM import_batch b CROSS JOIN list l
  WHERE l.id = ANY($2::uuid[]) AND l.archived_at IS NULL AND (b.${COMES} OR (b.outcome = 'unsubscribed' AND b.was_subscriber))
  ORDER BY b.address_id, l.id
  ON CONFLICT (list_id, address_id) DO UPDATE SET status = excluded.status, consent_source = excluded.consent_source,
    consent_at = excluded.consent_at, confirmed_at = NULL, ${ASK_ANEW}
    WHERE membership.status = 'removed'
  RETURNING list_id, address_id),
told AS (
  INSERT INTO address_event (address_id, kind, actor, detail)
  SELECT j.address_id, 'list_joined', $5, jsonb_build_object('importId', $1::uuid, 'listId', l.id, 'listName', l.name)
  FROM joined j JOIN list l ON l.id = j.list_id)
UPDATE import_batch b SET undo = coalesce(b.undo, '{}') || jsonb_build_object('m', j.memberships)
FROM (SELECT j.address_id, jsonb_agg(jsonb_build_object('listId', j.list_id, 'was', o.was)) AS memberships
  FROM joined j LEFT JOIN before o USING (list_id, address_id) GROUP BY 1) j
WHERE b.address_id = j.address_id`;

/** $1 import, $2 actor, $3 file name */
export const TELL = `
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT b.address_id, CASE WHEN ${COMES} AND NOT was_subscriber THEN 'subscriber_added'
    WHEN outcome IN ('suppressed','unsubscribed') THEN 'import_skipped' ELSE 'imported' END, $2,
  jsonb_strip_nulls(jsonb_build_object('importId', $1::uuid, 'fileName', $3::text, 'line', b.line,
    'reason', CASE WHEN outcome IN ('suppressed','unsubscribed') THEN outcome END,
    'again', CASE WHEN ${COMES} AND NOT was_subscriber
      AND (SELECT true FROM address_event e WHERE e.address_id = b.address_id AND e.kind = 'subscriber_deleted' LIMIT 1) THEN true END))
FROM import_batch b WHERE ${COMES} OR outcome = 'unsubscribed' ORDER BY b.line`;

/** $1 import */
export const MARK_DONE = `
UPDATE import_row r SET is_done = true, outcome = b.outcome,
  undo = CASE WHEN b.${COMES} OR (b.outcome = 'unsubscribed' AND b.was_subscriber) THEN b.undo END
FROM import_batch b WHERE r.import_id = $1 AND r.line = b.line`;

/** Rows per outcome, rejected ones among them. $1 import */
export const COUNT = `
SELECT outcome, count(*)::int AS count FROM import_row WHERE import_id = $1 AND outcome IS NOT NULL GROUP BY outcome
UNION ALL SELECT 'rejected', count(*)::int FROM import_rejected_row WHERE import_id = $1
UNION ALL SELECT 'bouncedBefore', count(*)::int FROM import_row WHERE import_id = $1 AND has_bounced`;
