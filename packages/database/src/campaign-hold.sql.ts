// The hold before a campaign begins: what is remembered of it, and how it is taken back exactly.

/** Nothing of it is frozen: a draft, or one that was stopped before its plan began. */
export const EDITABLE = `(state = 'draft' OR (state = 'paused' AND planned_at IS NULL AND plan_begun_at IS NULL))`;

/** For the SET of a start or a schedule: what it is at this moment. */
export const REMEMBERED = `before_hold = jsonb_build_object('state', state, 'scheduledAt', scheduled_at, 'timeZone', time_zone,
  'beginsAt', begins_at, 'eachLocalTime', each_local_time, 'pastZones', past_zones, 'pauseReason', pause_reason, 'pace',
  jsonb_build_object('spread', spread_minutes, 'window', send_window, 'policy', missed_policy, 'hours', missed_hours, 'rate', rate_per_hour))`;

const INSTALLATION_HAS_HOURS = 'EXISTS (SELECT FROM sending_control WHERE send_window IS NOT NULL)';
const shutWhile = (condition: string) => `open_from = CASE WHEN ${condition} THEN to_timestamp(0) END,
  open_until = CASE WHEN ${condition} THEN to_timestamp(0) END`;

/** Its hours are shut until a worker has looked at the clock of their zone. */
export const LEFT_ALONE = shutWhile(`send_window IS NOT NULL OR ${INSTALLATION_HAS_HOURS}`);

/** The same where the hours change in the same statement. */
export const leftAlone = (hasHours: boolean): string => shutWhile(hasHours ? 'true' : INSTALLATION_HAS_HOURS);

const undoable = (c: string) => `${c}before_hold IS NOT NULL AND ${c}plan_begun_at IS NULL AND (${c}state = 'scheduled'
  OR (${c}state = 'planned' AND ${c}hold_until > now()))`;

/** Of campaign `c`: its start or schedule can be taken back. */
export const CAN_UNDO = undoable('c.');

/** A schedule that was replaced and whose time has passed meanwhile is not put back: it would begin at once. */
const BACK = `CASE WHEN before_hold->>'state' = 'scheduled' AND (before_hold->>'scheduledAt')::timestamptz <= now() THEN 'draft'
  ELSE before_hold->>'state' END`;

/** What a schedule says of the pace goes back with it; a hold that began without one leaves the pace alone. */
const PACE_BACK = `spread_minutes = coalesce((before_hold#>>'{pace,spread}')::int, spread_minutes),
  send_window = CASE WHEN before_hold ? 'pace' THEN nullif(before_hold#>'{pace,window}', 'null') ELSE send_window END,
  missed_policy = coalesce(before_hold#>>'{pace,policy}', missed_policy),
  missed_hours = coalesce((before_hold#>>'{pace,hours}')::smallint, missed_hours),
  rate_per_hour = CASE WHEN before_hold ? 'pace' THEN (before_hold#>>'{pace,rate}')::int ELSE rate_per_hour END`;

/** $1 campaign. */
export const UNDO = `
UPDATE campaign SET state = ${BACK}, scheduled_at = (before_hold->>'scheduledAt')::timestamptz, time_zone = before_hold->>'timeZone',
  begins_at = (before_hold->>'beginsAt')::timestamptz, each_local_time = (before_hold->>'eachLocalTime')::timestamp,
  past_zones = coalesce(before_hold->>'pastZones', 'at_once'), pause_reason = before_hold->>'pauseReason',
  ${PACE_BACK}, hold_until = NULL, before_hold = NULL, updated_at = now()
WHERE id = $1 AND ${undoable('')}`;
