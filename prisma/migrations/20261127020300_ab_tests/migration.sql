-- A/B tests: what a variant may differ in, when and how the winner is found, and how far the rest of the audience has been let go.
ALTER TABLE "campaign_variant" ADD COLUMN "from_name" TEXT,
  ADD COLUMN "preview_text" TEXT,
  ADD COLUMN "content_kind" TEXT,
  ADD COLUMN "content_source" TEXT;
ALTER TABLE "campaign_variant" ADD CONSTRAINT "campaign_variant_number_known" CHECK (number BETWEEN 1 AND 3);

ALTER TABLE "campaign" ADD COLUMN "ab_deadline_hours" SMALLINT,
  ADD COLUMN "ab_if_unclear" TEXT,
  ADD COLUMN "ab_asks_since" TIMESTAMPTZ(3),
  ADD COLUMN "ab_reason" TEXT,
  ADD COLUMN "ab_rest_from" TIMESTAMPTZ(3),
  ADD COLUMN "ab_rest_after" UUID,
  ADD COLUMN "ab_rest_done_at" TIMESTAMPTZ(3);
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_ab_known" CHECK (
  (ab_sample_percent IS NULL OR ab_sample_percent BETWEEN 1 AND 100)
  AND (ab_winner_by IS NULL OR ab_winner_by IN ('clicks', 'opens', 'hand'))
  AND (ab_if_unclear IS NULL OR ab_if_unclear IN ('first', 'leader', 'wait'))
  AND (ab_winner IS NULL OR ab_winner BETWEEN 0 AND 3));

-- Who is sent it again gets the variant she was to get.
ALTER TABLE "campaign_recipient" ADD COLUMN "variant" SMALLINT;

-- Holds nothing but deliveries of campaigns with variants.
CREATE INDEX delivery_of_variant ON "delivery" (campaign_id, variant) WHERE variant IS NOT NULL;

-- Everybody has a share of 0 to 1 in each campaign: the same at every try of its plan, and another one in each campaign.
CREATE FUNCTION variant_share(campaign_id uuid, address_id uuid) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (hashtextextended(campaign_id::text || address_id::text, 11) & 16777215) / 16777216.0::double precision
$$;
