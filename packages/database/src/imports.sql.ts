// The statements behind an import: what a staged row would do, and doing it, for a batch of lines at once.

/** First line of each address counts; the others are duplicates. $1 import */
export const MARK_DUPLICATES = `
UPDATE import_row r SET outcome = 'duplicate' FROM (
  SELECT line, row_number() OVER (PARTITION BY normalized ORDER BY line) AS nth FROM import_row WHERE import_id = $1) d
WHERE r.import_id = $1 AND r.line = d.line AND d.nth > 1`;

/** What the rows of a batch would do as things stand now. $1 import, $2 lists, lines in $3..$4 */
const JUDGED = `
SELECT r.line, a.id AS address_id, s.id AS subscriber_id, CASE
  WHEN EXISTS (SELECT FROM suppression p WHERE p.lifted_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > now())
    AND ((p.scope = 'address' AND p.address_id = a.id) OR (p.scope = 'domain' AND p.domain_name = r.domain_name))) THEN 'suppressed'
  WHEN EXISTS (SELECT FROM membership m WHERE m.address_id = a.id AND m.list_id = ANY($2::uuid[]) AND m.status = 'unsubscribed') THEN 'unsubscribed'
  WHEN s.id IS NULL THEN 'new'
  WHEN (r.name IS NOT NULL AND r.name IS DISTINCT FROM s.name) OR NOT (s.fields @> r.fields)
    OR (SELECT count(*) FROM membership m WHERE m.address_id = a.id AND m.list_id = ANY($2::uuid[]) AND m.status IN ('subscribed','unconfirmed')) < cardinality($2::uuid[]) THEN 'updated'
  ELSE 'unchanged' END AS outcome
FROM import_row r LEFT JOIN address a ON a.normalized = r.normalized LEFT JOIN subscriber s ON s.address_id = a.id
WHERE r.import_id = $1 AND r.line BETWEEN $3 AND $4 AND (r.outcome IS DISTINCT FROM 'duplicate') AND NOT r.is_done`;

export const JUDGE = `
UPDATE import_row r SET outcome = j.outcome FROM (${JUDGED}) j WHERE r.import_id = $1 AND r.line = j.line`;

/** $1 import, lines in $2..$3 */
export const ADD_ADDRESSES = `
WITH batch AS (
  SELECT normalized, spelling, domain_name FROM import_row
  WHERE import_id = $1 AND line BETWEEN $2 AND $3 AND NOT is_done AND outcome <> 'duplicate'
), domains AS (
  INSERT INTO mail_domain (name) SELECT DISTINCT domain_name FROM batch ORDER BY 1 ON CONFLICT DO NOTHING
)
INSERT INTO address (normalized, spelling, domain_name) SELECT normalized, spelling, domain_name FROM batch ORDER BY normalized ON CONFLICT DO NOTHING`;

/**
 * Subscribers, memberships, events. Somebody who unsubscribed stays so, and is not made a subscriber again; a suppressed
 * person may be on lists, since the suppression alone keeps her from being mailed. $1 import, $2 lists, lines in $3..$4, $5 consent source, $6 consent
 * time, $7 actor, $8 file name
 */
export const APPLY = `
WITH batch AS MATERIALIZED (
  SELECT r.line, r.name, r.fields, r.outcome, a.id AS address_id FROM import_row r JOIN address a ON a.normalized = r.normalized
  WHERE r.import_id = $1 AND r.line BETWEEN $3 AND $4 AND NOT r.is_done AND r.outcome NOT IN ('duplicate','unchanged')
), people AS (
  INSERT INTO subscriber (address_id, name, fields, import_id) SELECT address_id, name, fields, $1 FROM batch b
  WHERE b.outcome <> 'unsubscribed' OR EXISTS (SELECT FROM subscriber s WHERE s.address_id = b.address_id) ORDER BY address_id
  ON CONFLICT (address_id) DO UPDATE SET name = coalesce(excluded.name, subscriber.name), fields = subscriber.fields || excluded.fields,
    updated_at = now()
  RETURNING address_id, (xmax = 0) AS is_new
), joined AS (
  INSERT INTO membership (list_id, address_id, status, consent_source, consent_at)
  SELECT l.id, b.address_id, CASE WHEN l.opt_in = 'double' THEN 'unconfirmed' ELSE 'subscribed' END, $5, $6
  FROM batch b JOIN people USING (address_id) CROSS JOIN list l WHERE l.id = ANY($2::uuid[]) AND l.archived_at IS NULL ORDER BY b.address_id, l.id
  ON CONFLICT (list_id, address_id) DO UPDATE SET status = excluded.status, consent_source = $5, consent_at = $6, confirmed_at = NULL
    WHERE membership.status = 'removed'
  RETURNING list_id, address_id
), told AS (
  SELECT b.address_id, CASE WHEN p.is_new THEN 'subscriber_added' WHEN b.outcome IN ('suppressed','unsubscribed') THEN 'import_skipped' ELSE 'imported' END AS kind,
    jsonb_strip_nulls(jsonb_build_object('importId', $1::uuid, 'fileName', $8::text, 'line', b.line,
      'reason', CASE WHEN b.outcome IN ('suppressed','unsubscribed') THEN b.outcome END,
      'again', CASE WHEN p.is_new AND EXISTS (SELECT FROM address_event e WHERE e.address_id = b.address_id AND e.kind = 'subscriber_deleted') THEN true END)) AS detail
  FROM batch b LEFT JOIN people p USING (address_id)
)
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT address_id, kind, $7, detail FROM told
UNION ALL
SELECT j.address_id, 'list_joined', $7, jsonb_build_object('importId', $1::uuid, 'listId', j.list_id, 'list', l.name)
FROM joined j JOIN list l ON l.id = j.list_id`;

/** $1 import, lines in $2..$3 */
export const MARK_DONE =
  'UPDATE import_row SET is_done = true WHERE import_id = $1 AND line BETWEEN $2 AND $3 AND NOT is_done';

/** Rows per outcome, rejected ones among them. $1 import */
export const COUNT = `
SELECT outcome, count(*)::int AS count FROM import_row WHERE import_id = $1 AND outcome IS NOT NULL GROUP BY outcome
UNION ALL SELECT 'rejected', count(*)::int FROM import_rejected_row WHERE import_id = $1`;
