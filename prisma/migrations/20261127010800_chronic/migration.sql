-- People whose mail fails issue after issue, grouped by cause and mail server, and what is being done about them.

CREATE TABLE "chronic_rule" (
    "version" SERIAL NOT NULL,
    "rule" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chronic_rule_pkey" PRIMARY KEY ("version")
);

CREATE TABLE "chronic_case" (
    "address_id" UUID NOT NULL,
    "group_key" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "site_id" UUID,
    "provider" TEXT,
    "domain_name" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "failed" SMALLINT NOT NULL,
    "looked_at" SMALLINT NOT NULL,
    "delivery_id" UUID NOT NULL,
    "rule_version" INTEGER NOT NULL,

    CONSTRAINT "chronic_case_pkey" PRIMARY KEY ("address_id")
);

CREATE INDEX "chronic_case_group_key_address_id_idx" ON "chronic_case"("group_key", "address_id");

ALTER TABLE "chronic_case" ADD CONSTRAINT "chronic_case_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "chronic_group" (
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "until" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "actor" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chronic_group_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "chronic_action" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "group_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "days" INTEGER,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "chronic_action_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "chronic_seen" (
    "campaign_id" UUID NOT NULL,
    "failed" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chronic_seen_pkey" PRIMARY KEY ("campaign_id")
);
