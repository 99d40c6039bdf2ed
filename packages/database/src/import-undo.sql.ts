// The statements that take an import back: what would happen to each of its rows as things stand now, and doing it.

import { COMES, fieldsAfter, nameAfter } from './import-judging.sql.js';

/** Of a membership `m` of the row `r` of the import `i`: it is still the one the import began, and nobody confirmed it. */
const IS_STILL_ITS_OWN = `m.status IN ('subscribed','unconfirmed') AND m.confirmed_at IS NULL
  AND m.consent_source IS NOT DISTINCT FROM i.consent_source AND m.consent_at IS NOT DISTINCT FROM coalesce(r.consent_at, i.consent_at)
  AND EXISTS (SELECT FROM jsonb_array_elements(coalesce(r.undo->'m', '[]')) x WHERE (x->>'listId')::uuid = m.list_id)`;

/**
 * Rows `r` of the import `i` that changed something and are not taken back yet, with what stood there before. An address
 * the row itself made had nothing before. $1 import, lines in $2..$3
 */
const CHANGED = `
SELECT r.import_id, r.line, r.name, r.fields, r.consent_at, a.id AS address_id,
  CASE WHEN r.undo IS NULL AND a.id = r.address_id THEN jsonb_build_object('s', NULL,
    'm', (SELECT jsonb_agg(jsonb_build_object('listId', l, 'was', NULL)) FROM unnest(i.list_ids) l)) ELSE r.undo END AS undo
FROM import i JOIN import_span d ON d.import_id = i.id
  JOIN import_row r ON r.import_id = i.id AND r.line BETWEEN d.first_line AND d.last_line
  JOIN address a ON a.normalized = r.normalized
WHERE i.id = $1 AND r.line > i.undone_through AND r.line BETWEEN $2 AND $3 AND (r.undo IS NOT NULL OR (a.id = r.address_id AND r.${COMES}))`;

/** What becomes of them as things stand now. */
const JUDGED = `
SELECT r.line, r.address_id, s.id AS subscriber_id, r.undo, r.consent_at,
  CASE WHEN NOT r.undo ? 's' THEN 'none'
    WHEN s.id IS NULL THEN 'gone'
    WHEN r.undo->'s' = 'null'::jsonb THEN
      CASE WHEN s.import_id = i.id AND s.name IS NOT DISTINCT FROM r.name AND s.fields = r.fields
        AND NOT EXISTS (SELECT FROM subscriber_tag t WHERE t.subscriber_id = s.id AND NOT coalesce(r.undo->'t', '[]') ? t.tag_id::text)
        AND NOT EXISTS (SELECT FROM membership m WHERE m.address_id = r.address_id AND m.status IN ('subscribed','unconfirmed')
          AND NOT (${IS_STILL_ITS_OWN})) THEN 'remove' ELSE 'keep' END
    WHEN s.name IS NOT DISTINCT FROM ${nameAfter('i.on_existing', 'r.name', "(r.undo->'s'->>'name')")}
      AND s.fields = ${fieldsAfter('i.on_existing', 'r.fields', "(r.undo->'s'->'fields')")}
      THEN 'restore' ELSE 'keep' END AS verdict,
  (EXISTS (SELECT FROM membership m WHERE m.address_id = r.address_id AND ${IS_STILL_ITS_OWN})
    OR EXISTS (SELECT FROM subscriber_tag t WHERE t.subscriber_id = s.id AND r.undo->'t' ? t.tag_id::text)) AS leaves
FROM (${CHANGED}) r JOIN import i ON i.id = r.import_id LEFT JOIN subscriber s ON s.address_id = r.address_id`;

const COUNTS = `count(*) FILTER (WHERE verdict = 'remove')::int AS removed, count(*) FILTER (WHERE verdict = 'restore')::int AS restored,
  count(*) FILTER (WHERE verdict <> 'remove' AND leaves)::int AS left, count(*) FILTER (WHERE verdict = 'keep')::int AS kept`;

export const PREVIEW = `SELECT ${COUNTS} FROM (${JUDGED}) judged`;

/** Lines of the next batch. $1 import, $2 how many rows */
export const NEXT_LINES = `
SELECT min(line)::int AS first, max(line)::int AS last FROM (
  SELECT line FROM import_row WHERE import_id = $1 AND line > (SELECT undone_through FROM import WHERE id = $1) ORDER BY line LIMIT $2) next`;

/** The addresses first, in one order, as everybody locks them. $1 import, lines in $2..$3 */
export const LOCK = `
SELECT a.id FROM import_row r JOIN address a ON a.normalized = r.normalized
WHERE r.import_id = $1 AND r.line BETWEEN $2 AND $3 AND r.outcome <> 'duplicate' ORDER BY a.id FOR NO KEY UPDATE OF a`;

export const MAKE_BATCH = `
CREATE TEMP TABLE IF NOT EXISTS import_undo_batch (line int, address_id uuid, subscriber_id uuid, undo jsonb, consent_at timestamptz, verdict text, leaves bool)
  ON COMMIT DELETE ROWS`;

/** $1 import, lines in $2..$3 */
export const TAKE_BATCH = `INSERT INTO import_undo_batch ${JUDGED}`;

export const COUNT_BATCH = `SELECT ${COUNTS} FROM import_undo_batch`;

/** Memberships it began end; one that had been there before and removed is so again, with the consent it had. $1 import, $2 actor */
export const LEAVE_LISTS = `
WITH gone AS (
  UPDATE membership m SET status = 'removed',
    consent_source = CASE WHEN x->'was' = 'null'::jsonb THEN m.consent_source ELSE x->'was'->>'consentSource' END,
    consent_at = CASE WHEN x->'was' = 'null'::jsonb THEN m.consent_at ELSE (x->'was'->>'consentAt')::timestamptz END,
    confirmed_at = (x->'was'->>'confirmedAt')::timestamptz
  FROM import i, import_undo_batch r CROSS JOIN LATERAL jsonb_array_elements(coalesce(r.undo->'m', '[]')) x
  WHERE i.id = $1 AND m.address_id = r.address_id AND m.list_id = (x->>'listId')::uuid AND ${IS_STILL_ITS_OWN}
  RETURNING m.list_id, m.address_id)
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT g.address_id, 'list_left', $2, jsonb_build_object('importId', $1::uuid, 'listId', l.id, 'listName', l.name, 'undo', true)
FROM gone g JOIN list l ON l.id = g.list_id`;

export const TAKE_TAGS = `
DELETE FROM subscriber_tag t USING import_undo_batch b CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(b.undo->'t', '[]')) g
WHERE t.subscriber_id = b.subscriber_id AND t.tag_id = g.value::uuid`;

/** $1 import, $2 actor */
export const REMOVE_SUBSCRIBERS = `
WITH gone AS (
  DELETE FROM subscriber s USING import_undo_batch b WHERE s.id = b.subscriber_id AND b.verdict = 'remove' RETURNING s.id, s.address_id)
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT address_id, 'subscriber_deleted', $2, jsonb_build_object('importId', $1::uuid, 'subscriberId', id, 'undo', true) FROM gone`;

/** $1 import, $2 actor */
export const RESTORE_SUBSCRIBERS = `
WITH back AS (
  UPDATE subscriber s SET name = b.undo->'s'->>'name', fields = b.undo->'s'->'fields', updated_at = now()
  FROM import_undo_batch b WHERE s.id = b.subscriber_id AND b.verdict = 'restore' RETURNING s.address_id)
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT address_id, 'subscriber_changed', $2, jsonb_build_object('importId', $1::uuid, 'undo', true) FROM back`;

/** $1 import, $2 last line of the batch */
export const MARK_UNDONE = `UPDATE import SET undone_through = $2 WHERE id = $1`;

/** $1 import, $2..$5 counts of the batch */
export const ADD_COUNTS = `
UPDATE import SET undo_counts = jsonb_build_object(
  'removed', coalesce((undo_counts->>'removed')::int, 0) + $2::int, 'restored', coalesce((undo_counts->>'restored')::int, 0) + $3::int,
  'left', coalesce((undo_counts->>'left')::int, 0) + $4::int, 'kept', coalesce((undo_counts->>'kept')::int, 0) + $5::int)
WHERE id = $1`;
