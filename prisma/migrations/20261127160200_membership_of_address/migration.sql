-- The lists of a person are read from the index alone: for each message that is claimed, and for all people at once where an audience is counted.
CREATE INDEX "membership_of_address" ON "membership" ("address_id") INCLUDE ("list_id", "status");
DROP INDEX "membership_address_id_idx";
