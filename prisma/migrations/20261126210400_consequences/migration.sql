-- What bounces lead to: the policy in versions, each failure that counts against an address, incidents at a site, releases in bulk.

CREATE TABLE "consequence_policy" (
    "version" SERIAL NOT NULL,
    "policy" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "consequence_policy_pkey" PRIMARY KEY ("version")
);

CREATE TABLE "site_flood" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "site_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "wish" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "review_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "hard" INTEGER NOT NULL,
    "settled" INTEGER NOT NULL,
    "usual_percent" DOUBLE PRECISION,
    "pause_minutes" INTEGER NOT NULL,
    "decided_by" TEXT,
    "reason" TEXT,
    CONSTRAINT "site_flood_pkey" PRIMARY KEY ("id"),
    CONSTRAINT site_flood_state_word CHECK (state IN ('open','released','applied') AND (wish IS NULL OR wish IN ('release','apply','undo'))),
    CONSTRAINT site_flood_ended CHECK ((state = 'open') = (ended_at IS NULL))
);
ALTER TABLE "site_flood" ADD CONSTRAINT "site_flood_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- However many workers see it at once, a site has one incident at a time.
CREATE UNIQUE INDEX site_flood_open ON "site_flood" (site_id) WHERE ended_at IS NULL;
CREATE INDEX "site_flood_site_id_ended_at_idx" ON "site_flood"("site_id", "ended_at");
CREATE INDEX site_flood_wish ON "site_flood" (id) WHERE wish IS NOT NULL;

CREATE TABLE "address_failure" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "address_id" UUID NOT NULL,
    "delivery_id" UUID,
    "attempt_id" UUID,
    "inbound_message_id" UUID,
    "site_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "effect" TEXT NOT NULL,
    "failure_group" TEXT NOT NULL,
    "category" TEXT,
    "rule_id" TEXT,
    "terms" JSONB NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'counted',
    "flood_id" UUID,
    "drop_reason" TEXT,
    "release_id" UUID,
    CONSTRAINT "address_failure_pkey" PRIMARY KEY ("id"),
    CONSTRAINT address_failure_state_word CHECK (state IN ('counted','held','dropped')),
    CONSTRAINT address_failure_effect_word CHECK (effect IN ('hard','hard_if_seen_before','soft','noted'))
);
ALTER TABLE "address_failure" ADD CONSTRAINT "address_failure_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- A delivery fails once, however often its bounce comes.
CREATE UNIQUE INDEX "address_failure_delivery_id_key" ON "address_failure"("delivery_id");
CREATE INDEX address_failure_counted ON "address_failure" (address_id, at DESC) WHERE state = 'counted';
CREATE INDEX address_failure_hard ON "address_failure" (site_id, at) WHERE effect IN ('hard','hard_if_seen_before');
CREATE INDEX address_failure_flood ON "address_failure" (flood_id, id) WHERE flood_id IS NOT NULL;
CREATE INDEX address_failure_release ON "address_failure" (release_id) WHERE release_id IS NOT NULL;

-- What was settled at a site in ten minutes, appended by the batches that settled it; folded by the worker.
CREATE TABLE "site_tally" (
    "id" BIGSERIAL NOT NULL,
    "site_id" UUID NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "settled" INTEGER NOT NULL,
    "hard" INTEGER NOT NULL,
    "is_folded" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "site_tally_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "site_tally_site_id_bucket_idx" ON "site_tally"("site_id", "bucket");
CREATE INDEX site_tally_unfolded ON "site_tally" (bucket) WHERE NOT is_folded;

CREATE TABLE "suppression_release" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "filter" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,
    "restored" INTEGER,
    CONSTRAINT "suppression_release_pkey" PRIMARY KEY ("id")
);

-- After a lift the next final failure puts the suppression back at once, unless the fault had been ours.
ALTER TABLE "suppression" ADD COLUMN "on_probation" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "suppression" ADD COLUMN "release_id" UUID;
CREATE INDEX suppression_release_of ON "suppression" (release_id) WHERE release_id IS NOT NULL;
CREATE INDEX suppression_expiring ON "suppression" (expires_at) WHERE lifted_at IS NULL AND expires_at IS NOT NULL;

-- Streaks under way go on: as many failures as were counted, spread over the time they took.
INSERT INTO "address_failure" (address_id, at, effect, failure_group, category, terms, evidence)
SELECT a.id, since + (last - since) * ((i - 1)::float8 / greatest(1, a.soft_streak - 1)), 'soft', 'full', NULL,
  '{"group":"full","failures":5,"days":30,"apartDays":7,"expiresDays":90,"policyVersion":0}'::jsonb, '{"note":"Counted before failures were kept one by one."}'::jsonb
FROM "address" a CROSS JOIN LATERAL (SELECT coalesce(a.soft_streak_since, a.last_failed_at, now()) AS since, coalesce(a.last_failed_at, now()) AS last) t
CROSS JOIN LATERAL generate_series(1, a.soft_streak) i WHERE a.soft_streak > 0;
INSERT INTO "address_failure" (address_id, at, effect, failure_group, category, terms, evidence)
SELECT a.id, coalesce(a.last_failed_at, now()), 'hard_if_seen_before', 'switched_off', NULL,
  '{"group":"switched_off","failures":5,"days":30,"apartDays":7,"expiresDays":null,"policyVersion":0}'::jsonb, '{"note":"Counted before failures were kept one by one."}'::jsonb
FROM "address" a WHERE a.hard_count > 0 AND a.standing = 'failing';
