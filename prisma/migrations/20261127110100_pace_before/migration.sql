-- The plan of first tries as it stood before the pace of a campaign under way was changed, so that the change can be taken back.
CREATE TABLE "campaign_pace_before" (
    "campaign_id" UUID NOT NULL,
    "rate_per_hour" INTEGER,
    "delivery_ids" UUID[],
    "first_tries" TIMESTAMPTZ(3)[],
    "expiries" TIMESTAMPTZ(3)[],
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_pace_before_pkey" PRIMARY KEY ("campaign_id"),
    CONSTRAINT "campaign_pace_before_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
