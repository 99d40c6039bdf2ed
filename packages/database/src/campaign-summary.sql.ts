// The columns of a campaign without its content, as `CampaignRow` names them.
import { CAN_UNDO } from './campaign-hold.sql.js';
import { CAN_UNDO_PACE } from './campaign-pace.sql.js';

/** Of campaign `c`: an issue says which one it is; a series that has ended no longer counts for its template. */
const SERIES = `SELECT to_jsonb(x) FROM (
    SELECT s.id, s.name, false AS "isTemplate", i.number FROM series_issue i JOIN campaign_series s ON s.id = i.series_id WHERE i.campaign_id = c.id
    UNION ALL SELECT s.id, s.name, true, NULL FROM campaign_series s WHERE s.template_id = c.id AND s.state <> 'ended') x LIMIT 1`;

export const SUMMARY = `c.id, c.name, c.state, c.sending_domain_id AS "sendingDomainId", c.from_name AS "fromName",
  c.from_local AS "fromLocal", CASE WHEN c.from_local <> '' THEN c.from_local || '@' || d.name END AS "fromAddress",
  c.reply_to AS "replyTo", c.subject, c.content_kind AS "contentKind", c.preview_text AS "previewText",
  c.list_ids AS "listIds", c.segment_ids AS "segmentIds",
  c.excluded_list_ids AS "excludedListIds", c.excluded_segment_ids AS "excludedSegmentIds", c.scheduled_at AS "scheduledAt", c.time_zone AS "timeZone",
  c.max_age_hours AS "maxAgeHours", c.in_doubt_policy AS "inDoubtPolicy",
  c.spread_minutes AS "spreadMinutes", c.send_window AS "sendWindow", c.missed_policy AS "missedPolicy", c.missed_hours AS "missedHours",
  CASE WHEN c.hold_until > now() THEN c.hold_until END AS "holdUntil", (${CAN_UNDO}) AS "canUndo", (${CAN_UNDO_PACE}) AS "canUndoPace", c.past_zones AS "pastZones",
  c.each_local_time IS NOT NULL AS "eachAtLocalTime", c.rate_per_hour AS "ratePerHour",
  CASE WHEN c.state IN ('planned','sending') AND c.open_from > now() THEN c.open_from END AS "opensAt",
  c.tracking, c.audience_kind AS "audienceKind",
  1 + (SELECT count(*)::int FROM campaign_variant v WHERE v.campaign_id = c.id) AS "variantCount", c.resend_of AS "resendOf", (${SERIES}) AS series,
  c.planned_at AS "plannedAt", c.started_at AS "startedAt",
  c.finished_at AS "finishedAt", c.pause_reason AS "pauseReason", c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;
export const FROM = 'FROM campaign c LEFT JOIN sending_domain d ON d.id = c.sending_domain_id';
