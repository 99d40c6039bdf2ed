-- CreateTable
CREATE TABLE "mta_sts_policy" (
    "domain" TEXT NOT NULL,
    "policy_id" TEXT,
    "mode" TEXT,
    "mx" TEXT[],
    "max_age_seconds" INTEGER,
    "fetched_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "last_failure" TEXT,
    "last_failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "mta_sts_policy_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "tls_trouble" (
    "mx_host" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tls_trouble_pkey" PRIMARY KEY ("mx_host")
);

-- CreateIndex
CREATE INDEX "tls_trouble_failed_at_idx" ON "tls_trouble"("failed_at");
