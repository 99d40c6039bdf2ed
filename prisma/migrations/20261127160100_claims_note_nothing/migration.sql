-- A claim and a kept lease move deliveries to "sending", which no result is: the trigger sees that before it joins what was with what is.
CREATE OR REPLACE FUNCTION note_changed_results() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = on SET enable_nestloop = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM later WHERE state <> 'sending') THEN
    RETURN NULL;
  END IF;
  INSERT INTO "result_change" (delivery_ids)
    SELECT array_agg(id) FROM (
      SELECT l.id, row_number() OVER () / 1000 AS part FROM later l JOIN earlier e ON e.id = l.id
      WHERE CASE WHEN l.state IN ('accepted','deferred','refused','expired','returned','complained','in_doubt')
        THEN ROW(l.state, l.category, l.attempts, l.attempt_id, l.domain_name, l.site_id, l.accepted_at)
          IS DISTINCT FROM ROW(e.state, e.category, e.attempts, e.attempt_id, e.domain_name, e.site_id, e.accepted_at)
        ELSE (l.attempt_id IS NOT NULL OR l.attempts > 0) AND (l.domain_name <> e.domain_name OR (l.state <> e.state AND l.state <> 'sending'))
      END) changed GROUP BY part;
  RETURN NULL;
END $$;
