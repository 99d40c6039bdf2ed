// How fast a campaign goes, in whose time zones its readers live, and whether its account is right.
import type { AccountFault, CampaignAccount, CampaignState, ZoneCount } from '@doorstep/contracts';
import type pg from 'pg';
import { CAN_UNDO_PACE, FORGET_PACE_BEFORE, PUT_BACK, REMEMBER, SPACE } from './campaign-pace.sql.js';
import type { Move } from './campaigns.store.js';
import { type Database, inTransaction } from './database.js';
import { READER_ZONE } from './first-try.sql.js';

const ZONES = `
WITH chosen AS (
  SELECT DISTINCT m.address_id FROM campaign c JOIN membership m ON m.list_id = ANY (c.list_ids) AND m.status = 'subscribed'
  WHERE c.id = $1 AND c.audience_kind = 'lists'
  UNION ALL SELECT r.address_id FROM campaign c JOIN campaign_recipient r ON r.campaign_id = c.id WHERE c.id = $1 AND c.audience_kind = 'people'
)
SELECT ${READER_ZONE} AS "timeZone", count(*)::int AS people FROM chosen x JOIN subscriber s ON s.address_id = x.address_id
GROUP BY 1 ORDER BY 2 DESC`;

const TOOK = `'accepted','returned','complained'`;

export class CampaignPaceStore {
  constructor(private readonly database: Database) {}

  /**
   * Of one that was not planned yet it is kept for the moment its audience is written down; of one under way the plan before is kept.
   *
   * @param ratePerHour null: as fast as mail servers take them
   */
  async slow(id: string, ratePerHour: number | null): Promise<Move> {
    return inTransaction(this.database, async (client) => {
      await client.query('SELECT FROM campaign WHERE id = $1 FOR NO KEY UPDATE', [id]);
      await client.query(REMEMBER, [id]);
      return space(client, id, ratePerHour);
    });
  }

  /** Takes the last change back: every first try that is still to come stands where it stood. */
  async undoSlow(id: string): Promise<Move> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ rate: number | null; state: CampaignState; canUndo: boolean }>(
        `SELECT b.rate_per_hour AS rate, c.state, (${CAN_UNDO_PACE}) AS "canUndo"
         FROM campaign c LEFT JOIN campaign_pace_before b ON b.campaign_id = c.id WHERE c.id = $1 FOR NO KEY UPDATE OF c`,
        [id],
      );
      const [before] = rows;
      if (!before) return { kind: 'missing' };
      if (!before.canUndo) return { kind: 'stays', state: before.state };
      if (before.rate === null) await client.query(PUT_BACK, [id]);
      else await client.query(SPACE, [id, before.rate]);
      await client.query('UPDATE campaign SET rate_per_hour = $2, updated_at = now() WHERE id = $1', [id, before.rate]);
      await client.query(FORGET_PACE_BEFORE, [id]);
      return { kind: 'moved' };
    });
  }

  /** After a pause the pace begins anew: what came due meanwhile does not leave all at once. */
  async paceAnew(id: string): Promise<void> {
    await inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ rate: number | null }>(
        `SELECT rate_per_hour AS rate FROM campaign WHERE id = $1 AND state = 'sending' FOR NO KEY UPDATE`,
        [id],
      );
      if (rows[0]?.rate) await space(client, id, rows[0].rate);
    });
  }

  /** Most people first; a null zone: not known. The whole audience is read. */
  async zones(id: string): Promise<ZoneCount[]> {
    return (await this.database.pool.query<ZoneCount>(ZONES, [id])).rows;
  }

  /** null when there is no such campaign. */
  async account(id: string): Promise<CampaignAccount | null> {
    const { rows } = await this.database.pool.query<Omit<CampaignAccount, 'faults' | 'isRight'>>(
      `SELECT c.audience_planned AS audience,
         coalesce(sum(t.count) FILTER (WHERE t.state IN (${TOOK})), 0)::int AS "handedOver",
         coalesce(sum(t.count) FILTER (WHERE t.state = 'sending'), 0)::int AS "onTheWire",
         coalesce(sum(t.count) FILTER (WHERE t.state IN ('planned','due','deferred')), 0)::int AS waiting
       FROM campaign c LEFT JOIN campaign_tally t ON t.campaign_id = c.id WHERE c.id = $1 GROUP BY c.id`,
      [id],
    );
    if (!rows[0]) return null;
    const faults = await this.faults(id);
    return { ...rows[0], faults, isRight: faults.length === 0 };
  }

  /** Faults of the accounting identity, of one campaign or of all of them. */
  async faults(id: string | null): Promise<(AccountFault & { readonly campaignId: string })[]> {
    const { rows } = await this.database.pool.query<AccountFault & { campaignId: string }>(
      `SELECT campaign_id AS "campaignId", fault, expected::int, found::int FROM campaign_account_faults($1) LIMIT 100`,
      [id],
    );
    return rows;
  }
}

async function space(client: pg.PoolClient, id: string, ratePerHour: number | null): Promise<Move> {
  const changed = await client.query<{ isPlanned: boolean }>(
    `UPDATE campaign SET rate_per_hour = $2, updated_at = now() WHERE id = $1 AND (state IN ('draft','scheduled')
       OR (state IN ('planned','sending','paused') AND (planned_at IS NOT NULL OR plan_begun_at IS NULL)))
     RETURNING planned_at IS NOT NULL AS "isPlanned"`,
    [id, ratePerHour],
  );
  if (changed.rows[0]) {
    if (changed.rows[0].isPlanned) await client.query(SPACE, [id, ratePerHour]);
    return { kind: 'moved' };
  }
  const { rows } = await client.query<{ state: CampaignState }>('SELECT state FROM campaign WHERE id = $1', [id]);
  return rows[0] ? { kind: 'stays', state: rows[0].state } : { kind: 'missing' };
}
