// Limits a person set, as statements about lanes `t` see them: those of the site itself before those of its provider.

/** To be joined to site_state `t`. */
export const BY_HAND = `LEFT JOIN limit_by_hand hs ON hs.site_id = t.site_id LEFT JOIN limit_by_hand hp ON hp.provider = t.provider`;

export const CONNECTIONS_BY_HAND = 'coalesce(hs.connections, hp.connections)';
export const MESSAGES_BY_HAND = 'coalesce(hs.messages_per_connection, hp.messages_per_connection)';
export const RATE_BY_HAND = 'coalesce(hs.rate_per_minute, hp.rate_per_minute)';
/** Changes with every change of either. */
export const SET_AT = 'greatest(hs.set_at, hp.set_at)';

/** What a rule or a person slowed it to for a while, or the rate by hand, whichever is slower. */
export const RATE_NOW = `least(CASE WHEN t.rate_until > now() THEN t.rate_per_minute END, ${RATE_BY_HAND})`;

/**
 * Connections lane `t` may have: by hand they neither grow nor are forgotten, and what the site's trouble took off since
 * they were set is given back after an hour, as with a provider's.
 */
export const connectionsNow = (automatic: string): string => `CASE WHEN ${CONNECTIONS_BY_HAND} IS NULL THEN ${automatic}
  WHEN t.limit_at > greatest(now() - interval '1 hour', ${SET_AT}) THEN least(t.connection_limit, ${CONNECTIONS_BY_HAND})
  ELSE ${CONNECTIONS_BY_HAND} END`;

/** The connections of lane `t` are Doorstep's own to learn. */
export const IS_LEARNING = `(t.provider IS NULL AND NOT EXISTS (SELECT FROM limit_by_hand h
  WHERE h.site_id = t.site_id AND h.connections IS NOT NULL))`;

const asJson = (h: string) => `CASE WHEN ${h}.id IS NOT NULL THEN json_build_object('connections', ${h}.connections,
  'connectionsInAll', ${h}.connections_in_all, 'messagesPerConnection', ${h}.messages_per_connection,
  'perMinute', ${h}.rate_per_minute, 'reason', ${h}.reason, 'actor', ${h}.actor,
  'setAt', to_char(${h}.set_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END`;

/** Of site `s`, as a person sees them. */
export const LIMITS_BY_HAND = `(SELECT ${asJson('h')} FROM limit_by_hand h WHERE h.site_id = s.id) AS "ownLimit",
  (SELECT ${asJson('h')} FROM limit_by_hand h WHERE h.provider = s.provider) AS "providerLimit"`;
