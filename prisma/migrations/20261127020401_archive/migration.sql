-- Past issues that anybody may read: opened per list, decided per campaign.

ALTER TABLE "list" ADD COLUMN "has_archive" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "archive_is_indexed" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "campaign" ADD COLUMN "archive_choice" TEXT NOT NULL DEFAULT 'default';
