-- What webhooks tell is written with the change itself: one row for a whole statement, and only while somebody wants it.
CREATE FUNCTION webhook_wanted(kind text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "webhook_endpoint" e, unnest(e.event_types) t
    WHERE e.is_enabled AND (t = '*' OR split_part(t, '.', 1) = kind))
$$;

CREATE FUNCTION tell_moved_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF webhook_wanted('message') THEN
    INSERT INTO "webhook_outbox" (type, subject_ids, detail)
      SELECT 'message.' || CASE l.state WHEN 'expired' THEN 'refused' ELSE l.state END, array_agg(l.id), jsonb_build_object('campaignId', l.campaign_id)
      FROM later l JOIN earlier e ON e.id = l.id
      WHERE l.state IN ('accepted','deferred','refused','expired','returned','complained','in_doubt')
        AND (l.state <> e.state OR (l.state = 'deferred' AND l.attempts <> e.attempts))
      GROUP BY 1, l.campaign_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER delivery_told AFTER UPDATE ON "delivery" REFERENCING OLD TABLE AS earlier NEW TABLE AS later
  FOR EACH STATEMENT EXECUTE FUNCTION tell_moved_messages();

CREATE FUNCTION tell_moved_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF webhook_wanted('campaign') THEN
    INSERT INTO "webhook_outbox" (type, subject_ids, detail)
      VALUES ('campaign.' || CASE NEW.state WHEN 'sending' THEN 'started' WHEN 'draft' THEN 'unscheduled' ELSE NEW.state END, ARRAY[NEW.id],
        jsonb_build_object('campaignId', NEW.id, 'name', NEW.name, 'state', NEW.state, 'pauseReason', NEW.pause_reason));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER campaign_told AFTER UPDATE OF state ON "campaign" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_moved_campaign();

CREATE FUNCTION tell_address_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF webhook_wanted('subscriber') OR webhook_wanted('suppression') THEN
    INSERT INTO "webhook_outbox" (type, subject_ids)
      SELECT CASE kind WHEN 'subscriber_added' THEN 'subscriber.added' WHEN 'subscriber_deleted' THEN 'subscriber.removed'
          WHEN 'unsubscribed' THEN 'subscriber.unsubscribed' WHEN 'confirmed' THEN 'subscriber.confirmed'
          WHEN 'suppressed' THEN 'suppression.added' WHEN 'suppression_lifted' THEN 'suppression.lifted' END, array_agg(id)
      FROM added WHERE kind IN ('subscriber_added','subscriber_deleted','unsubscribed','confirmed','suppressed','suppression_lifted') GROUP BY 1;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER address_event_told AFTER INSERT ON "address_event" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tell_address_events();

CREATE FUNCTION tell_ended_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF webhook_wanted('import') THEN
    INSERT INTO "webhook_outbox" (type, subject_ids, detail)
      VALUES ('import.' || NEW.state, ARRAY[NEW.id], jsonb_build_object('importId', NEW.id, 'fileName', NEW.file_name, 'counts', NEW.import_counts));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER import_told AFTER UPDATE OF state ON "import" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('finished','failed','cancelled')) EXECUTE FUNCTION tell_ended_import();
