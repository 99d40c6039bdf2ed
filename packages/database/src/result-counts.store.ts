// Counts results: what triggers noted as changed, then what is older than the counts. One worker at a time, exact after every turn.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import { bucketOf, factOf, numberOf } from './result-facts.js';
import {
  addUp,
  type FactRow,
  forget,
  patternNumbers,
  placeNumbers,
  RECOUNT,
  readFacts,
  readSources,
  writeFacts,
} from './results.sql.js';

/** Notes taken in one transaction, of at most a thousand deliveries each; most hold a batch of results. */
const NOTES = 40;
/** Deliveries of the walk through old ones in one transaction. */
const PAGE = 2000;
/** One bound and no OR: the index begins where the page before ended, instead of reading all that is counted already. */
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface ResultTurn {
  /** Deliveries looked at. */
  readonly counted: number;
  /** There may be more to do at once. */
  readonly isMore: boolean;
}

const NOTHING: ResultTurn = { counted: 0, isMore: false };

export class ResultCountStore {
  /** @param patternOf blanks whatever differs from reader to reader in a reply */
  constructor(
    private readonly database: Database,
    private readonly patternOf: (text: string) => string,
  ) {}

  /**
   * Counts what changed since the last turn, or a page of what is older than the counts. A note that was not committed
   * yet is found by the next turn: they are taken away one by one, not passed by number. While another worker counts,
   * nothing is done.
   */
  turn(): Promise<ResultTurn> {
    return this.#locked(async (client) => {
      const { rows } = await client.query<{ ids: string[] }>(
        `DELETE FROM result_change WHERE id IN (SELECT id FROM result_change ORDER BY id LIMIT ${NOTES}) RETURNING delivery_ids AS ids`,
      );
      if (rows.length === 0) return this.#olderPage(client);
      const ids = [...new Set(rows.flatMap((row) => row.ids))];
      await this.#count(client, ids);
      return { counted: ids.length, isMore: rows.length === NOTES };
    });
  }

  /** Counts every delivery anew, newest first, then the sums anew from that. The counts are never empty meanwhile. */
  async rebuild(tell: (counted: number) => void = () => undefined): Promise<number> {
    await this.database.pool.query('UPDATE result_build SET before_id = NULL, is_complete = false, changed_at = now()');
    let counted = 0;
    for (let isMore = true; isMore; ) {
      const turn = await this.#locked((client) => this.#olderPage(client), 'waits');
      counted += turn.counted;
      isMore = turn.isMore;
      tell(counted);
    }
    await inTransaction(this.database, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
      for (const statement of RECOUNT) await client.query(statement);
    });
    return counted;
  }

  async #locked(work: (client: pg.PoolClient) => Promise<ResultTurn>, wish: 'passes' | 'waits' = 'passes') {
    // Row by row by their ids, whatever the statistics of young tables say.
    return inTransaction({ pool: this.database.hot }, async (client) => {
      if (wish === 'waits') await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
      const { rows } = await client.query<{ isOurs: boolean }>(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS "isOurs"`);
      return rows[0]!.isOurs ? work(client) : NOTHING;
    });
  }

  async #olderPage(client: pg.PoolClient): Promise<ResultTurn> {
    const { rows } = await client.query<{ id: string }>(
      `SELECT d.id FROM result_build b CROSS JOIN LATERAL (
         SELECT id FROM delivery WHERE id < coalesce(b.before_id, '${AFTER_ALL}') ORDER BY id DESC LIMIT ${PAGE}) d
       WHERE NOT b.is_complete`,
    );
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await this.#count(client, ids);
    const isMore = ids.length === PAGE;
    if (!isMore)
      await client.query('UPDATE result_build SET is_complete = true, changed_at = now() WHERE NOT is_complete');
    else await client.query('UPDATE result_build SET before_id = $1, changed_at = now()', [ids.at(-1)]);
    return { counted: ids.length, isMore };
  }

  async #count(client: pg.PoolClient, ids: readonly string[]): Promise<void> {
    const sources = await readSources(client, ids);
    const facts = sources.flatMap((source) => factOf(source, this.patternOf) ?? []);
    const [placeOf, patternOf] = [await placeNumbers(client, facts), await patternNumbers(client, facts)];
    const before = await readFacts(client, ids);
    const after = facts.map((fact): FactRow => {
      const { deliveryId, campaignId, hour, provider, waitMs, group } = fact;
      return {
        ...{ deliveryId, campaignId, hour, provider, waitMs, placeId: placeOf(fact), patternId: patternOf(fact) },
        ...{ outcome: numberOf(group), bucket: bucketOf(waitMs) },
      };
    });
    await addUp(client, { before, after });
    await writeFacts(client, after);
    const counted = new Map(after.map((row) => [row.deliveryId, row]));
    const leftOf = (name: 'placeId' | 'patternId') => [
      ...new Set(before.filter((row) => counted.get(row.deliveryId)?.[name] !== row[name]).map((row) => row[name])),
    ];
    const gone = before.filter((row) => !counted.has(row.deliveryId));
    await forget(client, {
      deliveryIds: gone.map((row) => row.deliveryId),
      ...{ placeIds: leftOf('placeId'), patternIds: leftOf('patternId') },
    });
  }
}

/** Whoever counts holds it: "resu" as a number. */
const LOCK = 0x72657375;
