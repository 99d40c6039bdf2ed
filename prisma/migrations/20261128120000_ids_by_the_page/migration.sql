-- Ids of many rows at once: new_id() asks the operating system for randomness at every one, which takes as long as three index entries do.

-- An id (UUID version 7, RFC 9562 section 5.7) of a moment, counted in 4096ths of a millisecond since 1970. One secret may serve many moments, each once:
-- whoever knows some of their ids can guess no other.
CREATE FUNCTION id_of(moment bigint, secret bytea) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT encode(int8send(moment >> 12 << 16 | 28672 | (moment & 4095))
    || set_bit(set_bit(substring(sha256(secret || int8send(moment)) FOR 8), 7, 1), 6, 0), 'hex')::uuid $$;

-- The moment of now, and a secret nobody else has.
CREATE FUNCTION id_seed(OUT moment bigint, OUT secret bytea) LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT (extract(epoch FROM clock_timestamp()) * 4096000)::bigint, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) $$;

-- Added rows are read once.
CREATE OR REPLACE FUNCTION tally_added_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid[];
BEGIN
  WITH told AS (
    INSERT INTO "campaign_tally" (campaign_id, state, reason, count)
      SELECT campaign_id, state, tally_reason(state, reason, attempts), count(*) FROM added GROUP BY 1, 2, 3
    RETURNING campaign_id
  ) SELECT array_agg(DISTINCT campaign_id) INTO wanted FROM told;
  PERFORM 1 FROM "campaign" WHERE id = ANY (wanted) ORDER BY id FOR KEY SHARE;
  IF (SELECT count(*) FROM "campaign" WHERE id = ANY (wanted)) < cardinality(wanted) THEN
    RAISE EXCEPTION 'a delivery names a campaign that does not exist' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
