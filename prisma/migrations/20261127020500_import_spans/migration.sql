-- What an import has done is kept as spans of lines: no staged row is written a second time only to be marked.
CREATE TABLE "import_span" (
    "import_id" UUID NOT NULL,
    "first_line" INTEGER NOT NULL,
    "last_line" INTEGER NOT NULL,
    CONSTRAINT "import_span_pkey" PRIMARY KEY ("import_id", "first_line")
);
INSERT INTO "import_span" (import_id, first_line, last_line)
  SELECT import_id, min(line), max(line) FROM (
    SELECT import_id, line, is_done, row_number() OVER (PARTITION BY import_id ORDER BY line)
      - row_number() OVER (PARTITION BY import_id, is_done ORDER BY line) AS island FROM "import_row") r
  WHERE is_done GROUP BY import_id, island;

-- Rows are taken back in the order of their lines.
ALTER TABLE "import" ADD COLUMN "undone_through" INTEGER NOT NULL DEFAULT 0;
UPDATE "import" i SET undone_through = coalesce((SELECT max(r.line) FROM "import_row" r WHERE r.import_id = i.id AND r.is_undone), 0)
  WHERE i.state IN ('undoing', 'undone');

-- The id its address gets if it is new. An address that has it was made by this row, so all that hangs on it came with the import.
ALTER TABLE "import_row" ADD COLUMN "address_id" UUID;
ALTER TABLE "import_row" ALTER COLUMN "address_id" SET DEFAULT new_id();
DROP INDEX "import_row_waiting";
ALTER TABLE "import_row" DROP COLUMN "is_done", DROP COLUMN "is_undone";

-- Almost no address is one of an erased person.
DROP INDEX "address_erased_hash_key";
CREATE UNIQUE INDEX "address_erased_hash_key" ON "address" ("erased_hash") WHERE erased_hash IS NOT NULL;

-- An import takes the rows it refers to from the tables themselves and holds them, so it may leave out the checks of its
-- foreign keys (session_replication_role = replica). What counts, remembers and tells must work then as well.
ALTER TABLE "address" ENABLE ALWAYS TRIGGER address_remember_erased;
ALTER TABLE "membership" ENABLE ALWAYS TRIGGER membership_tally_added;
ALTER TABLE "membership" ENABLE ALWAYS TRIGGER membership_tally_moved;
ALTER TABLE "address_event" ENABLE ALWAYS TRIGGER address_event_append_only;
ALTER TABLE "address_event" ENABLE ALWAYS TRIGGER address_event_told;
