-- A link shows one thing: the report of a campaign, or the records of a sending domain to whoever manages its DNS.
ALTER TABLE "share_link" ALTER COLUMN "campaign_id" DROP NOT NULL;
ALTER TABLE "share_link" ADD COLUMN "sending_domain_id" UUID;
CREATE INDEX "share_link_sending_domain_id_idx" ON "share_link"("sending_domain_id");
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_sending_domain_id_fkey" FOREIGN KEY ("sending_domain_id") REFERENCES "sending_domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_of_one" CHECK (num_nonnulls("campaign_id", "sending_domain_id") = 1);
