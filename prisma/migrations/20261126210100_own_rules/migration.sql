-- Own rules with every form they have had, replays of the history, classes beside what was written, replies no rule knew.
CREATE TABLE "own_rule" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "own_rule_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "own_rule_slug_key" ON "own_rule"("slug");

CREATE TABLE "own_rule_version" (
    "rule_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "change" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "definition" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_rule_version_pkey" PRIMARY KEY ("rule_id","version")
);
ALTER TABLE "own_rule_version" ADD CONSTRAINT "own_rule_version_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "own_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER own_rule_version_append_only BEFORE UPDATE OR DELETE ON "own_rule_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE "rule_replay" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "words" TEXT NOT NULL,
    "only_slug" TEXT,
    "rules" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "part" TEXT NOT NULL DEFAULT 'attempts',
    "cursor" UUID,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "summary" JSONB,
    "problem" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "applied_by" TEXT,
    "applied_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_replay_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "rule_replay" ADD CONSTRAINT rule_replay_state_word CHECK (state IN ('waiting','running','ready','applying','applied','undoing','undone','cancelled','failed'));
ALTER TABLE "rule_replay" ADD CONSTRAINT rule_replay_preview_changes_nothing CHECK (kind = 'replay' OR state IN ('waiting','running','ready','cancelled','failed'));
CREATE INDEX rule_replay_at_work ON "rule_replay" (id) WHERE state IN ('waiting','running','applying','undoing');

CREATE TABLE "rule_replay_change" (
    "replay_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "delivery_id" UUID,
    "address_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_final" BOOLEAN NOT NULL,
    "from_category" TEXT NOT NULL,
    "from_scope" TEXT NOT NULL,
    "from_rule_id" TEXT NOT NULL,
    "from_effect" TEXT NOT NULL,
    "to_category" TEXT NOT NULL,
    "to_scope" TEXT NOT NULL,
    "to_rule_id" TEXT NOT NULL,
    "to_effect" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "rule_replay_change_pkey" PRIMARY KEY ("replay_id","subject_kind","subject_id")
);
CREATE INDEX "rule_replay_change_replay_id_address_id_idx" ON "rule_replay_change"("replay_id", "address_id");
ALTER TABLE "rule_replay_change" ADD CONSTRAINT "rule_replay_change_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "rule_replay"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "rule_replay_person" (
    "replay_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "plan" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "note" TEXT,
    "former" JSONB,

    CONSTRAINT "rule_replay_person_pkey" PRIMARY KEY ("replay_id","address_id")
);
ALTER TABLE "rule_replay_person" ADD CONSTRAINT "rule_replay_person_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "rule_replay"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "rule_replay_person" ADD CONSTRAINT rule_replay_person_state_word CHECK (state IN ('planned','applied','skipped','undone'));

CREATE TABLE "reclassification" (
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "replay_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reclassification_pkey" PRIMARY KEY ("subject_kind","subject_id")
);

CREATE TABLE "unclassified_reply" (
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "address_id" UUID,
    "mx_host" TEXT,
    "stage" TEXT,
    "reply_code" INTEGER,
    "enhanced_code" TEXT,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unclassified_reply_pkey" PRIMARY KEY ("subject_kind","subject_id")
);
CREATE INDEX "unclassified_reply_at_idx" ON "unclassified_reply"("at");

-- What no rule knew in the last 90 days. Read before the triggers are made, which need a lock, so that it is held for a moment only.
INSERT INTO "unclassified_reply" (subject_kind, subject_id, address_id, mx_host, stage, reply_code, enhanced_code, text, at)
  SELECT 'attempt', id, address_id, mx_host, stage, reply_code, enhanced_code, left(reply_text, 2000), finished_at FROM "attempt"
  WHERE id >= id_floor(now() - interval '90 days') AND phase = 'finished' AND category = 'unclassified' AND reply_text IS NOT NULL;
INSERT INTO "unclassified_reply" (subject_kind, subject_id, address_id, mx_host, stage, reply_code, enhanced_code, text, at)
  SELECT 'inbound', id, address_id, report->>'refusedBy', NULL, (report->>'replyCode')::int, report->>'status',
    left(coalesce(report->>'diagnostic', report->>'subject', ''), 2000), received_at FROM "inbound_message"
  WHERE id >= id_floor(now() - interval '90 days') AND kind IN ('bounce','delayed') AND category = 'unclassified';

CREATE FUNCTION keep_unclassified_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "unclassified_reply" (subject_kind, subject_id, address_id, mx_host, stage, reply_code, enhanced_code, text, at)
    VALUES ('attempt', NEW.id, NEW.address_id, NEW.mx_host, NEW.stage, NEW.reply_code, NEW.enhanced_code, left(NEW.reply_text, 2000), NEW.finished_at)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER attempt_unclassified AFTER UPDATE ON "attempt" FOR EACH ROW
  WHEN (NEW.category = 'unclassified' AND NEW.phase = 'finished' AND NEW.reply_text IS NOT NULL) EXECUTE FUNCTION keep_unclassified_attempt();

CREATE FUNCTION keep_unclassified_inbound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "unclassified_reply" (subject_kind, subject_id, address_id, mx_host, stage, reply_code, enhanced_code, text, at)
    VALUES ('inbound', NEW.id, NEW.address_id, NEW.report->>'refusedBy', NULL, (NEW.report->>'replyCode')::int, NEW.report->>'status',
      left(coalesce(NEW.report->>'diagnostic', NEW.report->>'subject', ''), 2000), NEW.received_at)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER inbound_unclassified AFTER UPDATE OF category ON "inbound_message" FOR EACH ROW
  WHEN (NEW.category = 'unclassified' AND NEW.kind IN ('bounce','delayed')) EXECUTE FUNCTION keep_unclassified_inbound();
