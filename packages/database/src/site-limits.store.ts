// Limits a person sets for a site or for all sites of its provider, and the way back to what Doorstep finds out by itself.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export interface LimitOrder {
  /** To one site; null: automatic, as with the others. */
  readonly connections: number | null;
  readonly messagesPerConnection: number | null;
  readonly perMinute: number | null;
  readonly reason: string;
  readonly actor: string;
}

export class SiteLimitStore {
  constructor(private readonly database: Database) {}

  /**
   * Sets the limits of one site; those it had by hand are replaced as a whole.
   *
   * @param mostInAll what Doorstep gives all sites of its provider together; null without such a limit
   * @returns false when there is no such site
   * @throws DomainError when the provider as a whole is given less than the site is to have
   */
  set(siteId: string, order: LimitOrder, mostInAll: number | null): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const site = await siteOf(client, siteId);
      if (site === null) return false;
      const most = site.inAll ?? mostInAll;
      if (order.connections !== null && most !== null && order.connections > most) {
        const detail = `All destinations of ${site.provider} together get ${most} from one source address. Set more for the provider first.`;
        const pointer = 'connections';
        throw new DomainError('invalid', 'above_provider', detail, [{ pointer, code: 'above_provider', detail }]);
      }
      await client.query(UPSERT('site_id'), [siteId, ...valuesOf(order), null]);
      await client.query(`${BEGIN_ANEW} site_id = $1`, [siteId]);
      return true;
    });
  }

  /**
   * The same for all sites of a provider, those met later included.
   *
   * @param inAll connections to all of its sites together from one source address; null with `order.connections`
   */
  async setProvider(provider: string, order: LimitOrder, inAll: number | null): Promise<void> {
    await inTransaction(this.database, async (client) => {
      await client.query(UPSERT('provider'), [provider, ...valuesOf(order), inAll]);
      await client.query(`${BEGIN_ANEW} provider = $1`, [provider]);
    });
  }

  /** @returns false when nothing was set by hand for the site itself */
  lift(siteId: string): Promise<boolean> {
    return this.#lift('site_id', siteId);
  }

  /** @returns false when nothing was set by hand for the provider */
  liftProvider(provider: string): Promise<boolean> {
    return this.#lift('provider', provider);
  }

  #lift(place: Place, value: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const { rowCount } = await client.query(`DELETE FROM limit_by_hand WHERE ${place} = $1`, [value]);
      if (rowCount === 0) return false;
      await client.query(`${BEGIN_ANEW} ${place} = $1`, [value]);
      return true;
    });
  }
}

type Place = 'site_id' | 'provider';

const UPSERT = (place: Place) => `
INSERT INTO limit_by_hand (${place}, connections, messages_per_connection, rate_per_minute, reason, actor, connections_in_all)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (${place}) DO UPDATE SET connections = excluded.connections, connections_in_all = excluded.connections_in_all,
  messages_per_connection = excluded.messages_per_connection, rate_per_minute = excluded.rate_per_minute,
  reason = excluded.reason, actor = excluded.actor, set_at = now()`;

/** What was learned under other limits says nothing under these. */
const BEGIN_ANEW = 'UPDATE site_state SET connection_limit = start_limit, limit_at = NULL, message_limit = NULL WHERE';

const valuesOf = ({ connections, messagesPerConnection, perMinute, reason, actor }: LimitOrder) => [
  ...[connections, messagesPerConnection, perMinute],
  ...[reason, actor],
];

async function siteOf(client: pg.PoolClient, id: string): Promise<{ provider: string; inAll: number | null } | null> {
  const { rows } = await client.query<{ provider: string; inAll: number | null }>(
    `SELECT s.provider, h.connections_in_all AS "inAll" FROM site s LEFT JOIN limit_by_hand h ON h.provider = s.provider WHERE s.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
