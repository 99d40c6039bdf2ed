// Incidents at a site: swept by every worker, decided by a person, carried out once, undone.
import type { SiteFlood, SiteFloodQuery } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { HARD } from './failures.sql.js';
import { carryOut, type FloodWish } from './flood-decisions.sql.js';
import { holdFailures, noticeAt } from './floods.sql.js';

type Dated<Row, Key extends keyof Row> = Omit<Row, Key> & {
  readonly [K in Key]: Row[K] extends string ? Date : Date | null;
};
export type SiteFloodRow = Dated<SiteFlood, 'startedAt' | 'reviewAt' | 'endedAt'>;
export interface HeldFailureRow {
  readonly id: string;
  readonly address: string;
  readonly at: Date;
  readonly category: string | null;
  readonly reply: string | null;
}

const ROW = `f.id, f.site_id AS "siteId", s.provider, s.mx_hosts AS "mxHosts", f.state, f.wish, f.started_at AS "startedAt",
  f.review_at AS "reviewAt", f.ended_at AS "endedAt", f.hard, f.settled, f.usual_percent AS "usualPercent", f.decided_by AS "decidedBy", f.reason,
  (SELECT count(*)::int FROM address_failure x WHERE x.flood_id = f.id) AS held,
  (SELECT x.evidence->>'replyText' FROM address_failure x WHERE x.flood_id = f.id ORDER BY x.id DESC LIMIT 1) AS "sampleReply"
  FROM site_flood f JOIN site s ON s.id = f.site_id`;

const IN_DOUBT_MINUTES = 30;
/** An ended incident can be opened again for so long. */
const UNDO_DAYS = 30;

export class FloodStore {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page({
    limit,
    after,
    state,
  }: PageOptions & { readonly state: SiteFloodQuery['state'] }): Promise<SiteFloodRow[]> {
    const { rows } = await this.database.pool.query<SiteFloodRow>(
      `SELECT ${ROW} WHERE ($2::uuid IS NULL OR f.id < $2) AND ($3 = 'all' OR ($3 = 'open') = (f.ended_at IS NULL)) ORDER BY f.id DESC LIMIT $1`,
      [limit, after ?? null, state],
    );
    return rows;
  }

  async one(id: string): Promise<SiteFloodRow | null> {
    const { rows } = await this.database.pool.query<SiteFloodRow>(`SELECT ${ROW} WHERE f.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Who it is about, newest first. */
  async people(floodId: string, { limit, after }: PageOptions): Promise<HeldFailureRow[]> {
    const { rows } = await this.database.pool.query<HeldFailureRow>(
      `SELECT x.id, a.normalized AS address, x.at, x.category, x.evidence->>'replyText' AS reply
       FROM address_failure x JOIN address a ON a.id = x.address_id
       WHERE x.flood_id = $1 AND ($3::uuid IS NULL OR x.id < $3) ORDER BY x.id DESC LIMIT $2`,
      [floodId, limit, after ?? null],
    );
    return rows;
  }

  /**
   * Notes what a person decided; a worker carries it out within a second.
   *
   * @returns null when there is no such incident
   * @throws DomainError flood_decided, flood_open, undo_too_late, flood_again
   */
  async wish(id: string, wish: FloodWish, reason: string, actor: string): Promise<SiteFloodRow | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ state: string; wish: string | null; isOld: boolean; hasOther: boolean }>(
        `SELECT f.state, f.wish, coalesce(f.ended_at < now() - $2 * interval '1 day', false) AS "isOld",
           EXISTS (SELECT FROM site_flood o WHERE o.site_id = f.site_id AND o.ended_at IS NULL AND o.id <> f.id) AS "hasOther"
         FROM site_flood f WHERE f.id = $1 FOR UPDATE`,
        [id, UNDO_DAYS],
      );
      const flood = rows[0];
      if (flood === undefined) return null;
      if (flood.wish !== null || (wish !== 'undo' && flood.state !== 'open'))
        throw new DomainError('conflict', 'flood_decided', 'Somebody has decided this already. Look at it again.');
      if (wish === 'undo' && flood.state === 'open')
        throw new DomainError('conflict', 'flood_open', 'Nothing was decided yet, so there is nothing to undo.');
      if (wish === 'undo' && flood.isOld)
        throw new DomainError(
          'conflict',
          'undo_too_late',
          `This was decided more than ${UNDO_DAYS} days ago. Lift or add single suppressions instead.`,
        );
      if (wish === 'undo' && flood.hasOther)
        throw new DomainError(
          'conflict',
          'flood_again',
          'The same mail server has a newer incident under review. Decide that one first.',
        );
      await client.query('UPDATE site_flood SET wish = $2, decided_by = $3, reason = $4 WHERE id = $1', [
        id,
        wish,
        actor,
        reason,
      ]);
      const { rows: now } = await client.query<SiteFloodRow>(`SELECT ${ROW} WHERE f.id = $1`, [id]);
      return now[0]!;
    });
  }

  /** Carries out what was decided, and what nobody decided in time: those holds are dropped. @returns incidents dealt with */
  async carryOutWishes(): Promise<{ id: string; siteId: string; wish: FloodWish }[]> {
    await this.database.pool.query(
      `UPDATE site_flood SET wish = 'release', decided_by = 'Doorstep',
         reason = 'Nobody decided in time. In doubt for the readers: nothing follows; whoever is gone will fail again.'
       WHERE ended_at IS NULL AND wish IS NULL AND review_at <= now()`,
    );
    const done: { id: string; siteId: string; wish: FloodWish }[] = [];
    for (;;) {
      const one = await inTransaction(this.database, carryOut);
      if (one === null) return done;
      done.push(one);
    }
  }

  /**
   * What single batches cannot see: failures of several workers that make an incident together, and those written while
   * another worker began it. Any number of workers may sweep at once.
   */
  async sweep(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ siteId: string; at: Date }>(
      `SELECT x.site_id AS "siteId", max(x.at) AS at FROM address_failure x
       WHERE x.id >= id_floor(now() - $1 * interval '1 minute') AND x.site_id IS NOT NULL AND x.effect IN ${HARD} AND x.state = 'counted' GROUP BY 1`,
      [IN_DOUBT_MINUTES],
    );
    if (rows.length === 0) return [];
    return inTransaction(this.database, async (client) => {
      const held = await noticeAt(client, new Map(rows.map(({ siteId, at }) => [siteId, at])));
      const { rows: open } = await client.query<{ id: string }>(
        'SELECT id FROM site_flood WHERE ended_at IS NULL AND site_id = ANY($1::uuid[]) ORDER BY id',
        [rows.map((row) => row.siteId)],
      );
      for (const { id } of open) held.push(...(await holdFailures(client, id)));
      return held;
    });
  }
}
