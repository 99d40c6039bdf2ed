-- Versions keep the variants of a campaign too, and how they are tried; NULL in those that were kept before.
ALTER TABLE "campaign_version" ADD COLUMN "test" JSONB;
