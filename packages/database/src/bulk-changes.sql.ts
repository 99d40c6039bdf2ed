// What each kind of bulk change does to a page of people, and how it is taken back: one statement each, by sets.
// $1 the change, $2 its actor, $3 its params, $4 the address ids of the page, in order.

/** Notes before-values for those it changes; `act` returns address_id and before (jsonb). */
const noting = (act: string, told: string) => `
WITH chosen AS (SELECT a.id AS address_id FROM address a WHERE a.id = ANY($4::uuid[]) AND $3::jsonb IS NOT NULL ORDER BY a.id FOR NO KEY UPDATE),
${act},
noted AS (
  UPDATE bulk_change_person p SET is_changed = true, before = c.before FROM changed c
  WHERE p.bulk_change_id = $1 AND p.address_id = c.address_id RETURNING p.address_id
), told AS (
  INSERT INTO address_event (address_id, kind, actor, detail)
  SELECT c.address_id, ${told} FROM changed c
)
SELECT count(*)::int AS changed FROM noted`;

const LIST = `(SELECT l.name FROM list l WHERE l.id = ($3::jsonb->>'listId')::uuid)`;
const aboutList = (kind: string) =>
  `'${kind}', $2, jsonb_build_object('listId', $3::jsonb->>'listId', 'listName', ${LIST}, 'bulkChangeId', $1::uuid)`;
const aboutTag = (verb: string) =>
  `'subscriber_changed', $2, jsonb_build_object('${verb}', $3::jsonb->>'tag', 'bulkChangeId', $1::uuid)`;

export const ACTS: Readonly<Record<string, string>> = {
  add_to_list: noting(
    `wanted AS (SELECT c.address_id, m.status AS before FROM chosen c JOIN subscriber b ON b.address_id = c.address_id
       LEFT JOIN membership m ON m.address_id = c.address_id AND m.list_id = ($3::jsonb->>'listId')::uuid
       WHERE m.status IS NULL OR m.status = 'removed'),
     joined AS (
       INSERT INTO membership (list_id, address_id, status, consent_at)
       SELECT l.id, w.address_id, CASE WHEN l.opt_in = 'double' THEN 'unconfirmed' ELSE 'subscribed' END, now()
       FROM wanted w JOIN list l ON l.id = ($3::jsonb->>'listId')::uuid AND l.archived_at IS NULL
       ON CONFLICT (list_id, address_id) DO UPDATE SET status = excluded.status, confirmed_at = NULL,
         confirmation_tries = 0, confirmation_next_at = now() WHERE membership.status = 'removed'
       RETURNING address_id),
     changed AS (SELECT j.address_id, jsonb_build_object('status', w.before) AS before FROM joined j JOIN wanted w USING (address_id))`,
    aboutList('list_joined'),
  ),
  remove_from_list: noting(
    `was AS (SELECT m.address_id, m.status FROM membership m JOIN chosen c USING (address_id)
       WHERE m.list_id = ($3::jsonb->>'listId')::uuid AND m.status IN ('subscribed','unconfirmed')),
     gone AS (UPDATE membership m SET status = 'removed' FROM was w
       WHERE m.address_id = w.address_id AND m.list_id = ($3::jsonb->>'listId')::uuid RETURNING m.address_id),
     changed AS (SELECT w.address_id, jsonb_build_object('status', w.status) AS before FROM gone g JOIN was w USING (address_id))`,
    aboutList('list_left'),
  ),
  add_tag: noting(
    `tagged AS (INSERT INTO subscriber_tag (subscriber_id, tag_id)
       SELECT b.id, ($3::jsonb->>'tagId')::uuid FROM chosen c JOIN subscriber b USING (address_id) ON CONFLICT DO NOTHING RETURNING subscriber_id),
     changed AS (SELECT b.address_id, '{}'::jsonb AS before FROM tagged t JOIN subscriber b ON b.id = t.subscriber_id)`,
    aboutTag('tagAdded'),
  ),
  remove_tag: noting(
    `untagged AS (DELETE FROM subscriber_tag t USING chosen c JOIN subscriber b USING (address_id)
       WHERE t.subscriber_id = b.id AND t.tag_id = ($3::jsonb->>'tagId')::uuid RETURNING t.subscriber_id),
     changed AS (SELECT b.address_id, '{}'::jsonb AS before FROM untagged t JOIN subscriber b ON b.id = t.subscriber_id)`,
    aboutTag('tagRemoved'),
  ),
  delete: noting(
    `was AS (SELECT b.address_id, jsonb_build_object('subscriber', to_jsonb(b),
         'tagIds', (SELECT coalesce(jsonb_agg(t.tag_id), '[]') FROM subscriber_tag t WHERE t.subscriber_id = b.id),
         'lists', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.list_id, 'status', m.status)), '[]') FROM membership m
           WHERE m.address_id = b.address_id AND m.status IN ('subscribed','unconfirmed'))) AS before
       FROM subscriber b JOIN chosen c USING (address_id)),
     off_lists AS (UPDATE membership m SET status = 'removed' FROM was w
       WHERE m.address_id = w.address_id AND m.status IN ('subscribed','unconfirmed') RETURNING 1),
     gone AS (DELETE FROM subscriber b USING was w WHERE b.address_id = w.address_id RETURNING b.address_id),
     changed AS (SELECT w.* FROM was w JOIN gone g USING (address_id))`,
    `'subscriber_deleted', $2, jsonb_build_object('bulkChangeId', $1::uuid, 'subscriberId', c.before->'subscriber'->>'id')`,
  ),
  suppress: noting(
    `held AS (INSERT INTO suppression (scope, address_id, cause, source, actor, evidence)
       SELECT 'address', c.address_id, 'manual', 'user', $2, jsonb_build_object('reason', $3::jsonb->>'reason', 'bulkChangeId', $1::uuid) FROM chosen c
       ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING RETURNING id, address_id),
     changed AS (SELECT address_id, jsonb_build_object('suppressionId', id) AS before FROM held)`,
    `'suppressed', $2, jsonb_build_object('suppressionId', c.before->>'suppressionId', 'cause', 'manual', 'reason', $3::jsonb->>'reason', 'bulkChangeId', $1::uuid)`,
  ),
};

/** People of the page it had changed; whoever was changed since by somebody else is left as she is. */
const undoing = (act: string, told: string) => `
WITH locked AS (SELECT a.id FROM address a WHERE a.id = ANY($4::uuid[]) AND $3::jsonb IS NOT NULL ORDER BY a.id FOR NO KEY UPDATE),
mine AS (SELECT p.address_id, p.subscriber_id, p.before FROM bulk_change_person p JOIN locked l ON l.id = p.address_id
  WHERE p.bulk_change_id = $1 AND p.is_changed),
${act},
told AS (INSERT INTO address_event (address_id, kind, actor, detail) SELECT address_id, ${told} FROM back)
SELECT count(*)::int AS changed FROM back`;

const UNDONE = `jsonb_build_object('bulkChangeId', $1::uuid, 'isUndo', true)`;

export const UNDOS: Readonly<Record<string, string>> = {
  add_to_list: undoing(
    `back AS (UPDATE membership m SET status = 'removed' FROM mine p
       WHERE m.address_id = p.address_id AND m.list_id = ($3::jsonb->>'listId')::uuid AND m.status IN ('subscribed','unconfirmed') RETURNING m.address_id)`,
    `'list_left', $2, ${UNDONE} || jsonb_build_object('listId', $3::jsonb->>'listId', 'listName', ${LIST})`,
  ),
  remove_from_list: undoing(
    `back AS (UPDATE membership m SET status = p.before->>'status' FROM mine p
       WHERE m.address_id = p.address_id AND m.list_id = ($3::jsonb->>'listId')::uuid AND m.status = 'removed'
         AND EXISTS (SELECT FROM subscriber b WHERE b.address_id = m.address_id) RETURNING m.address_id)`,
    `'list_joined', $2, ${UNDONE} || jsonb_build_object('listId', $3::jsonb->>'listId', 'listName', ${LIST})`,
  ),
  add_tag: undoing(
    `untagged AS (DELETE FROM subscriber_tag t USING mine p WHERE t.subscriber_id = p.subscriber_id AND t.tag_id = ($3::jsonb->>'tagId')::uuid RETURNING t.subscriber_id),
     back AS (SELECT p.address_id FROM untagged t JOIN mine p USING (subscriber_id))`,
    `'subscriber_changed', $2, ${UNDONE}`,
  ),
  remove_tag: undoing(
    `tagged AS (INSERT INTO subscriber_tag (subscriber_id, tag_id)
       SELECT b.id, t.id FROM mine p JOIN subscriber b ON b.id = p.subscriber_id JOIN tag t ON t.id = ($3::jsonb->>'tagId')::uuid
       ON CONFLICT DO NOTHING RETURNING subscriber_id),
     back AS (SELECT p.address_id FROM tagged t JOIN mine p USING (subscriber_id))`,
    `'subscriber_changed', $2, ${UNDONE}`,
  ),
  delete: undoing(
    `back AS (INSERT INTO subscriber (id, address_id, name, fields, import_id, created_at)
       SELECT p.subscriber_id, p.address_id, p.before->'subscriber'->>'name', p.before->'subscriber'->'fields',
         (p.before->'subscriber'->>'import_id')::uuid, (p.before->'subscriber'->>'created_at')::timestamptz
       FROM mine p JOIN address a ON a.id = p.address_id AND a.erased_at IS NULL ON CONFLICT DO NOTHING RETURNING id, address_id),
     tagged AS (INSERT INTO subscriber_tag (subscriber_id, tag_id)
       SELECT p.subscriber_id, t.id FROM mine p JOIN back k USING (address_id), jsonb_array_elements_text(p.before->'tagIds') x JOIN tag t ON t.id = x::uuid
       ON CONFLICT DO NOTHING),
     on_lists AS (UPDATE membership m SET status = l->>'status' FROM mine p JOIN back k USING (address_id), jsonb_array_elements(p.before->'lists') l
       WHERE m.address_id = p.address_id AND m.list_id = (l->>'id')::uuid AND m.status = 'removed')`,
    `'subscriber_added', $2, ${UNDONE} || jsonb_build_object('again', true)`,
  ),
  suppress: undoing(
    `back AS (UPDATE suppression s SET lifted_at = now(), lifted_by = $2, lift_reason = 'The change was undone' FROM mine p
       WHERE s.id = (p.before->>'suppressionId')::uuid AND s.lifted_at IS NULL RETURNING s.address_id)`,
    `'suppression_lifted', $2, ${UNDONE} || jsonb_build_object('cause', 'manual', 'reason', 'The change was undone')`,
  ),
};
