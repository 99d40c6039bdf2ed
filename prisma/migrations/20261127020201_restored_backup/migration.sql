-- How late Doorstep was alive, as this database knows it. A worker keeps the same in its data folder: when that is later, the database is
-- an older one that was restored.
CREATE TABLE "alive_mark" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "installation" UUID NOT NULL DEFAULT new_id(),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alive_mark_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "restored_backup" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "backup_at" TIMESTAMPTZ(3) NOT NULL,
    "last_alive_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "restored_backup_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "campaign" ADD COLUMN "restore_id" UUID;
ALTER TABLE "campaign_series" ADD COLUMN "restore_id" UUID;
CREATE INDEX "campaign_restore_id_idx" ON "campaign"("restore_id");
