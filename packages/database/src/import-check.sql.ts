// The statements of a dry run: rows as they are read are judged by what stands here now, a batch at a time.
import { outcomeFor } from './import-judging.sql.js';

/** Rows on their way into `import_row`: without indexes, without a log, gone with the transaction. */
export const MAKE_STAGING = `
CREATE TEMP TABLE IF NOT EXISTS import_staged (line int, normalized text, spelling text, domain_name text, name text, fields jsonb,
  consent_at timestamptz, suggestion text) ON COMMIT DELETE ROWS`;

export const COPY_STAGED =
  'COPY import_staged (line, normalized, spelling, domain_name, name, fields, consent_at, suggestion) FROM STDIN';

/** $1 import, $2 lists, $3 mode, $4 tags */
export const JUDGE_STAGED = `
INSERT INTO import_row (import_id, line, normalized, spelling, domain_name, name, fields, consent_at, suggestion, outcome, has_bounced)
SELECT $1, r.line, r.normalized, r.spelling, r.domain_name, r.name, r.fields, r.consent_at, r.suggestion,
  ${outcomeFor({ lists: '$2', mode: '$3', tags: '$4', isKnown: 'a.id IS NOT NULL' })},
  coalesce(a.standing IN ('failing','hard') OR a.last_failed_at > coalesce(a.last_accepted_at, '-infinity'), false)
FROM import_staged r LEFT JOIN address a ON a.normalized = r.normalized LEFT JOIN subscriber s ON s.address_id = a.id`;

/** First line of each address counts; the others are duplicates. $1 import */
export const MARK_DUPLICATES = `
UPDATE import_row r SET outcome = 'duplicate', has_bounced = false
FROM (SELECT normalized, min(line) AS line FROM import_row WHERE import_id = $1 GROUP BY normalized HAVING count(*) > 1) first
WHERE r.import_id = $1 AND r.normalized = first.normalized AND r.line > first.line`;

/** Rows per outcome, rejected ones among them. $1 import */
export const COUNT = `
SELECT outcome, count(*)::int AS count, count(*) FILTER (WHERE has_bounced)::int AS bounced,
  count(suggestion)::int AS suggested, 0 AS "noMailServer" FROM import_row
WHERE import_id = $1 AND outcome IS NOT NULL GROUP BY outcome
UNION ALL SELECT 'rejected', count(*)::int, 0, count(typo_of)::int, count(*) FILTER (WHERE problem = 'no_mail_server')::int FROM import_rejected_row WHERE import_id = $1`;
