-- The connections of the hot path look rows up by index and join nothing otherwise. What a statement moved has no index: joined row by row,
-- two thousand moved deliveries took 3.4 seconds in the trigger. Here such a join is always made by hash.
ALTER FUNCTION note_changed_results() SET enable_hashjoin = on;
ALTER FUNCTION note_changed_results() SET enable_nestloop = off;
ALTER FUNCTION tell_moved_messages() SET enable_hashjoin = on;
ALTER FUNCTION tell_moved_messages() SET enable_nestloop = off;
