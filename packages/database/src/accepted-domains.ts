// Domains some address of which took our mail once: whatever they are called, nobody is asked whether they are meant.
import type pg from 'pg';

/** @returns those of the names that took mail */
export async function domainsThatAccepted(pool: pg.Pool, names: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) name
     WHERE (SELECT true FROM address a WHERE a.domain_name = name AND a.last_accepted_at IS NOT NULL LIMIT 1)`,
    [names],
  );
  return rows.map(({ name }) => name);
}
