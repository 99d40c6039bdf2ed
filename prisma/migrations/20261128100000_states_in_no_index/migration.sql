-- A claim moves a delivery from "planned" to "sending", and its lease runs on. While state and lease stood in indexes, each of these changes wrote the row
-- into every index of the largest table. What is indexed now stays the same until a message is settled.

-- Only what is open has a next attempt: so the index of what waits needs no state.
ALTER TABLE "delivery" DISABLE TRIGGER USER;
UPDATE "delivery" SET next_attempt_at = NULL
  WHERE next_attempt_at IS NOT NULL AND state NOT IN ('planned','due','deferred','sending');
ALTER TABLE "delivery" ENABLE TRIGGER USER;
ALTER TABLE "delivery" ADD CONSTRAINT delivery_next_while_open
  CHECK (next_attempt_at IS NULL OR state IN ('planned','due','deferred','sending'));

-- The state as lists know it: one that is planned or on the wire is "open" all the while.
ALTER TABLE "delivery" ADD COLUMN "listed_state" TEXT
  GENERATED ALWAYS AS (CASE WHEN state IN ('planned','sending') THEN 'open' ELSE state END) STORED;

DROP INDEX delivery_waiting;
DROP INDEX delivery_unrouted;
DROP INDEX delivery_leased;
DROP INDEX delivery_expiring;
DROP INDEX delivery_failed;
DROP INDEX "delivery_campaign_id_state_id_idx";
CREATE INDEX "delivery_campaign_id_listed_state_id_idx" ON "delivery"("campaign_id", "listed_state", "id");
CREATE INDEX delivery_waiting ON "delivery" (campaign_id, site_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX delivery_unrouted ON "delivery" (domain_name) WHERE site_id IS NULL AND next_attempt_at IS NOT NULL;
CREATE INDEX delivery_expiring ON "delivery" (expires_at) WHERE listed_state IN ('due','deferred');
CREATE INDEX delivery_failed ON "delivery" (address_id, settled_at) WHERE listed_state IN ('refused','expired','returned');

-- What is on the wire, a small table of its own. A claim writes it; whoever moves a delivery on, a trigger takes it out.
CREATE TABLE "delivery_lease" (
    "delivery_id" UUID NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_lease_pkey" PRIMARY KEY ("delivery_id")
);
CREATE INDEX "delivery_lease_lease_until_idx" ON "delivery_lease"("lease_until");
INSERT INTO "delivery_lease" (delivery_id, lease_until) SELECT id, coalesce(lease_until, now()) FROM "delivery" WHERE state = 'sending';
CREATE FUNCTION end_leases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "delivery_lease" l USING later WHERE l.delivery_id = later.id AND later.state <> 'sending';
  RETURN NULL;
END $$;
CREATE TRIGGER delivery_lease_ended AFTER UPDATE ON "delivery" REFERENCING NEW TABLE AS later
  FOR EACH STATEMENT EXECUTE FUNCTION end_leases();

-- Which sites rest is asked by the clock: few of many.
CREATE INDEX site_state_paused ON "site_state" (site_id) WHERE paused_until IS NOT NULL;
