-- Letters to single readers (a link she asked for, a change of address, a lifted complaint), her language, why she left.

ALTER TABLE "address" ADD COLUMN "language" TEXT;

CREATE TABLE "reader_letter" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "kind" TEXT NOT NULL,
    "address_id" UUID NOT NULL,
    "list_id" UUID,
    "other_address_id" UUID,
    "suppression_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "reply" TEXT,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reader_letter_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "reader_letter_address_id_id_idx" ON "reader_letter"("address_id", "id");
CREATE INDEX "reader_letter_other_address_id_idx" ON "reader_letter"("other_address_id");
CREATE INDEX "reader_letter_suppression_id_idx" ON "reader_letter"("suppression_id");
-- Few wait at a time, among all there ever were.
CREATE INDEX "reader_letter_due" ON "reader_letter"("next_at") WHERE "next_at" IS NOT NULL;

CREATE TABLE "leaving_reason" (
    "delivery_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "leaving_reason_pkey" PRIMARY KEY ("delivery_id")
);

CREATE INDEX "leaving_reason_campaign_id_reason_idx" ON "leaving_reason"("campaign_id", "reason");
CREATE INDEX "leaving_reason_address_id_idx" ON "leaving_reason"("address_id");
