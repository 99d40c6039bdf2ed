-- The tally tells apart what was accepted at the first try and what only after another one.
LOCK TABLE "delivery" IN SHARE ROW EXCLUSIVE MODE;
CREATE FUNCTION tally_reason(state text, reason text, attempts smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN state IN ('suppressed','excluded') THEN reason WHEN state = 'accepted' AND attempts > 1 THEN 'after_retry' END $$;
CREATE OR REPLACE FUNCTION tally_added_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid[] := ARRAY(SELECT DISTINCT campaign_id FROM added);
BEGIN
  PERFORM 1 FROM "campaign" WHERE id = ANY (wanted) ORDER BY id FOR KEY SHARE;
  IF (SELECT count(*) FROM "campaign" WHERE id = ANY (wanted)) < cardinality(wanted) THEN
    RAISE EXCEPTION 'a delivery names a campaign that does not exist' USING ERRCODE = 'foreign_key_violation';
  END IF;
  INSERT INTO "campaign_tally" (campaign_id, state, reason, count)
    SELECT campaign_id, state, tally_reason(state, reason, attempts), count(*) FROM added GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION tally_moved_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "campaign_tally" (campaign_id, state, reason, count)
    SELECT campaign_id, state, reason, sum(n) FROM (
      SELECT campaign_id, state, tally_reason(state, reason, attempts) AS reason, 1 AS n FROM later
      UNION ALL
      SELECT campaign_id, state, tally_reason(state, reason, attempts), -1 FROM earlier
    ) moved GROUP BY 1, 2, 3 HAVING sum(n) <> 0;
  RETURN NULL;
END $$;
INSERT INTO "campaign_tally" (campaign_id, state, reason, count)
  SELECT campaign_id, 'accepted', reason, sum(n) FROM (
    SELECT campaign_id, 'after_retry' AS reason, 1 AS n FROM "delivery" WHERE state = 'accepted' AND attempts > 1
    UNION ALL
    SELECT campaign_id, NULL, -1 FROM "delivery" WHERE state = 'accepted' AND attempts > 1
  ) moved GROUP BY 1, 2, 3;
