-- A trigger before a row's change has the row locked first, with an entry in the log of its own, whether or not it is to run: twice for each message.
-- Refused after the change, all of the statement is undone just the same.
DROP TRIGGER attempt_finished_stays ON "attempt";
CREATE TRIGGER attempt_finished_stays AFTER UPDATE ON "attempt" FOR EACH ROW WHEN (OLD.phase = 'finished') EXECUTE FUNCTION refuse_change();
