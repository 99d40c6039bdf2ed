// What a row of an import would do to the person it names, in SQL: shared by the check, the import and its undo.

/** What a row `r` makes of a subscriber `s`; `mode` is the parameter that says what becomes of people who are here. */
export const nameAfter = (mode: string, row = 'r.name', there = 's.name') =>
  `CASE WHEN ${mode} = 'fill' THEN coalesce(${there}, ${row}) ELSE coalesce(${row}, ${there}) END`;
export const fieldsAfter = (mode: string, row = 'r.fields', there = 's.fields') =>
  `CASE WHEN ${mode} = 'fill' THEN ${row} || ${there} ELSE ${there} || ${row} END`;

/** Of the row `r` and the subscriber `s` who is there: something about her would change. */
export const changes = (mode: string) =>
  `${nameAfter(mode)} IS DISTINCT FROM s.name OR (${fieldsAfter(mode)}) IS DISTINCT FROM s.fields`;

/** Parameters of the rules of an import: its lists, what becomes of people who are here, its tags. */
interface Rules {
  readonly lists: string;
  readonly mode: string;
  readonly tags: string;
  /** Says that something may hang on the address `a`. */
  readonly isKnown: string;
}

/**
 * What becomes of a row `r` with its address `a` and subscriber `s`, if there are any. Where EXISTS would let PostgreSQL
 * read a whole large table once for every batch, a limited subquery keeps it at one look into the index for a row.
 */
export function outcomeFor({ lists, mode, tags, isKnown }: Rules): string {
  return `CASE
  WHEN s.id IS NOT NULL AND ${mode}::text = 'skip' THEN 'unchanged'
  WHEN (SELECT true FROM suppression p WHERE p.scope = 'address' AND p.address_id = a.id
      AND p.lifted_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > now()) LIMIT 1)
    OR (SELECT true FROM suppression p WHERE p.scope = 'domain' AND p.domain_name = r.domain_name
      AND p.lifted_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > now()) LIMIT 1) THEN 'suppressed'
  WHEN ${isKnown} AND (SELECT true FROM membership m WHERE m.address_id = a.id AND m.list_id = ANY(${lists}::uuid[]) AND m.status = 'unsubscribed' LIMIT 1) THEN 'unsubscribed'
  WHEN s.id IS NULL THEN 'new'
  WHEN ${changes(`${mode}::text`)}
    OR (SELECT count(*) FROM membership m WHERE m.address_id = a.id AND m.list_id = ANY(${lists}::uuid[]) AND m.status IN ('subscribed','unconfirmed')) < cardinality(${lists}::uuid[])
    OR (cardinality(${tags}::text[]) > 0 AND (SELECT count(*) FROM subscriber_tag t JOIN tag g ON g.id = t.tag_id
      WHERE t.subscriber_id = s.id AND g.name = ANY(${tags}::text[])) < cardinality(${tags}::text[])) THEN 'updated'
  ELSE 'unchanged' END`;
}

/** Outcomes that make a row's person a subscriber. */
export const COMES = `outcome IN ('new','updated','suppressed')`;
