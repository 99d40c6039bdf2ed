// The policy of what bounces lead to, in versions: read by every worker, changed by a person, never overwritten.
import { ConsequencePolicy, type ConsequenceVersion, consequenceDefaults } from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export type ConsequenceVersionRow = Omit<ConsequenceVersion, 'at'> & { readonly at: Date | null };

/** What workers decide by. */
export type PolicyInForce = Pick<ConsequenceVersion, 'version' | 'policy'>;

const ROW = 'version, policy, actor, reason, created_at AS at FROM consequence_policy ORDER BY version DESC';

export const defaultPolicy: ConsequenceVersionRow = {
  version: 0,
  policy: consequenceDefaults,
  actor: 'Doorstep',
  reason: 'The defaults',
  at: null,
};

export class ConsequenceStore {
  constructor(private readonly database: Database) {}

  async current(): Promise<ConsequenceVersionRow> {
    const { rows } = await this.database.pool.query<ConsequenceVersionRow>(`SELECT ${ROW} LIMIT 1`);
    return rows[0] ? readable(rows[0]) : defaultPolicy;
  }

  /** Newest first; the defaults stand last. */
  async versions(limit: number): Promise<ConsequenceVersionRow[]> {
    const { rows } = await this.database.pool.query<ConsequenceVersionRow>(`SELECT ${ROW} LIMIT $1`, [limit]);
    return [...rows.map(readable), ...(rows.length < limit ? [defaultPolicy] : [])];
  }

  /**
   * Adds a version; workers decide by it within seconds. What was decided before stays as it is.
   *
   * @param basedOn the version the change was made from
   * @throws DomainError policy_changed when another person changed it meanwhile
   */
  async change(
    policy: ConsequencePolicy,
    reason: string,
    basedOn: number,
    actor: string,
  ): Promise<ConsequenceVersionRow> {
    return inTransaction(this.database, async (client) => {
      await client.query('LOCK TABLE consequence_policy IN SHARE ROW EXCLUSIVE MODE');
      const { rows: last } = await client.query<{ version: number; actor: string }>(`SELECT ${ROW} LIMIT 1`);
      if ((last[0]?.version ?? 0) !== basedOn)
        throw new DomainError(
          'conflict',
          'policy_changed',
          `${last[0]?.actor ?? 'Somebody'} changed these rules while you were looking at them. Load the page again and make your change anew.`,
        );
      const { rows } = await client.query<ConsequenceVersionRow>(
        `INSERT INTO consequence_policy (policy, actor, reason) VALUES ($1, $2, $3) RETURNING version, policy, actor, reason, created_at AS at`,
        [JSON.stringify(policy), actor, reason],
      );
      return rows[0]!;
    });
  }
}

/** A version of before a knob existed reads with that knob's default. */
function readable(row: ConsequenceVersionRow): ConsequenceVersionRow {
  const parsed = ConsequencePolicy.safeParse({ ...consequenceDefaults, ...row.policy });
  return { ...row, policy: parsed.success ? parsed.data : consequenceDefaults };
}
