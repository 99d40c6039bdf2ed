// When a planned delivery may be tried first: at once, at a time on the reader's own clock, or spread over hours.

/** The zone a subscriber `s` says she lives in; null when she does not, or says nothing a clock knows. */
export const READER_ZONE = `coalesce(
  (SELECT z.zone FROM time_zone_name z WHERE z.key = lower(s.fields->>'time_zone')),
  (SELECT z.zone FROM time_zone_name z WHERE z.key = lower(s.fields->>'country')))`;

/** $1 campaign. One row. */
export const PACE = `
  SELECT each_local_time, past_zones, spread_minutes, coalesce(time_zone, 'UTC') AS time_zone FROM campaign WHERE id = $1`;

/** The reader's own moment; where that has passed, now or a day later. */
const EACH = `(SELECT greatest(now(), CASE WHEN r.at < now() AND pace.past_zones = 'next_day'
    THEN (pace.each_local_time + interval '1 day') AT TIME ZONE r.zone ELSE r.at END)
  FROM (SELECT o.zone, pace.each_local_time AT TIME ZONE o.zone AS at
    FROM (SELECT coalesce(${READER_ZONE}, pace.time_zone) AS zone) o) r)`;

/** Where in the spread an address stands, 0 to 1: the same at every try of the plan, and even over many. */
const SHARE = `((hashtextextended(p.address_id::text, 0) & 1048575) / 1048576.0)`;

/** Of the address of page row `p` and subscriber `s`, with the campaign's `pace`. */
export const FIRST_TRY = `(CASE WHEN pace.each_local_time IS NULL THEN now() ELSE ${EACH} END
  + CASE WHEN pace.spread_minutes = 0 THEN interval '0' ELSE pace.spread_minutes * ${SHARE} * interval '1 minute' END)`;
