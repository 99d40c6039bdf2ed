-- Erasing a person: a keyed hash is what stays, and gives a suppression or an unsubscribe back to the same address.
ALTER TABLE "address" ADD COLUMN "erased_hash" BYTEA;
ALTER TABLE "address" ADD COLUMN "erased_at" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "address_erased_hash_key" ON "address"("erased_hash");

-- HMAC-SHA256 (RFC 2104). The key comes with the connection and is not kept in the database.
CREATE FUNCTION erasure_hash(normalized text) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
  given text := current_setting('doorstep.erasure_key', true);
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
  key bytea;
BEGIN
  IF given IS NULL OR length(given) <> 64 THEN
    RAISE EXCEPTION 'People were erased here, and this connection has no key to know them by. Start every part of Doorstep with the same DOORSTEP_SECRET and the same version.';
  END IF;
  key := decode(given, 'hex');
  FOR i IN 0..31 LOOP
    inner_pad := set_byte(inner_pad, i, get_byte(key, i) # 54);
    outer_pad := set_byte(outer_pad, i, get_byte(key, i) # 92);
  END LOOP;
  RETURN sha256(outer_pad || sha256(inner_pad || convert_to(normalized, 'UTF8')));
END $$;

-- Whatever door an address comes in by (form, API, import): what held for the erased one holds for it.
CREATE FUNCTION remember_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM address WHERE erased_hash IS NOT NULL) THEN RETURN NULL; END IF;
  WITH come_back AS MATERIALIZED (
    SELECT n.id, o.id AS old_id FROM added n JOIN address o ON o.erased_hash = erasure_hash(n.normalized)
  ), held AS (
    INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, created_at, expires_at)
    SELECT 'address', c.id, s.cause, s.source, s.actor, '{"fromErased": true}', s.created_at, s.expires_at
    FROM come_back c JOIN suppression s ON s.address_id = c.old_id AND s.scope = 'address' AND s.lifted_at IS NULL
    ON CONFLICT DO NOTHING
  )
  INSERT INTO membership (list_id, address_id, status, unsubscribed_at)
  SELECT m.list_id, c.id, 'unsubscribed', m.unsubscribed_at
  FROM come_back c JOIN membership m ON m.address_id = c.old_id AND m.status = 'unsubscribed'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER address_remember_erased AFTER INSERT ON "address" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION remember_erased();

-- What is append-only stays so, but for the words an erased person leaves in it.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('doorstep.erasing', true) = 'on' THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Takes an address out of every text and JSON column there is, so that a table that is added later is not forgotten.
-- Tables whose rows belong to an address are read by it (of_address), all others whole; accounts of users stay.
CREATE FUNCTION erase_words(address text, of_address uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  column_of record;
  pattern text := '(?:(?<![[:alnum:]._%+-])|(?<=\\[nrtbf]))' || regexp_replace(address, '([^[:alnum:]@_ -])', '\\\1', 'g') || '(?![[:alnum:]-]|\.[[:alnum:]])';
  written text := lower(trim(both '"' FROM to_json(address)::text));
  changed bigint;
  total bigint := 0;
BEGIN
  FOR column_of IN
    SELECT c.table_name, c.column_name, c.data_type,
      EXISTS (SELECT FROM information_schema.columns o WHERE o.table_schema = c.table_schema AND o.table_name = c.table_name AND o.column_name = 'address_id') AS is_owned
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'json', 'jsonb', 'ARRAY')
      AND (c.data_type <> 'ARRAY' OR c.udt_name = '_text') AND c.is_generated = 'NEVER'
      AND c.table_name NOT IN ('address', 'user', 'account', 'session', 'verification', 'rate_limit', 'one_time_link', 'api_key')
      AND c.table_name NOT LIKE '\_prisma%' AND c.table_name !~ '^attempt_' AND c.table_name NOT LIKE 'bullmq%'
  LOOP
    EXECUTE format(
      'UPDATE %I SET %I = regexp_replace(%I::text, $1, ''erased'', ''gi'')::%s WHERE (strpos(lower(%I::text), lower($2)) > 0 OR strpos(lower(%I::text), $3) > 0)%s',
      column_of.table_name, column_of.column_name, column_of.column_name,
      CASE column_of.data_type WHEN 'ARRAY' THEN 'text[]' ELSE column_of.data_type END,
      column_of.column_name, column_of.column_name,
      CASE WHEN column_of.is_owned AND column_of.table_name IN ('attempt', 'delivery', 'address_event', 'reader_event') THEN ' AND address_id = $4' ELSE ' AND $4::uuid IS NOT NULL' END)
      USING pattern, address, written, of_address;
    GET DIAGNOSTICS changed = ROW_COUNT;
    total := total + changed;
  END LOOP;
  RETURN total;
END $$;
