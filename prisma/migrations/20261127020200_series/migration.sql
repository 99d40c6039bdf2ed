-- Campaigns that come again: a series and what became of each of its days.
CREATE TABLE "campaign_series" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "template_id" UUID,
    "rule" JSONB NOT NULL,
    "clock" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "until_on" TEXT,
    "most_issues" INTEGER,
    "unchanged_policy" TEXT NOT NULL DEFAULT 'draft',
    "state" TEXT NOT NULL DEFAULT 'active',
    "pause_reason" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "issues_made" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_series_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "campaign_series_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "campaign_series_state_next_at_idx" ON "campaign_series"("state", "next_at");
CREATE INDEX "campaign_series_template_id_idx" ON "campaign_series"("template_id");

CREATE TABLE "series_issue" (
    "series_id" UUID NOT NULL,
    "occurrence" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "number" INTEGER,
    "campaign_id" UUID,
    "content_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "series_issue_pkey" PRIMARY KEY ("series_id", "occurrence"),
    CONSTRAINT "series_issue_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "campaign_series"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "series_issue_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "series_issue_campaign_id_idx" ON "series_issue"("campaign_id");
