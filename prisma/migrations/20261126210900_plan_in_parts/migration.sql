-- The plan of a campaign is frozen in parts of its audience, several at a time.
CREATE TABLE "campaign_plan_part" (
    "campaign_id" UUID NOT NULL,
    "part" SMALLINT NOT NULL,
    "after_id" UUID NOT NULL,
    "until_id" UUID,
    "is_done" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "campaign_plan_part_pkey" PRIMARY KEY ("campaign_id", "part")
);
ALTER TABLE "campaign_plan_part" ADD CONSTRAINT "campaign_plan_part_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign" ADD COLUMN "plan_begun_at" TIMESTAMPTZ(3);
UPDATE "campaign" SET plan_begun_at = coalesce(started_at, scheduled_at, now()) WHERE plan_cursor IS NOT NULL;
INSERT INTO "campaign_plan_part" (campaign_id, part, after_id)
  SELECT id, 0, plan_cursor FROM "campaign" WHERE plan_cursor IS NOT NULL AND planned_at IS NULL;
ALTER TABLE "campaign" DROP COLUMN "plan_cursor";

-- One index in the place of two: an address has few deliveries, so they need no order of their own.
DROP INDEX "delivery_address_id_id_idx";
CREATE UNIQUE INDEX "delivery_address_id_campaign_id_key" ON "delivery"("address_id", "campaign_id");
DROP INDEX "delivery_campaign_id_address_id_key";

-- That the campaign of a delivery exists is asked once a statement; the foreign key asked it once a row.
ALTER TABLE "delivery" DROP CONSTRAINT "delivery_campaign_id_fkey";
CREATE OR REPLACE FUNCTION tally_added_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid[] := ARRAY(SELECT DISTINCT campaign_id FROM added);
BEGIN
  PERFORM 1 FROM "campaign" WHERE id = ANY (wanted) ORDER BY id FOR KEY SHARE;
  IF (SELECT count(*) FROM "campaign" WHERE id = ANY (wanted)) < cardinality(wanted) THEN
    RAISE EXCEPTION 'a delivery names a campaign that does not exist' USING ERRCODE = 'foreign_key_violation';
  END IF;
  INSERT INTO "campaign_tally" (campaign_id, state, reason, count)
    SELECT campaign_id, state, CASE WHEN state IN ('suppressed','excluded') THEN reason END, count(*) FROM added GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;
CREATE FUNCTION refuse_campaign_with_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "delivery" WHERE campaign_id = OLD.id) THEN
    RAISE EXCEPTION 'the campaign has deliveries' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER campaign_keeps_deliveries BEFORE DELETE ON "campaign" FOR EACH ROW EXECUTE FUNCTION refuse_campaign_with_deliveries();
