-- Tags, typed custom fields, segments, and the audience of a campaign beyond its lists.
CREATE TABLE "tag" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tag_name_key" ON "tag"("name");

CREATE TABLE "subscriber_tag" (
    "subscriber_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,

    CONSTRAINT "subscriber_tag_pkey" PRIMARY KEY ("subscriber_id", "tag_id")
);
CREATE INDEX "subscriber_tag_tag_id_subscriber_id_idx" ON "subscriber_tag"("tag_id", "subscriber_id");
ALTER TABLE "subscriber_tag" ADD CONSTRAINT "subscriber_tag_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "subscriber_tag" ADD CONSTRAINT "subscriber_tag_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A tag that was deleted or merged, with who had it: what its undo needs.
CREATE TABLE "tag_removal" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "tag_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "into_tag_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_removal_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "tag_removal_member" (
    "removal_id" UUID NOT NULL,
    "subscriber_id" UUID NOT NULL,
    "is_new_to_other" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "tag_removal_member_pkey" PRIMARY KEY ("removal_id", "subscriber_id")
);
ALTER TABLE "tag_removal_member" ADD CONSTRAINT "tag_removal_member_removal_id_fkey" FOREIGN KEY ("removal_id") REFERENCES "tag_removal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "custom_field" (
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "choices" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custom_field_pkey" PRIMARY KEY ("key")
);
ALTER TABLE "custom_field" ADD CONSTRAINT "custom_field_type_check" CHECK (type IN ('text','number','date','boolean','choice'));

CREATE TABLE "segment" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "campaign" ADD COLUMN "segment_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[];
ALTER TABLE "campaign" ADD COLUMN "excluded_list_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[];
ALTER TABLE "campaign" ADD COLUMN "excluded_segment_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[];
-- The segments as they stood when the plan began: editing one meanwhile does not tear the audience.
ALTER TABLE "campaign" ADD COLUMN "plan_segments" JSONB;
