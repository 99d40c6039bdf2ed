-- What readers see of a list, what they agreed to, and how often a form may be used.

ALTER TABLE "list" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN "public_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN "public_description" TEXT NOT NULL DEFAULT '',
ADD COLUMN "has_form" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "thanks_url" TEXT;

CREATE TABLE "consent_record" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "address_id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip" TEXT,
    "user_agent" TEXT,
    "form" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "words_version" TEXT NOT NULL,

    CONSTRAINT "consent_record_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "consent_record_address_id_id_idx" ON "consent_record"("address_id", "id");

CREATE TABLE "form_use" (
    "key" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "form_use_pkey" PRIMARY KEY ("key", "hour")
);

CREATE INDEX "form_use_hour_idx" ON "form_use"("hour");
