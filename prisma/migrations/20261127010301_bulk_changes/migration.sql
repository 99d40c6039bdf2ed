-- Changes of many subscribers at once with what was before, and views of a table that people saved.
CREATE TABLE "bulk_change" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "kind" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "filter" JSONB,
    "actor" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "reverted" INTEGER NOT NULL DEFAULT 0,
    "cursor" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "bulk_change_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "bulk_change" ADD CONSTRAINT "bulk_change_state_check" CHECK (state IN ('running','done','undoing','undone'));
CREATE INDEX bulk_change_at_work ON "bulk_change" (id) WHERE state IN ('running','undoing');

CREATE TABLE "bulk_change_person" (
    "bulk_change_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "subscriber_id" UUID NOT NULL,
    "is_changed" BOOLEAN NOT NULL DEFAULT false,
    "before" JSONB,

    CONSTRAINT "bulk_change_person_pkey" PRIMARY KEY ("bulk_change_id", "address_id")
);
CREATE INDEX "bulk_change_person_address_id_idx" ON "bulk_change_person"("address_id");
ALTER TABLE "bulk_change_person" ADD CONSTRAINT "bulk_change_person_bulk_change_id_fkey" FOREIGN KEY ("bulk_change_id") REFERENCES "bulk_change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "saved_view" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "owner_id" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- People are looked for by their name as well.
CREATE INDEX subscriber_name_search ON "subscriber" (lower(name) text_pattern_ops) WHERE name IS NOT NULL;
