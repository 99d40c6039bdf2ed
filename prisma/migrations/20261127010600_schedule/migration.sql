-- When a campaign goes: a hold that can be undone, windows, spreading, each reader's own clock, what is done when its time was missed.
ALTER TABLE "campaign"
  ADD COLUMN "hold_until" TIMESTAMPTZ(3),
  ADD COLUMN "before_hold" JSONB,
  ADD COLUMN "begins_at" TIMESTAMPTZ(3),
  ADD COLUMN "each_local_time" TIMESTAMP(3),
  ADD COLUMN "past_zones" TEXT NOT NULL DEFAULT 'at_once',
  ADD COLUMN "spread_minutes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "send_window" JSONB,
  ADD COLUMN "open_from" TIMESTAMPTZ(3),
  ADD COLUMN "open_until" TIMESTAMPTZ(3),
  ADD COLUMN "rate_per_hour" INTEGER,
  ADD COLUMN "missed_policy" TEXT NOT NULL DEFAULT 'send',
  ADD COLUMN "missed_hours" SMALLINT NOT NULL DEFAULT 3,
  ADD COLUMN "audience_planned" INTEGER;

-- Hours in which campaigns may go at all.
ALTER TABLE "sending_control" ADD COLUMN "send_window" JSONB;

-- What people write for a time zone: its name, or a country that has one.
CREATE TABLE "time_zone_name" (
    "key" TEXT NOT NULL,
    "zone" TEXT NOT NULL,

    CONSTRAINT "time_zone_name_pkey" PRIMARY KEY ("key")
);
INSERT INTO "time_zone_name" (key, zone)
  SELECT DISTINCT ON (lower(name)) lower(name), name FROM pg_timezone_names
  WHERE name ~ '^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/' ORDER BY lower(name), name;
INSERT INTO "time_zone_name" (key, zone) VALUES ('utc', 'UTC') ON CONFLICT DO NOTHING;
INSERT INTO "time_zone_name" (key, zone)
  SELECT k.key, c.zone FROM (VALUES
    ('at','austria','Europe/Vienna'), ('be','belgium','Europe/Brussels'), ('bg','bulgaria','Europe/Sofia'), ('ch','switzerland','Europe/Zurich'),
    ('cy','cyprus','Asia/Nicosia'), ('cz','czechia','Europe/Prague'), ('de','germany','Europe/Berlin'), ('dk','denmark','Europe/Copenhagen'),
    ('ee','estonia','Europe/Tallinn'), ('fi','finland','Europe/Helsinki'), ('fr','france','Europe/Paris'), ('gb','united kingdom','Europe/London'),
    ('gr','greece','Europe/Athens'), ('hr','croatia','Europe/Zagreb'), ('hu','hungary','Europe/Budapest'), ('ie','ireland','Europe/Dublin'),
    ('is','iceland','Atlantic/Reykjavik'), ('it','italy','Europe/Rome'), ('lt','lithuania','Europe/Vilnius'), ('lu','luxembourg','Europe/Luxembourg'),
    ('lv','latvia','Europe/Riga'), ('mt','malta','Europe/Malta'), ('nl','netherlands','Europe/Amsterdam'), ('no','norway','Europe/Oslo'),
    ('pl','poland','Europe/Warsaw'), ('ro','romania','Europe/Bucharest'), ('rs','serbia','Europe/Belgrade'), ('se','sweden','Europe/Stockholm'),
    ('si','slovenia','Europe/Ljubljana'), ('sk','slovakia','Europe/Bratislava'), ('tr','turkey','Europe/Istanbul'), ('il','israel','Asia/Jerusalem'),
    ('in','india','Asia/Kolkata'), ('jp','japan','Asia/Tokyo'), ('kr','south korea','Asia/Seoul'), ('sg','singapore','Asia/Singapore'),
    ('th','thailand','Asia/Bangkok'), ('ae','united arab emirates','Asia/Dubai'), ('za','south africa','Africa/Johannesburg'),
    ('eg','egypt','Africa/Cairo'), ('ke','kenya','Africa/Nairobi'), ('ng','nigeria','Africa/Lagos'), ('co','colombia','America/Bogota'),
    ('pe','peru','America/Lima')) AS c(code, name, zone)
  CROSS JOIN LATERAL (VALUES (c.code), (c.name)) AS k(key) WHERE c.zone IN (SELECT zone FROM "time_zone_name")
  ON CONFLICT DO NOTHING;

-- The accounting identity: everybody of the frozen audience stands in exactly one state, the tally says the same, and no state
-- contradicts the rest of its row. A row for each fault; none: the account is right.
CREATE FUNCTION campaign_account_faults(wanted uuid) RETURNS TABLE (campaign_id uuid, fault text, expected bigint, found bigint)
LANGUAGE sql STABLE AS $$
  WITH c AS (
    SELECT id, state, audience_planned FROM "campaign" WHERE planned_at IS NOT NULL AND (wanted IS NULL OR id = wanted)
  ), counted AS (
    SELECT d.campaign_id, d.state, count(*) AS n FROM "delivery" d JOIN c ON c.id = d.campaign_id GROUP BY 1, 2
  ), tallied AS (
    SELECT t.campaign_id, t.state, sum(t.count)::bigint AS n FROM "campaign_tally" t JOIN c ON c.id = t.campaign_id GROUP BY 1, 2
  ), audience AS (
    SELECT c.id, c.state, c.audience_planned, coalesce(sum(k.n), 0)::bigint AS n FROM c LEFT JOIN counted k ON k.campaign_id = c.id GROUP BY 1, 2, 3
  )
  SELECT a.id, 'audience', a.audience_planned::bigint, a.n FROM audience a WHERE a.audience_planned IS NOT NULL AND a.audience_planned <> a.n
  UNION ALL
  SELECT coalesce(k.campaign_id, t.campaign_id), 'tally:' || coalesce(k.state, t.state), coalesce(k.n, 0), coalesce(t.n, 0)
  FROM counted k FULL JOIN tallied t ON t.campaign_id = k.campaign_id AND t.state = k.state WHERE coalesce(k.n, 0) <> coalesce(t.n, 0)
  UNION ALL
  SELECT k.campaign_id, 'unknown state:' || k.state, 0, k.n FROM counted k WHERE k.state NOT IN ('planned','due','sending','accepted','deferred',
    'refused','expired','returned','complained','in_doubt','held','suppressed','excluded','cancelled')
  UNION ALL
  SELECT a.id, 'waiting although finished', 0, sum(k.n)::bigint FROM audience a JOIN counted k ON k.campaign_id = a.id
    AND k.state IN ('planned','due','sending','deferred') WHERE a.state = 'finished' GROUP BY a.id
  UNION ALL
  SELECT d.campaign_id, 'sending without an attempt', 0, count(*) FROM "delivery" d JOIN c ON c.id = d.campaign_id
  WHERE d.state = 'sending' AND NOT EXISTS (SELECT FROM "attempt" t WHERE t.delivery_id = d.id AND t.fence = d.fence) GROUP BY 1
  UNION ALL
  SELECT d.campaign_id, 'accepted without a time', 0, count(*) FROM "delivery" d JOIN c ON c.id = d.campaign_id
  WHERE d.state = 'accepted' AND d.accepted_at IS NULL GROUP BY 1
$$;
