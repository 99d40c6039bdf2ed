-- What an import changed, kept with its rows so that it can be taken back; which import a corrected file belongs to.
ALTER TABLE "import" ADD COLUMN "corrects_id" UUID;
ALTER TABLE "import" ADD COLUMN "undo_counts" JSONB;
ALTER TABLE "import" ADD COLUMN "undone_by" TEXT;
ALTER TABLE "import" ADD COLUMN "undone_at" TIMESTAMPTZ(3);
ALTER TABLE "import_row" ADD COLUMN "undo" JSONB;
ALTER TABLE "import_row" ADD COLUMN "is_undone" BOOLEAN NOT NULL DEFAULT false;
