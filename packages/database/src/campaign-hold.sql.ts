// The hold before a campaign begins: what is remembered of it, and how it is taken back exactly.

/** Nothing of it is frozen: a draft, or one that was stopped before its plan began. */
export const EDITABLE = `(state = 'draft' OR (state = 'paused' AND planned_at IS NULL AND plan_begun_at IS NULL))`;

/** For the SET of a start or a schedule: what it is at this moment. */
export const REMEMBERED = `before_hold = jsonb_build_object('state', state, 'scheduledAt', scheduled_at, 'timeZone', time_zone,
  'beginsAt', begins_at, 'eachLocalTime', each_local_time, 'pastZones', past_zones, 'pauseReason', pause_reason)`;

/** Its hours are shut until a worker has looked at the clock of their zone. */
export const LEFT_ALONE = `open_from = CASE WHEN send_window IS NOT NULL OR EXISTS (SELECT FROM sending_control WHERE send_window IS NOT NULL)
    THEN to_timestamp(0) END,
  open_until = CASE WHEN send_window IS NOT NULL OR EXISTS (SELECT FROM sending_control WHERE send_window IS NOT NULL) THEN to_timestamp(0) END`;

const undoable = (c: string) => `${c}before_hold IS NOT NULL AND ${c}plan_begun_at IS NULL AND (${c}state = 'scheduled'
  OR (${c}state = 'planned' AND ${c}hold_until > now()))`;

/** Of campaign `c`: its start or schedule can be taken back. */
export const CAN_UNDO = undoable('c.');

/** A schedule that was replaced and whose time has passed meanwhile is not put back: it would begin at once. */
const BACK = `CASE WHEN before_hold->>'state' = 'scheduled' AND (before_hold->>'scheduledAt')::timestamptz <= now() THEN 'draft'
  ELSE before_hold->>'state' END`;

/** $1 campaign. */
export const UNDO = `
UPDATE campaign SET state = ${BACK}, scheduled_at = (before_hold->>'scheduledAt')::timestamptz, time_zone = before_hold->>'timeZone',
  begins_at = (before_hold->>'beginsAt')::timestamptz, each_local_time = (before_hold->>'eachLocalTime')::timestamp,
  past_zones = coalesce(before_hold->>'pastZones', 'at_once'), pause_reason = before_hold->>'pauseReason',
  hold_until = NULL, before_hold = NULL, updated_at = now()
WHERE id = $1 AND ${undoable('')}`;
