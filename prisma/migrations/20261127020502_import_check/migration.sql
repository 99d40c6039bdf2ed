-- What a check finds out about domains, and when each person agreed.
ALTER TABLE "import" ADD COLUMN "corrections" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "import" ADD COLUMN "suggestions" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "import" ADD COLUMN "on_no_mail" TEXT NOT NULL DEFAULT 'reject';
ALTER TABLE "import_row" ADD COLUMN "suggestion" TEXT;
ALTER TABLE "import_row" ADD COLUMN "consent_at" TIMESTAMPTZ(3);
ALTER TABLE "import_rejected_row" ADD COLUMN "typo_of" TEXT;
CREATE INDEX "import_row_suggested" ON "import_row" (import_id, line) WHERE suggestion IS NOT NULL;

-- A workbook is kept until its import ends, so that another sheet can be chosen.
ALTER TABLE "import" ADD COLUMN "packed_as" TEXT;
ALTER TABLE "import" ADD COLUMN "sheets" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "import" ADD COLUMN "sheet" TEXT;
