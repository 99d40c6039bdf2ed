// A list of people at one site and a campaign for them, for tests of the sending stores.
import { type Database, openDatabase } from '../database.js';
import { type ClaimedDelivery, DeliveryStore } from '../deliveries.store.js';
import { DEFAULT_SOURCE_ID, type Lane, LaneStore } from '../lanes.store.js';
import { PlanStore } from '../plans.store.js';

export interface SendingFixture {
  readonly database: Database;
  /** Adds people p1@domain, p2@domain, ... to a new list. @returns ids of list and addresses */
  people(domain: string, count: number): Promise<{ listId: string; addressIds: string[] }>;
  /** A campaign in a state, for a list; due at once. */
  campaign(listId: string, state?: string): Promise<string>;
  /** Routes a domain to a site of its own. */
  site(domain: string): Promise<string>;
  /** people + site + campaign + plan: everything due. */
  dueCampaign(
    domain: string,
    count: number,
  ): Promise<{ campaignId: string; siteId: string; addressIds: string[]; listId: string }>;
  /** The lane of a site from the first source. */
  takeLane(siteId: string, worker: string, leaseSeconds?: number): Promise<Lane | null>;
  claim(siteId: string, worker: string, limit: number, leaseSeconds?: number): Promise<ClaimedDelivery[]>;
  /** Deliveries of a campaign per state. */
  states(campaignId: string): Promise<Record<string, number>>;
  /** The same from the tally, as the pages read it. */
  tally(campaignId: string): Promise<Record<string, number>>;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
}

export function sendingFixture(url: string): SendingFixture {
  const database = openDatabase(url, { poolSize: 8 });
  const plans = new PlanStore(database);
  const lanes = new LaneStore(database);
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await database.pool.query<Row>(text, values)).rows;
  const counts = (rows: { state: string; n: number }[]) => Object.fromEntries(rows.map((row) => [row.state, row.n]));

  const fixture: SendingFixture = {
    database,
    query,
    async people(domain, count) {
      await query('INSERT INTO mail_domain (name) VALUES ($1) ON CONFLICT DO NOTHING', [domain]);
      const [list] = await query<{ id: string }>(`INSERT INTO list (name) VALUES ('Letter') RETURNING id`);
      const added = await query<{ id: string }>(
        `INSERT INTO address (normalized, spelling, domain_name) SELECT 'p' || i || '@' || $1, 'P' || i || '@' || $1, $1
         FROM generate_series(1, $2) i ON CONFLICT (normalized) DO UPDATE SET spelling = excluded.spelling RETURNING id`,
        [domain, count],
      );
      const addressIds = added.map((row) => row.id);
      await query(
        `INSERT INTO subscriber (address_id, name, fields) SELECT id, 'Ann', '{"city":"Rome"}' FROM unnest($1::uuid[]) id ON CONFLICT DO NOTHING`,
        [addressIds],
      );
      await query(
        `INSERT INTO membership (list_id, address_id, status) SELECT $1, id, 'subscribed' FROM unnest($2::uuid[]) id`,
        [list!.id, addressIds],
      );
      return { listId: list!.id, addressIds };
    },
    async campaign(listId, state = 'scheduled') {
      const rows = await query<{ id: string }>(
        `INSERT INTO campaign (name, state, list_ids, scheduled_at) VALUES ('March', $1, ARRAY[$2::uuid], now()) RETURNING id`,
        [state, listId],
      );
      return rows[0]!.id;
    },
    site: (domain) =>
      lanes.rememberRoute({
        domainName: domain,
        mxKey: `mx.${domain}`,
        mxHosts: [`mx.${domain}`],
        provider: null,
        connectionLimit: 2,
        resolution: 'mx',
        snapshot: null,
        ttlSeconds: 300,
      }),
    async dueCampaign(domain, count) {
      const { listId, addressIds } = await fixture.people(domain, count);
      const siteId = await fixture.site(domain);
      const campaignId = await fixture.campaign(listId, 'planned');
      while ((await plans.planPage(campaignId, { limit: 1000, usesFields: false, timeScale: 1 })).kind === 'more');
      return { campaignId, siteId, addressIds, listId };
    },
    async takeLane(siteId, worker, leaseSeconds = 60) {
      const key = { siteId, sourceId: DEFAULT_SOURCE_ID, provider: null, providerLimit: null };
      return (await lanes.takeLanes([key], worker, leaseSeconds))[0] ?? null;
    },
    claim: (siteId, worker, limit, leaseSeconds = 60) =>
      new DeliveryStore(database).claim([{ siteId, sourceId: DEFAULT_SOURCE_ID, limit }], worker, leaseSeconds),
    states: async (campaignId) =>
      counts(
        await query('SELECT state, count(*)::int AS n FROM delivery WHERE campaign_id = $1 GROUP BY 1', [campaignId]),
      ),
    tally: async (campaignId) =>
      counts(
        await query(
          'SELECT state, sum(count)::int AS n FROM campaign_tally WHERE campaign_id = $1 GROUP BY 1 HAVING sum(count) <> 0',
          [campaignId],
        ),
      ),
  };
  return fixture;
}
