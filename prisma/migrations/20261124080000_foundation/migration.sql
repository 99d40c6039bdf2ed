-- The first migration: identities, audience, campaigns, attempts, what comes back, access.
-- Made by "prisma migrate diff", with what Prisma cannot say added at the top and at the end.

-- Keys sort by time (uuid v7). PostgreSQL 18 has uuidv7(); older servers get the same by SQL.
DO $$
BEGIN
  IF to_regprocedure('pg_catalog.uuidv7()') IS NOT NULL THEN
    EXECUTE 'CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS ''SELECT pg_catalog.uuidv7()''';
  ELSE
    EXECUTE $f$CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), ''hex'')::uuid'$f$;
  END IF;
END $$;

-- The smallest uuid v7 of a moment: the bound of a month's partition, and of any "since" question about ids.
CREATE FUNCTION id_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" UUID NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "id" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" SMALLINT,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_label" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT,
    "subject_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "worker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("worker")
);

-- CreateTable
CREATE TABLE "mail_domain" (
    "name" TEXT NOT NULL,
    "site_id" UUID,
    "resolution" TEXT,
    "snapshot" JSONB,
    "resolved_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_domain_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "address" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "normalized" TEXT NOT NULL,
    "spelling" TEXT NOT NULL,
    "domain_name" TEXT NOT NULL,
    "standing" TEXT NOT NULL DEFAULT 'unknown',
    "soft_streak" INTEGER NOT NULL DEFAULT 0,
    "soft_streak_since" TIMESTAMPTZ(3),
    "hard_count" INTEGER NOT NULL DEFAULT 0,
    "last_accepted_at" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address_event" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "address_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriber" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "address_id" UUID NOT NULL,
    "name" TEXT,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "import_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "opt_in" TEXT NOT NULL DEFAULT 'single',
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_tally" (
    "id" BIGSERIAL NOT NULL,
    "list_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "list_tally_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "list_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "consent_source" TEXT,
    "consent_at" TIMESTAMPTZ(3),
    "consent_ip" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmation_sent_at" TIMESTAMPTZ(3),
    "confirmation_count" SMALLINT NOT NULL DEFAULT 0,
    "confirmation_tries" SMALLINT NOT NULL DEFAULT 0,
    "confirmation_next_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("list_id","address_id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "scope" TEXT NOT NULL DEFAULT 'address',
    "address_id" UUID,
    "domain_name" TEXT,
    "cause" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,
    "lift_reason" TEXT,
    "hits" INTEGER NOT NULL DEFAULT 0,
    "last_hit_at" TIMESTAMPTZ(3),

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "sending_domain_id" UUID,
    "from_name" TEXT NOT NULL DEFAULT '',
    "from_local" TEXT NOT NULL DEFAULT '',
    "reply_to" TEXT,
    "subject" TEXT NOT NULL DEFAULT '',
    "html" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "list_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "scheduled_at" TIMESTAMPTZ(3),
    "time_zone" TEXT,
    "max_age_hours" INTEGER NOT NULL DEFAULT 48,
    "plan_cursor" UUID,
    "planned_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "pause_reason" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "campaign_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "domain_name" TEXT NOT NULL,
    "site_id" UUID,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "attempt_id" UUID,
    "category" TEXT,
    "merge_fields" JSONB,
    "is_maybe_duplicate" BOOLEAN NOT NULL DEFAULT false,
    "accepted_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_tally" (
    "id" BIGSERIAL NOT NULL,
    "campaign_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "count" INTEGER NOT NULL,

    CONSTRAINT "campaign_tally_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "delivery_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "domain_name" TEXT NOT NULL,
    "site_id" UUID,
    "fence" INTEGER NOT NULL,
    "worker" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "outcome" TEXT,
    "begun_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "stage" TEXT,
    "mx_host" TEXT,
    "mx_ip" TEXT,
    "source_ip" TEXT,
    "tls" TEXT,
    "reply_code" SMALLINT,
    "enhanced_code" TEXT,
    "reply_text" TEXT,
    "category" TEXT,
    "scope" TEXT,
    "rule_id" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3),
    "report" JSONB,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "file_name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "stored_as" TEXT NOT NULL,
    "encoding" TEXT,
    "delimiter" TEXT,
    "header" JSONB,
    "samples" JSONB,
    "mapping" JSONB,
    "list_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "consent_source" TEXT,
    "consent_at" TIMESTAMPTZ(3),
    "check_counts" JSONB,
    "import_counts" JSONB,
    "rows_total" INTEGER,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "normalized" TEXT,
    "spelling" TEXT,
    "domain_name" TEXT,
    "name" TEXT,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "outcome" TEXT,
    "is_done" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "import_rejected_row" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "problem" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "suggested_fix" TEXT,
    "cells" JSONB NOT NULL,

    CONSTRAINT "import_rejected_row_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "bounce_mailbox" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "tls" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "password_sealed" TEXT NOT NULL,
    "folder" TEXT NOT NULL DEFAULT 'INBOX',
    "after_reading" TEXT NOT NULL DEFAULT 'keep',
    "move_to" TEXT,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "last_read_at" TIMESTAMPTZ(3),
    "next_read_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "error_streak" INTEGER NOT NULL DEFAULT 0,
    "read_lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bounce_mailbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "mailbox_id" UUID,
    "source_uid" TEXT NOT NULL,
    "content_sha256" BYTEA NOT NULL,
    "raw" BYTEA NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT,
    "state" TEXT NOT NULL DEFAULT 'new',
    "delivery_id" UUID,
    "address_id" UUID,
    "category" TEXT,
    "scope" TEXT,
    "rule_id" TEXT,
    "report" JSONB,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sending_domain" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "return_path_domain" TEXT NOT NULL,
    "checks" JSONB,
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sending_domain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dkim_key" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "sending_domain_id" UUID NOT NULL,
    "selector" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "private_key_sealed" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dkim_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "mx_key" TEXT NOT NULL,
    "mx_hosts" TEXT[],
    "provider" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_state" (
    "site_id" UUID NOT NULL,
    "lane_owner" TEXT,
    "lane_lease_until" TIMESTAMPTZ(3),
    "connection_limit" INTEGER NOT NULL DEFAULT 2,
    "paused_until" TIMESTAMPTZ(3),
    "pause_reason" TEXT,
    "pause_cause" TEXT,
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "last_accepted_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_state_pkey" PRIMARY KEY ("site_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_token_hash_key" ON "one_time_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE INDEX "idempotency_record_created_at_idx" ON "idempotency_record"("created_at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_kind_subject_id_idx" ON "audit_entry"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "mail_domain_site_id_idx" ON "mail_domain"("site_id");

-- CreateIndex
CREATE UNIQUE INDEX "address_normalized_key" ON "address"("normalized");

-- CreateIndex
CREATE INDEX "address_domain_name_idx" ON "address"("domain_name");

-- CreateIndex
CREATE INDEX "address_event_address_id_id_idx" ON "address_event"("address_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_address_id_key" ON "subscriber"("address_id");

-- CreateIndex
CREATE INDEX "subscriber_import_id_idx" ON "subscriber"("import_id");

-- CreateIndex
CREATE INDEX "list_tally_list_id_idx" ON "list_tally"("list_id");

-- CreateIndex
CREATE INDEX "membership_address_id_idx" ON "membership"("address_id");

-- CreateIndex
CREATE INDEX "suppression_address_id_idx" ON "suppression"("address_id");

-- CreateIndex
CREATE INDEX "campaign_state_scheduled_at_idx" ON "campaign"("state", "scheduled_at");

-- CreateIndex
CREATE INDEX "delivery_address_id_id_idx" ON "delivery"("address_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_campaign_id_state_id_idx" ON "delivery"("campaign_id", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_campaign_id_address_id_key" ON "delivery"("campaign_id", "address_id");

-- CreateIndex
CREATE INDEX "campaign_tally_campaign_id_idx" ON "campaign_tally"("campaign_id");

-- CreateIndex
CREATE INDEX "attempt_delivery_id_idx" ON "attempt"("delivery_id");

-- CreateIndex
CREATE INDEX "attempt_address_id_id_idx" ON "attempt"("address_id", "id" DESC);

-- CreateIndex
CREATE INDEX "attempt_site_id_id_idx" ON "attempt"("site_id", "id" DESC);

-- CreateIndex
CREATE INDEX "import_state_idx" ON "import"("state");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_content_sha256_key" ON "inbound_message"("content_sha256");

-- CreateIndex
CREATE INDEX "inbound_message_address_id_id_idx" ON "inbound_message"("address_id", "id" DESC);

-- CreateIndex
CREATE INDEX "inbound_message_delivery_id_idx" ON "inbound_message"("delivery_id");

-- CreateIndex
CREATE INDEX "inbound_message_state_id_idx" ON "inbound_message"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_mailbox_id_source_uid_key" ON "inbound_message"("mailbox_id", "source_uid");

-- CreateIndex
CREATE UNIQUE INDEX "sending_domain_name_key" ON "sending_domain"("name");

-- CreateIndex
CREATE UNIQUE INDEX "dkim_key_sending_domain_id_selector_key" ON "dkim_key"("sending_domain_id", "selector");

-- CreateIndex
CREATE UNIQUE INDEX "site_mx_key_key" ON "site"("mx_key");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_domain" ADD CONSTRAINT "mail_domain_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_domain_name_fkey" FOREIGN KEY ("domain_name") REFERENCES "mail_domain"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address_event" ADD CONSTRAINT "address_event_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriber" ADD CONSTRAINT "subscriber_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "list"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suppression" ADD CONSTRAINT "suppression_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_sending_domain_id_fkey" FOREIGN KEY ("sending_domain_id") REFERENCES "sending_domain"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "bounce_mailbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dkim_key" ADD CONSTRAINT "dkim_key_sending_domain_id_fkey" FOREIGN KEY ("sending_domain_id") REFERENCES "sending_domain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_state" ADD CONSTRAINT "site_state_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma cannot say -----------------------------------------------------------------------------------------

-- Attempts by month of their id, in a schema of their own so that Prisma sees one table.
CREATE SCHEMA attempts;
CREATE TABLE attempts.attempt_rest PARTITION OF "attempt" DEFAULT;
CREATE FUNCTION ensure_attempt_partitions(months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date;
  partition text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_attempt_partitions'));
  FOR i IN 0..months_ahead LOOP
    first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i))::date;
    partition := to_char(first, '"attempt_"YYYY"_"MM');
    IF to_regclass('attempts.' || partition) IS NULL THEN
      EXECUTE format('CREATE TABLE attempts.%I PARTITION OF "attempt" FOR VALUES FROM (%L) TO (%L)', partition,
        id_floor(first::timestamp AT TIME ZONE 'UTC'), id_floor((first + interval '1 month')::timestamp AT TIME ZONE 'UTC'));
    END IF;
  END LOOP;
END $$;
SELECT ensure_attempt_partitions(2);

-- Words that a column may hold.
ALTER TABLE "delivery" ADD CONSTRAINT delivery_state_word CHECK (state IN ('planned','due','sending','accepted','deferred','refused','expired','returned','complained','in_doubt','held','suppressed','excluded','cancelled'));
ALTER TABLE "campaign" ADD CONSTRAINT campaign_state_word CHECK (state IN ('draft','scheduled','planned','sending','paused','finished','cancelled'));
ALTER TABLE "attempt" ADD CONSTRAINT attempt_phase_word CHECK (phase IN ('begun','dot_sending','finished'));
ALTER TABLE "attempt" ADD CONSTRAINT attempt_outcome_word CHECK ((phase = 'finished') = (outcome IS NOT NULL) AND (outcome IS NULL OR outcome IN ('accepted','deferred','refused','in_doubt','abandoned')));
ALTER TABLE "membership" ADD CONSTRAINT membership_status_word CHECK (status IN ('unconfirmed','subscribed','unsubscribed','removed'));
ALTER TABLE "address" ADD CONSTRAINT address_standing_word CHECK (standing IN ('unknown','good','failing','hard','complained'));
ALTER TABLE "suppression" ADD CONSTRAINT suppression_scope_word CHECK ((scope = 'address' AND address_id IS NOT NULL) OR (scope = 'domain' AND domain_name IS NOT NULL));

-- One suppression in force per address and cause, and per domain.
CREATE UNIQUE INDEX suppression_in_force_address ON "suppression" (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address';
CREATE UNIQUE INDEX suppression_in_force_domain ON "suppression" (domain_name, cause) WHERE lifted_at IS NULL AND scope = 'domain';

-- The hot paths: what is waiting (per campaign and site, in order of time), whose lease ran out, what is about to expire.
ALTER TABLE "delivery" SET (fillfactor = 80);
CREATE INDEX delivery_waiting ON "delivery" (campaign_id, site_id, next_attempt_at) WHERE state IN ('planned','due','deferred');
CREATE INDEX delivery_unrouted ON "delivery" (domain_name) WHERE site_id IS NULL AND state IN ('planned','due','deferred');
CREATE INDEX delivery_leased ON "delivery" (lease_until) WHERE state = 'sending';
CREATE INDEX delivery_expiring ON "delivery" (expires_at) WHERE state IN ('planned','due','deferred');
CREATE INDEX membership_to_ask ON "membership" (confirmation_next_at) WHERE status = 'unconfirmed' AND confirmation_next_at IS NOT NULL;
CREATE INDEX membership_audience ON "membership" (list_id, address_id) WHERE status = 'subscribed';
CREATE INDEX address_search ON "address" (normalized text_pattern_ops);
CREATE INDEX import_row_outcome ON "import_row" (import_id, outcome, line);
CREATE INDEX import_row_waiting ON "import_row" (import_id, line) WHERE NOT is_done;

-- The tally of a campaign: every statement that adds or moves deliveries appends its differences, so no page counts rows.
CREATE FUNCTION tally_added_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "campaign_tally" (campaign_id, state, reason, count)
    SELECT campaign_id, state, CASE WHEN state IN ('suppressed','excluded') THEN reason END, count(*) FROM added GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;
CREATE FUNCTION tally_moved_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "campaign_tally" (campaign_id, state, reason, count)
    SELECT campaign_id, state, reason, sum(n) FROM (
      SELECT campaign_id, state, CASE WHEN state IN ('suppressed','excluded') THEN reason END AS reason, 1 AS n FROM later
      UNION ALL
      SELECT campaign_id, state, CASE WHEN state IN ('suppressed','excluded') THEN reason END, -1 FROM earlier
    ) moved GROUP BY 1, 2, 3 HAVING sum(n) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER delivery_tally_added AFTER INSERT ON "delivery" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tally_added_deliveries();
CREATE TRIGGER delivery_tally_moved AFTER UPDATE ON "delivery" REFERENCING OLD TABLE AS earlier NEW TABLE AS later FOR EACH STATEMENT EXECUTE FUNCTION tally_moved_deliveries();

-- The same for the subscribed members of a list.
CREATE FUNCTION tally_added_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "list_tally" (list_id, count) SELECT list_id, count(*) FROM added WHERE status = 'subscribed' GROUP BY 1;
  RETURN NULL;
END $$;
CREATE FUNCTION tally_moved_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "list_tally" (list_id, count)
    SELECT list_id, sum(n) FROM (
      SELECT list_id, 1 AS n FROM later WHERE status = 'subscribed' UNION ALL SELECT list_id, -1 FROM earlier WHERE status = 'subscribed'
    ) moved GROUP BY 1 HAVING sum(n) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER membership_tally_added AFTER INSERT ON "membership" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tally_added_members();
CREATE TRIGGER membership_tally_moved AFTER UPDATE ON "membership" REFERENCING OLD TABLE AS earlier NEW TABLE AS later FOR EACH STATEMENT EXECUTE FUNCTION tally_moved_members();

-- What is written once stays as it was written.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER address_event_append_only BEFORE UPDATE OR DELETE ON "address_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_finished_stays BEFORE UPDATE ON "attempt" FOR EACH ROW WHEN (OLD.phase = 'finished') EXECUTE FUNCTION refuse_change();
