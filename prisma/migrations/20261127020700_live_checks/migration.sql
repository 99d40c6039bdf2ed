-- Live checks: what the mail servers of a domain say now, without mail; kept with the history of whom they were made for.
CREATE TABLE "live_check" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "target" TEXT NOT NULL,
    "domain_name" TEXT NOT NULL,
    "address_id" UUID,
    "asks_recipient" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "started_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "mx_key" TEXT,
    "connected_at" TIMESTAMPTZ(3),
    "ehlo_name" TEXT,
    "answer" JSONB,
    "answer_ms" DOUBLE PRECISION,
    "hosts" JSONB NOT NULL DEFAULT '[]',
    "held_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "live_check_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "live_check_target_idx" ON "live_check"("target", "id");
CREATE INDEX "live_check_open" ON "live_check"("id") WHERE state IN ('waiting', 'running');
CREATE INDEX "live_check_site" ON "live_check"("mx_key", "connected_at") WHERE connected_at IS NOT NULL;
ALTER TABLE "live_check" ADD CONSTRAINT "live_check_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE SET NULL ON UPDATE CASCADE;
