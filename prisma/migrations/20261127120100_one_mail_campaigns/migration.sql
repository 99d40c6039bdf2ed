-- A campaign that is one mail to one address is told from the editor's own: it stands on the page of the address, not in the list.
ALTER TABLE "campaign" ADD COLUMN "one_mail_to" UUID;

UPDATE "campaign" c SET "one_mail_to" = a."id"
FROM "campaign_recipient" r JOIN "address" a ON a."id" = r."address_id"
WHERE c."audience_kind" = 'people' AND c."resend_of" IS NOT NULL AND r."campaign_id" = c."id"
  AND c."name" LIKE '%: one mail to %' AND right(c."name", length(a."normalized")) = a."normalized"
  AND NOT EXISTS (SELECT FROM "campaign_recipient" o WHERE o."campaign_id" = c."id" AND o."address_id" <> a."id");
