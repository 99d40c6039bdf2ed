// What narrows the audit log down, as SQL: who, what kind of change, on which object or address, when.
import type { AuditFilter } from '@doorstep/contracts';

/** Kinds of objects that have a name: where they stand, and what their name is. */
const NAMED: Readonly<Record<string, readonly [rows: string, id: string, name: string]>> = {
  campaigns: ['campaign', 'id', 'name'],
  lists: ['list', 'id', 'name'],
  segments: ['segment', 'id', 'name'],
  series: ['campaign_series', 'id', 'name'],
  templates: ['template', 'id', 'name'],
  imports: ['import', 'id', 'file_name'],
  tags: ['tag', 'id', 'name'],
  users: ['"user"', 'id', 'name'],
  'api-keys': ['api_key', 'id', 'name'],
  'sending-domains': ['sending_domain', 'id', 'name'],
  'bounce-mailboxes': ['bounce_mailbox', 'id', 'name'],
  rules: ['own_rule', 'id', 'name'],
  webhooks: ['webhook_endpoint', 'id', 'url'],
};

/** These are people: their name is their address. */
const PEOPLE: typeof NAMED = {
  subscribers: ['subscriber s JOIN address a ON a.id = s.address_id', 's.id', 'a.normalized'],
  suppressions: [
    'suppression s LEFT JOIN address a ON a.id = s.address_id',
    's.id',
    'coalesce(a.normalized, s.domain_name)',
  ],
};

/** Ids of some kinds are no uuids: those are not cast. */
const SUBJECT_UUID = `CASE WHEN e.subject_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN e.subject_id::uuid END`;

/** What the object of entry `e` is called today, or NULL. */
export const SUBJECT_NAME = `CASE e.subject_kind ${Object.entries({ ...NAMED, ...PEOPLE })
  .map(([kind, [rows, id, name]]) => `WHEN '${kind}' THEN (SELECT ${name} FROM ${rows} WHERE ${id} = ${SUBJECT_UUID})`)
  .join(' ')} END`;

const BY_NAME = Object.entries(NAMED)
  .map(([kind, [rows, id, name]]) => `SELECT '${kind}', ${id}::text FROM ${rows} WHERE ${name} ILIKE $`)
  .join(' UNION ALL ');

/**
 * Everything that was ever done to an address: to it, to each subscriber it ever was, to its suppressions, and what changed
 * it among many others. Deleted subscribers are known by the events of the address.
 */
const OF_ADDRESS = `
  SELECT 'people', a.id::text FROM address a WHERE a.normalized = $
  UNION ALL SELECT 'subscribers', s.id::text FROM subscriber s JOIN address a ON a.id = s.address_id WHERE a.normalized = $
  UNION ALL SELECT 'suppressions', s.id::text FROM suppression s JOIN address a ON a.id = s.address_id WHERE a.normalized = $
  UNION ALL SELECT 'live-checks', c.id::text FROM live_check c JOIN address a ON a.id = c.address_id WHERE a.normalized = $
  UNION ALL SELECT 'inbound', m.id::text FROM inbound_message m JOIN address a ON a.id = m.address_id WHERE a.normalized = $
  UNION ALL SELECT k.kind, v.detail->>k.key FROM address_event v JOIN address a ON a.id = v.address_id
    CROSS JOIN (VALUES ('subscriberId', 'subscribers'), ('bulkChangeId', 'bulk-changes'), ('importId', 'imports'),
      ('suppressionId', 'suppressions'), ('releaseId', 'suppression-releases'), ('floodId', 'site-floods'), ('replayId', 'rule-replays'),
      ('actionId', 'chronic')) AS k(key, kind)
    WHERE a.normalized = $ AND v.detail ? k.key`;

/** An entry has its id a moment before or after the time that stands in it. */
const SLACK = `interval '1 minute'`;

/**
 * @param values  get what the conditions need appended; placeholders count on from there
 * @returns conditions on entry `e`, to be joined by AND; "true" without any
 */
export function auditConditions({ who, action, about, from, to }: AuditFilter, values: unknown[]): string {
  const found: string[] = [];
  const add = (sql: string, value: unknown) => {
    values.push(value);
    const place = `$${values.length}`;
    found.push(sql.replaceAll('$', () => place));
  };
  if (who) add('e.actor_label = $', who);
  if (action) {
    if (action.includes('.')) add('e.action = $', action);
    else add(`split_part(e.action, '.', 1) = $`, action);
  }
  if (about) addAbout(about, add);
  if (from) add(`e.at >= $::timestamptz AND e.id >= id_floor($::timestamptz - ${SLACK})`, from);
  if (to) add(`e.at < $::timestamptz AND e.id < id_floor($::timestamptz + ${SLACK})`, to);
  return found.length === 0 ? 'true' : found.join(' AND ');
}

function addAbout(about: string, add: (sql: string, value: unknown) => void): void {
  const [, kind, id] = /^([a-z-]+):(.+)$/.exec(about) ?? [];
  if (about.includes('@'))
    add(
      `((e.detail ? 'address' AND lower(e.detail->>'address') = $) OR (e.subject_kind, e.subject_id) IN (${OF_ADDRESS}))`,
      about.toLowerCase(),
    );
  else if (kind && id)
    add(`(e.subject_kind, e.subject_id) = (split_part($, ':', 1), substr($, strpos($, ':') + 1))`, about);
  else
    add(
      `(e.detail->>'name' ILIKE $ OR e.subject_id ILIKE $ OR (e.subject_kind, e.subject_id) IN (${BY_NAME}))`,
      `%${about.replace(/[\\%_]/g, '\\$&')}%`,
    );
}
