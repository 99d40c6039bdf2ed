-- Who opened or clicked one of the last campaigns, read from the index alone; machines say nothing of a person.
CREATE INDEX reader_event_of_people ON "reader_event" (campaign_id, kind, address_id) WHERE NOT is_machine;
