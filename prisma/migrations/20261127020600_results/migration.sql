-- What became of messages, counted by the hour. Triggers note which deliveries changed; the worker counts them anew.

CREATE TABLE "result_change" (
    "id" BIGSERIAL NOT NULL,
    "delivery_ids" UUID[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "result_change_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "result_place" (
    "id" SERIAL NOT NULL,
    "provider" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "mx_host" TEXT NOT NULL,

    CONSTRAINT "result_place_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "result_place_provider_domain_mx_host_key" ON "result_place"("provider", "domain", "mx_host");

CREATE TABLE "reply_pattern" (
    "id" SERIAL NOT NULL,
    "text" TEXT NOT NULL,
    "reply_code" SMALLINT NOT NULL,
    "enhanced_code" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "sample_kind" TEXT NOT NULL,
    "sample_id" UUID NOT NULL,
    "sample_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_pattern_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "reply_pattern_sample_known" CHECK (sample_kind IN ('attempt', 'inbound'))
);
CREATE UNIQUE INDEX "reply_pattern_text_reply_code_enhanced_code_stage_category_key" ON "reply_pattern"("text", "reply_code", "enhanced_code", "stage", "category");

CREATE TABLE "result_fact" (
    "delivery_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "place_id" INTEGER NOT NULL,
    "pattern_id" INTEGER NOT NULL,
    "outcome" SMALLINT NOT NULL,
    "wait_ms" INTEGER,
    "bucket" SMALLINT NOT NULL,

    CONSTRAINT "result_fact_pkey" PRIMARY KEY ("delivery_id")
);
CREATE INDEX "result_fact_place_id_hour_outcome_idx" ON "result_fact"("place_id", "hour", "outcome");

CREATE TABLE "result_hour" (
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "provider" TEXT NOT NULL,
    "campaign_id" UUID NOT NULL,
    "outcome" SMALLINT NOT NULL,
    "bucket" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "result_hour_pkey" PRIMARY KEY ("hour", "provider", "campaign_id", "outcome", "bucket")
);

CREATE TABLE "result_cell" (
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "place_id" INTEGER NOT NULL,
    "campaign_id" UUID NOT NULL,
    "pattern_id" INTEGER NOT NULL,
    "outcome" SMALLINT NOT NULL,
    "bucket" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "result_cell_pkey" PRIMARY KEY ("hour", "place_id", "campaign_id", "pattern_id", "outcome", "bucket")
);
CREATE INDEX "result_cell_place_id_hour_idx" ON "result_cell"("place_id", "hour");
CREATE INDEX "result_cell_pattern_id_idx" ON "result_cell"("pattern_id");

CREATE TABLE "result_build" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "before_id" UUID,
    "is_complete" BOOLEAN NOT NULL DEFAULT false,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "result_build_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "result_build_one" CHECK (id = 1)
);
-- From here to the end of the migration nothing moves that neither the triggers nor the walk through old deliveries sees.
LOCK TABLE "delivery" IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO "result_build" (is_complete) SELECT NOT EXISTS (SELECT FROM "delivery");

-- One row a statement, as a batch of results is one: the way of a message must not be dearer for being counted.
CREATE FUNCTION note_changed_results() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
CREATE TRIGGER delivery_result_changed AFTER UPDATE ON "delivery" REFERENCING OLD TABLE AS earlier NEW TABLE AS later
  FOR EACH STATEMENT EXECUTE FUNCTION note_changed_results();

-- The words of a bounce message count once it is matched, and no more when the match is taken back.
CREATE FUNCTION note_matched_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "result_change" (delivery_ids)
    VALUES (array_remove(CASE WHEN OLD.delivery_id IS DISTINCT FROM NEW.delivery_id THEN ARRAY[OLD.delivery_id, NEW.delivery_id]
      ELSE ARRAY[NEW.delivery_id] END, NULL));
  RETURN NULL;
END $$;
CREATE TRIGGER inbound_result_changed AFTER UPDATE ON "inbound_message" FOR EACH ROW
  WHEN ((OLD.delivery_id IS NOT NULL OR NEW.delivery_id IS NOT NULL) AND
    (OLD.delivery_id, OLD.state, OLD.kind, OLD.category, OLD.report) IS DISTINCT FROM (NEW.delivery_id, NEW.state, NEW.kind, NEW.category, NEW.report))
  EXECUTE FUNCTION note_matched_return();

-- A reply that means something else now.
CREATE FUNCTION note_reclassified() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "result_change" (delivery_ids)
    SELECT array_agg(delivery_id) FROM (
      SELECT a.delivery_id, row_number() OVER () / 1000 AS part FROM told t JOIN "attempt" a ON a.id = t.subject_id
      WHERE t.subject_kind = 'attempt') changed GROUP BY part;
  RETURN NULL;
END $$;
CREATE TRIGGER reclassification_added AFTER INSERT ON "reclassification" REFERENCING NEW TABLE AS told
  FOR EACH STATEMENT EXECUTE FUNCTION note_reclassified();
CREATE TRIGGER reclassification_changed AFTER UPDATE ON "reclassification" REFERENCING NEW TABLE AS told
  FOR EACH STATEMENT EXECUTE FUNCTION note_reclassified();
CREATE TRIGGER reclassification_removed AFTER DELETE ON "reclassification" REFERENCING OLD TABLE AS told
  FOR EACH STATEMENT EXECUTE FUNCTION note_reclassified();
