-- What becomes of a message whose final dot was never answered: left and shown, or sent once more with the same Message-ID.
ALTER TABLE "campaign" ADD COLUMN "in_doubt_policy" TEXT NOT NULL DEFAULT 'leave';
ALTER TABLE "campaign" ADD CONSTRAINT campaign_in_doubt_policy_word CHECK (in_doubt_policy IN ('leave','resend'));
