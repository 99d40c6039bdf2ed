// One more try for the people of a group: the campaign each of them missed last, to exactly those.
import { emptyGroup } from './chronic.store.js';
import { type Database, inTransaction } from './database.js';
import { makeAgain } from './resends.store.js';

export interface RetryDraft {
  readonly id: string;
  readonly name: string;
  readonly people: number;
}

/** Older ones are no news any more. */
const MOST_CAMPAIGNS = 3;

const MISSED = `
SELECT d.campaign_id AS id, k.name, array_agg(c.address_id) AS people FROM chronic_case c
JOIN subscriber b ON b.address_id = c.address_id JOIN delivery d ON d.id = c.delivery_id JOIN campaign k ON k.id = d.campaign_id
WHERE c.group_key = $1 GROUP BY d.campaign_id, k.name ORDER BY d.campaign_id DESC LIMIT ${MOST_CAMPAIGNS}`;

export class ChronicRetryStore {
  constructor(private readonly database: Database) {}

  /** Drafts; who is held back, left or may have it is left out. @throws DomainError group_empty when nobody can get it */
  async make(groupKey: string, actor: string): Promise<RetryDraft[]> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ id: string; name: string; people: string[] }>(MISSED, [groupKey]);
      const drafts: RetryDraft[] = [];
      for (const { id, name: missed, people } of rows) {
        const name = `${missed.slice(0, 160)} (one more try)`;
        const where = ' AND d.address_id = ANY($3::uuid[])';
        const made = await makeAgain(client, { campaignId: id, name, createdBy: actor, where, values: [people] });
        if (made.people > 0) drafts.push({ id: made.id, name, people: made.people });
        else await client.query('DELETE FROM campaign WHERE id = $1', [made.id]);
      }
      if (drafts.length === 0) throw emptyGroup();
      return drafts;
    });
  }
}
