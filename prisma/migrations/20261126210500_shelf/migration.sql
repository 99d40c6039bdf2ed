-- Returned mail as people look after it: what is not ours is laid aside, what a person knows better is matched by hand.
-- Columns without a default: no row is rewritten.
ALTER TABLE "inbound_message" ADD COLUMN "dismissed_at" TIMESTAMPTZ(3),
  ADD COLUMN "dismissed_by" TEXT,
  ADD COLUMN "dismissal_id" UUID;

-- One match by hand: asked for by a person, carried out and taken back by the worker (the one door).
CREATE TABLE "inbound_match" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "message_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "result" TEXT,
    "before" JSONB,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),
    "undo_actor" TEXT,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_match_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "inbound_match_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "inbound_message"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "inbound_match_message_id_id_idx" ON "inbound_match"("message_id", "id" DESC);

-- A message belongs to one delivery at a time; the worker looks for what is asked.
CREATE UNIQUE INDEX inbound_match_in_force ON "inbound_match" (message_id) WHERE state IN ('asked','applied','undo_asked');
CREATE INDEX inbound_match_waiting ON "inbound_match" (id) WHERE state IN ('asked','undo_asked');

-- The shelf and its count; lists of one kind. Raw mails lie outside of the rows, so both read little.
CREATE INDEX inbound_message_shelf ON "inbound_message" (id) WHERE state = 'unmatched' AND dismissed_at IS NULL;
CREATE INDEX "inbound_message_kind_id_idx" ON "inbound_message"("kind", "id" DESC);
