-- What an import does to people who are here already, the tags it gives, and who of them bounced here before.
ALTER TABLE "import" ADD COLUMN "on_existing" TEXT NOT NULL DEFAULT 'update';
ALTER TABLE "import" ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "import_row" ADD COLUMN "has_bounced" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "import_row_bounced" ON "import_row"("import_id", "line") WHERE "has_bounced";
