-- An attempt is written three times (begun, dot, finished) and grows: with room in its page none of the later two touches an index.
DO $$
DECLARE
  partition regclass;
BEGIN
  FOR partition IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = '"attempt"'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (fillfactor = 20)', partition);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION ensure_attempt_partitions(months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date;
  partition text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_attempt_partitions'));
  FOR i IN 0..months_ahead LOOP
    first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i))::date;
    partition := to_char(first, '"attempt_"YYYY"_"MM');
    IF to_regclass('attempts.' || partition) IS NULL THEN
      EXECUTE format('CREATE TABLE attempts.%I PARTITION OF "attempt" FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = 20)', partition,
        id_floor(first::timestamp AT TIME ZONE 'UTC'), id_floor((first + interval '1 month')::timestamp AT TIME ZONE 'UTC'));
    END IF;
  END LOOP;
END $$;
