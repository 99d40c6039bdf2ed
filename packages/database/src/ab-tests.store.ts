// A/B tests of campaigns: written with the campaign, decided once, and the rest of the audience let go page by page.

import type { NewAbTest } from '@doorstep/contracts';
import { DUE, EVENTS, EVIDENCE, IS_OPEN, IS_UNDOABLE, LET_GO, RELEASE } from './ab-tests.sql.js';
import { EDITABLE } from './campaign-hold.sql.js';
import { FORGET_PACE_BEFORE, SPACE } from './campaign-pace.sql.js';
import { addVariant, type StoredVariant, VARIANT_COLUMNS } from './campaign-variants.js';
import type { Move } from './campaigns.store.js';
import { type Database, inTransaction } from './database.js';
import { inState } from './listed-state.sql.js';

export type AbTermsRow = Pick<
  NewAbTest,
  'samplePercent' | 'winnerBy' | 'decideAfterHours' | 'deadlineHours' | 'ifUnclear'
>;

export interface AbStanding extends AbTermsRow {
  readonly plannedAt: Date | null;
  readonly winner: number | null;
  readonly decidedAt: Date | null;
  /** null: Doorstep by itself. */
  readonly decidedBy: string | null;
  readonly asksSince: Date | null;
  readonly reason: string | null;
  readonly restFrom: Date | null;
  readonly restDoneAt: Date | null;
  readonly canUndo: boolean;
  readonly restWaiting: number;
}

export interface AbEvidence {
  readonly number: number;
  readonly people: number;
  readonly gotIt: number;
  readonly notTried: number;
  readonly missed: number;
  readonly complained: number;
  readonly peopleOpened: number;
  readonly peopleClicked: number;
}

export interface AbEvents {
  readonly number: number;
  readonly kind: 'open' | 'click';
  readonly events: number;
}

/** What is to be done with the rest, as whoever judges the evidence says. */
export type AbDecision = { readonly words: string } & (
  | { readonly kind: 'send'; readonly winner: number }
  | { readonly kind: 'ask' }
);

const TERMS = `ab_sample_percent AS "samplePercent", ab_winner_by AS "winnerBy", ab_decide_after_hours AS "decideAfterHours",
  ab_deadline_hours AS "deadlineHours", ab_if_unclear AS "ifUnclear"`;

const NO_TERMS = `ab_sample_percent = NULL, ab_winner_by = NULL, ab_decide_after_hours = NULL, ab_deadline_hours = NULL, ab_if_unclear = NULL`;

const STANDING = `SELECT ${TERMS}, planned_at AS "plannedAt", ab_winner AS winner, ab_decided_at AS "decidedAt", ab_decided_by AS "decidedBy",
  ab_asks_since AS "asksSince", ab_reason AS reason, ab_rest_from AS "restFrom", ab_rest_done_at AS "restDoneAt", (${IS_UNDOABLE}) AS "canUndo",
  (SELECT count(*)::int FROM delivery d WHERE d.campaign_id = c.id AND ${inState('planned')} AND d.next_attempt_at IS NULL AND d.variant IS NULL)
    AS "restWaiting"
FROM campaign c WHERE id = $1 AND ab_sample_percent IS NOT NULL`;

export class AbTestStore {
  constructor(private readonly database: Database) {}

  /** B, C and D as they are stored. */
  async variants(campaignId: string): Promise<StoredVariant[]> {
    const { rows } = await this.database.pool.query<StoredVariant>(
      `SELECT ${VARIANT_COLUMNS} FROM campaign_variant WHERE campaign_id = $1 ORDER BY number`,
      [campaignId],
    );
    return rows;
  }

  /** null while nothing is tried. */
  async standing(campaignId: string): Promise<AbStanding | null> {
    return (await this.database.pool.query<AbStanding>(STANDING, [campaignId])).rows[0] ?? null;
  }

  /** What came of each variant in the test, by number; one nobody has yet is left out. */
  async evidence(campaignId: string): Promise<AbEvidence[]> {
    return (await this.database.pool.query<AbEvidence>(EVIDENCE, [campaignId])).rows;
  }

  async events(campaignId: string): Promise<AbEvents[]> {
    return (await this.database.pool.query<AbEvents>(EVENTS, [campaignId])).rows;
  }

  /** Takes the place of all variants there were. Only while the content may be changed. */
  async write(campaignId: string, terms: AbTermsRow, variants: readonly StoredVariant[]): Promise<Move> {
    return this.rewrite(
      campaignId,
      `ab_sample_percent = $2, ab_winner_by = $3, ab_decide_after_hours = $4, ab_deadline_hours = $5, ab_if_unclear = $6`,
      [terms.samplePercent, terms.winnerBy, terms.decideAfterHours, terms.deadlineHours, terms.ifUnclear],
      variants,
    );
  }

  /** Everybody gets A. */
  async remove(campaignId: string): Promise<Move> {
    return this.rewrite(campaignId, NO_TERMS, [], []);
  }

  /** Campaigns whose test may be decided now. @param timeScale waits are divided by this; 1 outside of tests */
  async due(timeScale: number): Promise<string[]> {
    return (await this.database.pool.query<{ id: string }>(DUE, [timeScale])).rows.map(({ id }) => id);
  }

  /**
   * Decides a test that is open, once: whoever comes second finds it decided.
   *
   * @param judge is asked within the transaction; must not wait for anything
   * @returns what was decided now, or null
   */
  async decide(
    campaignId: string,
    judge: (evidence: readonly AbEvidence[], terms: AbTermsRow, variants: number) => AbDecision,
  ): Promise<AbDecision | null> {
    return inTransaction(this.database, async (client) => {
      const open = await client.query<AbTermsRow & { variants: number }>(
        `SELECT ${TERMS}, 1 + (SELECT count(*)::int FROM campaign_variant v WHERE v.campaign_id = c.id) AS variants
         FROM campaign c WHERE id = $1 AND ${IS_OPEN} FOR NO KEY UPDATE`,
        [campaignId],
      );
      const [row] = open.rows;
      if (!row) return null;
      const { variants, ...terms } = row;
      const { rows } = await client.query<AbEvidence>(EVIDENCE, [campaignId]);
      const decision = judge(rows, terms, variants);
      await client.query(
        decision.kind === 'send'
          ? `UPDATE campaign SET ab_winner = $3, ab_reason = $2, ab_decided_at = now(), ab_rest_from = now() WHERE id = $1`
          : `UPDATE campaign SET ab_asks_since = now(), ab_reason = $2 WHERE id = $1`,
        [campaignId, decision.words, ...(decision.kind === 'send' ? [decision.winner] : [])],
      );
      return decision;
    });
  }

  /**
   * A person says which one the rest gets; it begins after the hold.
   *
   * @returns decided: the rest goes out already, or there is none
   */
  async choose(
    campaignId: string,
    variant: number,
    by: string,
    holdSeconds: number,
  ): Promise<'chosen' | 'no_variant' | 'decided' | 'not_sending'> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ isThere: boolean; isFree: boolean; isSending: boolean }>(
        `SELECT $2 <= (SELECT count(*) FROM campaign_variant v WHERE v.campaign_id = c.id) AS "isThere",
           ab_sample_percent < 100 AND (ab_winner IS NULL OR (${IS_UNDOABLE})) AS "isFree",
           planned_at IS NOT NULL AND state IN ('sending','paused') AS "isSending"
         FROM campaign c WHERE id = $1 AND ab_sample_percent IS NOT NULL FOR NO KEY UPDATE`,
        [campaignId, variant],
      );
      const [row] = rows;
      if (!row?.isThere) return 'no_variant';
      if (!row.isSending) return 'not_sending';
      if (!row.isFree) return 'decided';
      await client.query(
        `UPDATE campaign SET ab_winner = $2, ab_decided_by = $3, ab_decided_at = now(), ab_rest_from = now() + $4 * interval '1 second'
         WHERE id = $1`,
        [campaignId, variant, by, holdSeconds],
      );
      return 'chosen';
    });
  }

  /** Takes the choice of a person back, exactly to what stood before. @returns false once the rest has begun, or without one */
  async undoChoice(campaignId: string): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE campaign SET ab_winner = NULL, ab_decided_by = NULL, ab_decided_at = NULL, ab_rest_from = NULL WHERE id = $1 AND ${IS_UNDOABLE}`,
      [campaignId],
    );
    return rowCount === 1;
  }

  /** Campaigns whose rest is to get the winner, wholly or in part. */
  async unreleased(): Promise<string[]> {
    return (await this.database.pool.query<{ id: string }>(`SELECT id FROM campaign WHERE ${LET_GO}`)).rows.map(
      ({ id }) => id,
    );
  }

  /**
   * Gives the winner to the next page of those who wait for it, and moves the cursor, in one transaction. One at a time: a
   * second one finds the campaign locked and leaves.
   *
   * @returns more: go on · done: nobody waits any more · left: another one is at it, or it was stopped
   */
  async releasePage(campaignId: string, limit: number, timeScale: number): Promise<'more' | 'done' | 'left'> {
    return inTransaction(this.database, async (client) => {
      const locked = await client.query<{ rate: number | null }>(
        `SELECT rate_per_hour AS rate FROM campaign WHERE id = $1 AND ${LET_GO} FOR NO KEY UPDATE SKIP LOCKED`,
        [campaignId],
      );
      if (locked.rowCount !== 1) return 'left';
      const { rows } = await client.query<{ last: string | null }>(RELEASE, [campaignId, limit, timeScale]);
      const { last } = rows[0]!;
      // A pace a person set holds for the rest too, from its first message on.
      const { rate } = locked.rows[0]!;
      if (rate !== null && last !== null) await client.query(SPACE, [campaignId, rate]);
      if (last !== null) await client.query(FORGET_PACE_BEFORE, [campaignId]);
      await client.query(
        last === null
          ? 'UPDATE campaign SET ab_rest_done_at = now() WHERE id = $1'
          : 'UPDATE campaign SET ab_rest_after = $2 WHERE id = $1',
        last === null ? [campaignId] : [campaignId, last],
      );
      return last === null ? 'done' : 'more';
    });
  }

  private async rewrite(
    campaignId: string,
    sets: string,
    values: readonly unknown[],
    variants: readonly StoredVariant[],
  ): Promise<Move> {
    return inTransaction(this.database, async (client) => {
      const { rowCount } = await client.query(`UPDATE campaign SET ${sets} WHERE id = $1 AND ${EDITABLE}`, [
        campaignId,
        ...values,
      ]);
      if (rowCount !== 1) {
        const { rows } = await client.query<{ state: Extract<Move, { kind: 'stays' }>['state'] }>(
          'SELECT state FROM campaign WHERE id = $1',
          [campaignId],
        );
        return rows[0] ? { kind: 'stays', state: rows[0].state } : { kind: 'missing' };
      }
      await client.query('DELETE FROM campaign_variant WHERE campaign_id = $1', [campaignId]);
      for (const variant of variants) await addVariant(client, campaignId, variant);
      return { kind: 'moved' };
    });
  }
}
