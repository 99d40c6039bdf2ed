-- Bounce mailboxes: OAuth 2.0, who reads one, who watches one, what is left to read; the full-loop test.
ALTER TABLE "bounce_mailbox"
    ADD COLUMN "auth" TEXT NOT NULL DEFAULT 'password',
    ADD COLUMN "oauth" JSONB,
    ADD COLUMN "oauth_sealed" TEXT,
    ADD COLUMN "read_by" TEXT,
    ADD COLUMN "message_count" INTEGER,
    ADD COLUMN "backlog" INTEGER,
    ADD COLUMN "watch" TEXT NOT NULL DEFAULT 'none',
    ADD COLUMN "watch_words" TEXT,
    ADD COLUMN "watch_by" TEXT,
    ADD COLUMN "watch_lease_until" TIMESTAMPTZ(3),
    ADD COLUMN "watch_next_at" TIMESTAMPTZ(3);

CREATE TABLE "loop_test" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "sending_domain_id" UUID,
    "return_path_domain" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'sending',
    "started_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "waits_until" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "mx_hosts" TEXT[],
    "mx_host" TEXT,
    "reply" TEXT,
    "handed_at" TIMESTAMPTZ(3),
    "trouble" TEXT,
    "trouble_step" TEXT,
    "came_at" TIMESTAMPTZ(3),
    "mailbox_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "loop_test_pkey" PRIMARY KEY ("id")
);
-- Tests under way are few and looked for every second or two.
CREATE INDEX "loop_test_open" ON "loop_test"("state") WHERE state IN ('sending', 'on_its_way');
ALTER TABLE "loop_test" ADD CONSTRAINT "loop_test_sending_domain_id_fkey" FOREIGN KEY ("sending_domain_id") REFERENCES "sending_domain"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "loop_test" ADD CONSTRAINT "loop_test_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "bounce_mailbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;
