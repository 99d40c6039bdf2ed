-- What was said against messages, without the many that nothing was said against.
CREATE INDEX result_cell_said ON "result_cell" (hour, place_id, campaign_id, pattern_id, outcome) INCLUDE (count) WHERE pattern_id <> 0;
