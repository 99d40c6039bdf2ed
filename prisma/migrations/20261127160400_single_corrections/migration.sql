-- An address can be corrected for one person, who is in no group of chronic bounces.
ALTER TABLE "chronic_action" ALTER COLUMN group_key DROP NOT NULL;
