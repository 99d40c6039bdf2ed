// The states of a DKIM key, as they follow from its row, and the moves between them.

/** What was sent with the old key may be deferred for days: the default maximum age of a campaign is two days. */
export const REST_DAYS = 7;

/** A switch rests on a look at DNS that is at most this old. */
const FRESH = `interval '10 minutes'`;

/** `k` is a row of dkim_key that was not removed. */
export const KEY_STATE = `CASE WHEN k.is_active THEN 'active' WHEN k.activated_at IS NULL THEN 'next'
  WHEN k.replaced_at > now() - interval '${REST_DAYS} days' THEN 'resting' ELSE 'removable' END`;

const IS_NEXT = 'NOT is_active AND activated_at IS NULL AND removed_at IS NULL';
/** The keys before: those replaced last, while their records are still needed. */
const IS_BEFORE = `NOT is_active AND removed_at IS NULL AND replaced_at > now() - interval '${REST_DAYS} days'
  AND replaced_at = (SELECT max(replaced_at) FROM dkim_key b WHERE b.sending_domain_id = $1 AND b.removed_at IS NULL)`;
const IS_SEEN = `viewed_at > now() - ${FRESH} AND seen_at >= viewed_at`;

/** Next keys nobody saw everywhere yet: looked for every 30 seconds at first, then after a twentieth of their age. */
export const DUE_LOOKS = `
WHERE EXISTS (SELECT FROM dkim_key k WHERE k.sending_domain_id = d.id AND NOT k.is_active AND k.activated_at IS NULL
  AND k.removed_at IS NULL AND (k.seen_at IS NULL OR k.seen_at < k.viewed_at)
  AND coalesce(k.viewed_at, k.created_at) < now() - greatest(interval '30 seconds', (now() - k.created_at) / 20))
LIMIT 5`;

export const isOf = { next: IS_NEXT, before: IS_BEFORE } as const;

export const STANDING = (which: keyof typeof isOf) =>
  `SELECT count(*)::int AS keys, count(*) FILTER (WHERE NOT coalesce(${IS_SEEN}, false))::int AS unseen
   FROM dkim_key WHERE sending_domain_id = $1 AND ${isOf[which]}`;

// Both halves see the rows as they were: what is active becomes replaced, what was chosen becomes active.
export const SWITCH = (which: keyof typeof isOf) => `
UPDATE dkim_key SET is_active = NOT is_active,
  activated_at = CASE WHEN is_active THEN coalesce(activated_at, created_at) ELSE now() END,
  replaced_at = CASE WHEN is_active THEN now() END
WHERE sending_domain_id = $1 AND (is_active OR (${isOf[which]}))`;

export const ROTATION = `
SELECT d.id, d.name AS domain, d.dkim_switch_at AS "switchAt", d.dkim_trouble AS trouble, d.dkim_trouble_since AS "troubleSince",
  coalesce((SELECT json_agg(json_build_object('id', k.id, 'selector', k.selector, 'algorithm', k.algorithm,
    'publicKey', k.public_key, 'state', ${KEY_STATE}, 'createdAt', k.created_at, 'activatedAt', k.activated_at,
    'replacedAt', k.replaced_at, 'viewedAt', k.viewed_at, 'seenAt', k.seen_at, 'views', k.views,
    'keepUntil', k.replaced_at + interval '${REST_DAYS} days') ORDER BY k.is_active DESC, k.id DESC)
    FROM dkim_key k WHERE k.sending_domain_id = d.id AND k.removed_at IS NULL), '[]') AS keys
FROM sending_domain d`;
