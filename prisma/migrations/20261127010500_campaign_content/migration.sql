-- How a campaign is written: visual, Markdown, MJML or HTML; its versions; templates; uploaded images.
ALTER TABLE "campaign" ADD COLUMN "content_kind" TEXT NOT NULL DEFAULT 'html';
ALTER TABLE "campaign" ADD COLUMN "content_source" TEXT NOT NULL DEFAULT '';
ALTER TABLE "campaign" ADD COLUMN "preview_text" TEXT NOT NULL DEFAULT '';

CREATE TABLE "campaign_version" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "campaign_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_closed" BOOLEAN NOT NULL DEFAULT false,
    "subject" TEXT NOT NULL,
    "preview_text" TEXT NOT NULL,
    "content_kind" TEXT NOT NULL,
    "content_source" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "campaign_version_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "campaign_version_campaign_id_id_idx" ON "campaign_version"("campaign_id", "id" DESC);
ALTER TABLE "campaign_version" ADD CONSTRAINT "campaign_version_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "template" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "content_kind" TEXT NOT NULL,
    "content_source" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "template_name_key" ON "template"("name");

-- The file itself is kept here too: one thing to back up, and every API process has it.
CREATE TABLE "media" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "alt" TEXT NOT NULL DEFAULT '',
    "content" BYTEA NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "media_sha256_key" ON "media"("sha256");
