-- What is not right is looked up again soon after somebody asked; a record that was right for a day and breaks is told.
ALTER TABLE "sending_domain"
  ADD COLUMN "watched_from" TIMESTAMPTZ(3),
  ADD COLUMN "right_since" TIMESTAMPTZ(3),
  ADD COLUMN "broke_at" TIMESTAMPTZ(3);

-- Since when is not known of those that were checked before: from now on.
UPDATE "sending_domain" SET "right_since" = "checked_at"
  WHERE "checks" IS NOT NULL AND NOT jsonb_path_exists("checks", '$[*] ? (@.result == "fail" || @.result == "unknown")');

CREATE FUNCTION tell_broken_domain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF webhook_wanted('domain') THEN
    INSERT INTO "webhook_outbox" (type, subject_ids, detail)
      VALUES ('domain.broken', ARRAY[NEW.id], jsonb_build_object('domain', NEW.name, 'failed',
        (SELECT coalesce(jsonb_agg(c->'name'), '[]') FROM jsonb_array_elements(NEW.checks) c WHERE c->>'result' = 'fail')));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sending_domain_told AFTER UPDATE OF broke_at ON "sending_domain" FOR EACH ROW
  WHEN (OLD.broke_at IS NULL AND NEW.broke_at IS NOT NULL) EXECUTE FUNCTION tell_broken_domain();
