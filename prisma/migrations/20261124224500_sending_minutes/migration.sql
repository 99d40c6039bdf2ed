-- Attempts ended per minute and worker, for the live figures: one write every few seconds, never one per message.
CREATE TABLE "sending_minute" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "worker" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "deferred" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "in_doubt" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sending_minute_pkey" PRIMARY KEY ("minute","worker")
);
