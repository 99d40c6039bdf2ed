-- Reports: what readers did, audiences of chosen people, variants of a campaign, links to show a report, webhooks.
ALTER TABLE "campaign" ADD COLUMN "audience_kind" TEXT NOT NULL DEFAULT 'lists',
  ADD COLUMN "resend_of" UUID,
  ADD COLUMN "tracking" TEXT NOT NULL DEFAULT 'off',
  ADD COLUMN "ab_sample_percent" SMALLINT,
  ADD COLUMN "ab_winner_by" TEXT,
  ADD COLUMN "ab_decide_after_hours" SMALLINT,
  ADD COLUMN "ab_winner" SMALLINT,
  ADD COLUMN "ab_decided_at" TIMESTAMPTZ(3),
  ADD COLUMN "ab_decided_by" TEXT;
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_audience_kind_known" CHECK (audience_kind IN ('lists', 'people'));
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_tracking_known" CHECK (tracking IN ('off', 'anonymous', 'person'));

ALTER TABLE "delivery" ADD COLUMN "variant" SMALLINT;

CREATE TABLE "campaign_recipient" (
    "campaign_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,

    CONSTRAINT "campaign_recipient_pkey" PRIMARY KEY ("campaign_id", "address_id")
);
ALTER TABLE "campaign_recipient" ADD CONSTRAINT "campaign_recipient_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "campaign_variant" (
    "campaign_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "subject" TEXT,
    "html" TEXT,
    "text" TEXT,

    CONSTRAINT "campaign_variant_pkey" PRIMARY KEY ("campaign_id", "number")
);
ALTER TABLE "campaign_variant" ADD CONSTRAINT "campaign_variant_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "campaign_link" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "campaign_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "campaign_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "campaign_link_campaign_id_number_key" ON "campaign_link"("campaign_id", "number");
ALTER TABLE "campaign_link" ADD CONSTRAINT "campaign_link_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "reader_event" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "campaign_id" UUID NOT NULL,
    "address_id" UUID,
    "kind" TEXT NOT NULL,
    "link_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_machine" BOOLEAN NOT NULL DEFAULT false,
    "machine_reason" TEXT,
    "variant" SMALLINT,

    CONSTRAINT "reader_event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "reader_event_kind_known" CHECK (kind IN ('open', 'click'))
);
CREATE INDEX "reader_event_address_id_campaign_id_kind_idx" ON "reader_event"("address_id", "campaign_id", "kind");
CREATE INDEX "reader_event_campaign_id_kind_idx" ON "reader_event"("campaign_id", "kind");

CREATE TABLE "share_link" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "campaign_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "shows_addresses" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_opened_at" TIMESTAMPTZ(3),
    "opened" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "share_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "share_link_token_hash_key" ON "share_link"("token_hash");
CREATE INDEX "share_link_campaign_id_idx" ON "share_link"("campaign_id");
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "event_types" TEXT[],
    "secret_sealed" TEXT NOT NULL,
    "previous_secret_sealed" TEXT,
    "previous_secret_until" TIMESTAMPTZ(3),
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "webhook_outbox" (
    "id" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "subject_ids" UUID[],
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_outbox_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "webhook_message" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "endpoint_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_message_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "webhook_message_endpoint_id_id_idx" ON "webhook_message"("endpoint_id", "id" DESC);
CREATE INDEX "webhook_message_state_next_attempt_at_idx" ON "webhook_message"("state", "next_attempt_at");
ALTER TABLE "webhook_message" ADD CONSTRAINT "webhook_message_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "webhook_attempt" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "message_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "duration_ms" INTEGER NOT NULL,
    "status" SMALLINT,
    "request_headers" JSONB NOT NULL,
    "response_body" TEXT,
    "problem" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "webhook_attempt_message_id_idx" ON "webhook_attempt"("message_id");
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "webhook_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;
