// How often public forms are used: counted in the database, so that every process knows the same.
import type pg from 'pg';

/** Adds one use and gives the uses of the last $2 hours, this one included. */
const COUNT = `
WITH used AS (
  INSERT INTO form_use (key, hour, count) VALUES ($1, date_trunc('hour', now()), 1)
  ON CONFLICT (key, hour) DO UPDATE SET count = form_use.count + 1 RETURNING count
)
SELECT (SELECT count FROM used) + coalesce(sum(count), 0)::int AS uses FROM form_use
WHERE key = $1 AND hour > now() - $2 * interval '1 hour' AND hour < date_trunc('hour', now())`;

/** @param key no address stands in it: a fingerprint does */
export async function countUse(client: pg.PoolClient, key: string, hours: number): Promise<number> {
  return (await client.query<{ uses: number }>(COUNT, [key, hours])).rows[0]!.uses;
}

/** What one household or office shares: /24 of IPv4, /56 of IPv6. */
export function networkOf(ip: string): string {
  const v4 = ip.match(/(?:^|:)(\d+\.\d+\.\d+)\.\d+$/);
  if (v4) return `${v4[1]}.0/24`;
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const all =
    tail === undefined
      ? groups
      : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest];
  const [a = '0', b = '0', c = '0', d = '0'] = all;
  return `${[a, b, c].map((group) => Number.parseInt(group, 16).toString(16)).join(':')}:${(Number.parseInt(d, 16) & 0xff00).toString(16)}::/56`;
}
