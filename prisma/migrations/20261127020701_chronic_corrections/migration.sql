-- Actions on chronic groups that change addresses keep what they changed, so that they can be taken back.
ALTER TABLE "chronic_action" ADD COLUMN "changes" JSONB;
