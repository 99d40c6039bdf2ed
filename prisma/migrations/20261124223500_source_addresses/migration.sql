-- Several source addresses: limits, pauses and lanes per site and source; warm-up counts; one switch for all sending.
CREATE TABLE "source_address" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "ip" TEXT,
    "ehlo_name" TEXT,
    "pool" TEXT NOT NULL DEFAULT 'default',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "warm_up_started_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "aside_until" TIMESTAMPTZ(3),
    "aside_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_address_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "source_address_ip_key" ON "source_address"("ip");

-- What was sent from until now: whatever address the machine picks.
INSERT INTO "source_address" (id, note) VALUES ('00000000-0000-7000-8000-000000000001', 'The address the machine picks by itself');

CREATE TABLE "source_usage" (
    "source_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "cap" INTEGER,
    "used" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "deferred" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "complained" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "source_usage_pkey" PRIMARY KEY ("source_id","provider","day")
);
ALTER TABLE "source_usage" ADD CONSTRAINT "source_usage_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source_address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "sending_control" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "paused_at" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),
    "reason" TEXT,
    "actor" TEXT,
    "rate_per_minute" INTEGER,
    "allowance" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "allowance_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sending_control_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "sending_control_single" CHECK (id = 1)
);
INSERT INTO "sending_control" (id) VALUES (1);

ALTER TABLE "sending_domain" ADD COLUMN "pool" TEXT NOT NULL DEFAULT 'default';

ALTER TABLE "delivery" ADD COLUMN "source_id" UUID;

ALTER TABLE "site_state"
    ADD COLUMN "source_id" UUID NOT NULL DEFAULT '00000000-0000-7000-8000-000000000001',
    ADD COLUMN "provider" TEXT,
    ADD COLUMN "start_limit" INTEGER NOT NULL DEFAULT 2,
    ADD COLUMN "limit_at" TIMESTAMPTZ(3),
    ADD COLUMN "granted" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "message_limit" INTEGER,
    ADD COLUMN "rate_per_minute" INTEGER,
    ADD COLUMN "rate_cause" TEXT,
    ADD COLUMN "rate_reason" TEXT,
    ADD COLUMN "rate_until" TIMESTAMPTZ(3),
    ADD COLUMN "probe_only" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "pause_count" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "last_pause_at" TIMESTAMPTZ(3),
    ADD COLUMN "troubles" JSONB NOT NULL DEFAULT '{}';
UPDATE "site_state" t SET start_limit = connection_limit, provider = s.provider FROM "site" s WHERE s.id = t.site_id;
ALTER TABLE "site_state" DROP CONSTRAINT "site_state_pkey", ADD CONSTRAINT "site_state_pkey" PRIMARY KEY ("site_id","source_id");
ALTER TABLE "site_state" ADD CONSTRAINT "site_state_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source_address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: leases are renewed in place, and the connections open to a provider are counted over its sites.
ALTER TABLE "site_state" SET (fillfactor = 50);
CREATE INDEX site_state_open_to_provider ON "site_state" (provider, source_id) WHERE provider IS NOT NULL AND lane_owner IS NOT NULL;
