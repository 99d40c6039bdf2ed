// The statements that carry an import out, for a batch of lines at once. A fresh address is one the batch itself makes:
// nothing can hang on it yet, so it needs neither a look at what stood there before nor a way to get that back.
import { ASK_ANEW } from './audience.sql.js';
import { COMES, changes, fieldsAfter, nameAfter, outcomeFor } from './import-judging.sql.js';

/** Before the batches, in one go: batches that add the same domains would wait for each other. $1 import */
export const ADD_DOMAINS = `
INSERT INTO mail_domain (name) SELECT DISTINCT domain_name FROM import_row
WHERE import_id = $1 AND outcome <> 'duplicate' ORDER BY 1 ON CONFLICT DO NOTHING`;

/**
 * Takes the lines first: a worker that comes after a killed one waits here for what is still being committed of it.
 * No row comes back when they are done. $1 import, lines in $2..$3
 */
export const TAKE_SPAN = `
INSERT INTO import_span (import_id, first_line, last_line) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;

/** Lists must stay while people are put on them: this stands for the check of a foreign key, once. $1 lists */
export const HOLD_LISTS = `SELECT id, name FROM list WHERE id = ANY($1::uuid[]) AND archived_at IS NULL ORDER BY id FOR KEY SHARE`;

/** What is to be done, by the check. $1 import, lines in $2..$3 */
export const LOOK = `
SELECT count(*)::int AS rows, 
  coalesce(bool_and(outcome IN ('new','duplicate') AND address_id IS NOT NULL), false)
    AND NOT EXISTS (SELECT FROM suppression p WHERE p.scope = 'domain' AND p.lifted_at IS NULL)
    AND NOT EXISTS (SELECT FROM address WHERE erased_hash IS NOT NULL) AS "isPlain"
FROM import_row WHERE import_id = $1 AND line BETWEEN $2 AND $3`;

// In the order of the keys, so that two imports of the same people wait for each other and not in a circle.
const ADDRESSES = `
INSERT INTO address (id, normalized, spelling, domain_name) SELECT coalesce(address_id, new_id()), normalized, spelling, domain_name FROM import_row
WHERE import_id = $1 AND line BETWEEN $2 AND $3 AND outcome <> 'duplicate' ORDER BY normalized`;

/** $1 import, lines in $2..$3. Fails when one of them is here already; being ready for that costs a look more and a record more for each. */
export const ADD_FRESH_ADDRESSES = ADDRESSES;
/** $1 import, lines in $2..$3 */
export const ADD_ADDRESSES = `${ADDRESSES} ON CONFLICT (normalized) DO NOTHING`;

export const MAKE_BATCH = `
CREATE TEMP TABLE IF NOT EXISTS import_batch (line int, address_id uuid, name text, fields jsonb, consent_at timestamptz, checked text, outcome text,
  is_fresh bool, was_subscriber bool, undo jsonb) ON COMMIT DELETE ROWS`;

/** All were made just now, nothing is suppressed by domain and nobody was ever erased: there is nothing to judge. $1 import, lines in $2..$3 */
export const TAKE_FRESH_BATCH = `
INSERT INTO import_batch
SELECT line, address_id, name, fields, consent_at, outcome, 'new', true, false, NULL FROM import_row
WHERE import_id = $1 AND line BETWEEN $2 AND $3 AND outcome <> 'duplicate' ORDER BY line`;

/**
 * What the check said may be hours old: judged again in the transaction that makes it true. What an erased person left
 * behind comes back with her address, so that one is not fresh. $1 import, lines in $2..$3, $4 lists, $5 mode, $6 tags
 */
export const JUDGE_BATCH = `
INSERT INTO import_batch
SELECT r.line, a.id, r.name, r.fields, r.consent_at, r.outcome, ${outcomeFor({ lists: '$4', mode: '$5', tags: '$6', isKnown: 'NOT f.is_fresh' })},
  f.is_fresh, s.id IS NOT NULL,
  CASE WHEN s.id IS NULL THEN CASE WHEN NOT f.is_fresh THEN '{"s": null}'::jsonb END
    WHEN ${changes('$5::text')} THEN jsonb_build_object('s', jsonb_build_object('name', s.name, 'fields', s.fields)) END
FROM import_row r JOIN address a ON a.normalized = r.normalized LEFT JOIN subscriber s ON s.address_id = a.id
CROSS JOIN LATERAL (SELECT coalesce(a.id = r.address_id, false)
  AND (SELECT true FROM membership m WHERE m.address_id = a.id LIMIT 1) IS NULL AS is_fresh OFFSET 0) f
WHERE r.import_id = $1 AND r.line BETWEEN $2 AND $3 AND r.outcome <> 'duplicate'`;

export const COUNT_KNOWN = `
SELECT count(*) FILTER (WHERE NOT is_fresh)::int AS known, count(*) FILTER (WHERE outcome <> checked)::int AS moved FROM import_batch`;

const COMES_FRESH = `is_fresh AND ${COMES}`;

/** $1 import */
export const ADD_FRESH_SUBSCRIBERS = `
INSERT INTO subscriber (address_id, name, fields, import_id) SELECT address_id, name, fields, $1 FROM import_batch WHERE ${COMES_FRESH}`;

const STATUS = `CASE WHEN l.opt_in = 'double' THEN 'unconfirmed' ELSE 'subscribed' END`;

/** $1 lists, $2 consent source, $3 its time */
export const JOIN_FRESH = `
INSERT INTO membership (list_id, address_id, status, consent_source, consent_at)
SELECT l.id, b.address_id, ${STATUS}, $2, coalesce(b.consent_at, $3) FROM list l CROSS JOIN import_batch b WHERE l.id = ANY($1::uuid[]) AND b.${COMES_FRESH}`;

/** One line of history says it all. $1 actor, $2 what is the same for all of them */
export const TELL_FRESH = `
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT address_id, 'subscriber_added', $1, $2::jsonb || CASE WHEN outcome = 'suppressed'
  THEN jsonb_build_object('line', line, 'reason', outcome) ELSE jsonb_build_object('line', line) END
FROM import_batch WHERE ${COMES_FRESH}`;

/** $1 import */
export const ADD_KNOWN_SUBSCRIBERS = `
INSERT INTO subscriber (address_id, name, fields, import_id) SELECT address_id, name, fields, $1 FROM import_batch
WHERE NOT is_fresh AND ${COMES} AND NOT was_subscriber ORDER BY address_id ON CONFLICT (address_id) DO NOTHING`;

/** What is not given keeps what is there. Which rows change something was judged with their outcome. $1 mode */
export const CHANGE_SUBSCRIBERS = `
UPDATE subscriber s SET name = ${nameAfter('$1::text', 'b.name')}, fields = ${fieldsAfter('$1::text', 'b.fields')}, updated_at = now()
FROM import_batch b WHERE s.address_id = b.address_id AND b.was_subscriber AND b.outcome IN ('updated','suppressed','unsubscribed')
  AND b.undo ? 's'`;

/**
 * Somebody who unsubscribed stays so, and is not made a subscriber again; a suppressed person may be on lists, since
 * the suppression alone keeps her from being mailed. $1 lists, $2 consent source, $3 its time
 */
export const JOIN_KNOWN = `
WITH before AS (
  SELECT m.list_id, m.address_id, jsonb_build_object('consentSource', m.consent_source, 'consentAt', m.consent_at,
    'confirmedAt', m.confirmed_at) AS was
  FROM import_batch b JOIN membership m ON m.address_id = b.address_id WHERE m.list_id = ANY($1::uuid[]) AND m.status = 'removed'),
joined AS (
  INSERT INTO membership (list_id, address_id, status, consent_source, consent_at)
  SELECT l.id, b.address_id, ${STATUS}, $2, coalesce(b.consent_at, $3)
  FROM import_batch b CROSS JOIN list l
  WHERE l.id = ANY($1::uuid[]) AND NOT b.is_fresh AND (b.${COMES} OR (b.outcome = 'unsubscribed' AND b.was_subscriber))
  ORDER BY b.address_id, l.id
  ON CONFLICT (list_id, address_id) DO UPDATE SET status = excluded.status, consent_source = excluded.consent_source,
    consent_at = excluded.consent_at, confirmed_at = NULL, ${ASK_ANEW}
    WHERE membership.status = 'removed'
  RETURNING list_id, address_id)
UPDATE import_batch b SET undo = coalesce(b.undo, '{}') || jsonb_build_object('m', j.memberships)
FROM (SELECT j.address_id, jsonb_agg(jsonb_build_object('listId', j.list_id, 'was', o.was)) AS memberships
  FROM joined j LEFT JOIN before o USING (list_id, address_id) GROUP BY 1) j
WHERE b.address_id = j.address_id`;

/** $1 actor, $2 what is the same for all of them */
export const TELL_KNOWN = `
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT b.address_id, CASE WHEN ${COMES} AND NOT was_subscriber THEN 'subscriber_added'
    WHEN outcome IN ('suppressed','unsubscribed') THEN 'import_skipped' ELSE 'imported' END, $1,
  $2::jsonb || jsonb_strip_nulls(jsonb_build_object('line', b.line,
    'reason', CASE WHEN outcome IN ('suppressed','unsubscribed') THEN outcome END,
    'again', CASE WHEN ${COMES} AND NOT was_subscriber
      AND (SELECT true FROM address_event e WHERE e.address_id = b.address_id AND e.kind = 'subscriber_deleted' LIMIT 1) THEN true END,
    'lists', (SELECT jsonb_agg(jsonb_build_object('listId', l.id, 'listName', l.name) ORDER BY l.id)
      FROM jsonb_array_elements(coalesce(b.undo->'m', '[]')) x JOIN list l ON l.id = (x->>'listId')::uuid)))
FROM import_batch b WHERE NOT is_fresh AND (${COMES} OR outcome = 'unsubscribed') ORDER BY b.line`;

/** Tags that are not there are made. $1 tags */
export const ADD_TAGS = `INSERT INTO tag (name) SELECT DISTINCT unnest($1::text[]) ORDER BY 1 ON CONFLICT DO NOTHING`;
/** $1 tags, $2 what stood there before a fresh person */
export const GIVE_TAGS = `
WITH given AS (
  INSERT INTO subscriber_tag (subscriber_id, tag_id)
  SELECT s.id, g.id FROM import_batch b JOIN subscriber s ON s.address_id = b.address_id CROSS JOIN tag g
  WHERE g.name = ANY($1::text[]) AND b.${COMES} ORDER BY 1, 2 ON CONFLICT DO NOTHING RETURNING subscriber_id, tag_id)
UPDATE import_batch b SET undo = coalesce(b.undo, CASE WHEN b.is_fresh THEN $2::jsonb ELSE '{}' END) || jsonb_build_object('t', x.tags)
FROM (SELECT s.address_id, jsonb_agg(t.tag_id) AS tags FROM given t JOIN subscriber s ON s.id = t.subscriber_id GROUP BY 1) x
WHERE b.address_id = x.address_id`;

/** Rows that came out otherwise than they were checked, or changed what stood there. $1 import */
export const KEEP_OUTCOMES = `
UPDATE import_row r SET outcome = b.outcome,
  undo = CASE WHEN b.${COMES} OR (b.outcome = 'unsubscribed' AND b.was_subscriber) THEN b.undo END
FROM import_batch b WHERE r.import_id = $1 AND r.line = b.line AND (b.outcome <> b.checked OR b.undo IS NOT NULL)`;

/** $1 import, $2 rows. No row comes back when it was stopped meanwhile. */
export const COUNT_UP = `UPDATE import SET rows_done = rows_done + $2 WHERE id = $1 AND state = 'importing'`;
