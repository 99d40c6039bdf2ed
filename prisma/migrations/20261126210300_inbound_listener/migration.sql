-- Mail that came over our own SMTP listener: where from, and for which return path. Constant defaults, so no table is rewritten.
ALTER TABLE "inbound_message" ADD COLUMN "source" TEXT NOT NULL DEFAULT 'mailbox',
  ADD COLUMN "envelope" JSONB;

-- The listeners themselves, one row for each address and port of a machine; written by the worker that listens there.
CREATE TABLE "bounce_listener" (
    "id" TEXT NOT NULL,
    "host_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "has_tls" BOOLEAN NOT NULL,
    "is_listening" BOOLEAN NOT NULL,
    "trouble" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "connections" INTEGER NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "put_off" BIGINT NOT NULL DEFAULT 0,
    "last_accepted_at" TIMESTAMPTZ(3),
    "last_refused_at" TIMESTAMPTZ(3),
    "last_refusal" TEXT,

    CONSTRAINT "bounce_listener_pkey" PRIMARY KEY ("id")
);
