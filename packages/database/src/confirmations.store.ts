// Messages that ask people on lists with a double opt-in to confirm: who is due, what became of it, never too many.
import type { PublicLanguage } from '@doorstep/contracts';
import { IN_FORCE, noteEvent } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { storableJson } from './storable.js';

/** Membership that is ours to ask until the lease ends. */
export interface ClaimedConfirmation {
  readonly addressId: string;
  readonly listId: string;
  /** As RCPT TO carries it. */
  readonly spelling: string;
  readonly domainName: string;
  readonly listName: string;
  readonly language: PublicLanguage;
  /** Tries since it was put on the list, this one included: 1 or more. */
  readonly tries: number;
}

export interface ConfirmationReply {
  /** What the host said, or what went wrong when it said nothing. */
  readonly reply: string | null;
  readonly mxHost: string | null;
}

export type ConfirmationSettlement = ConfirmationReply &
  (
    | { readonly outcome: 'accepted' | 'in_doubt' }
    /** `retrySeconds` null: not tried again. */
    | { readonly outcome: 'deferred' | 'refused'; readonly category: string; readonly retrySeconds: number | null }
  );

/** From where the messages go: a sending domain with a key, as CampaignMaterial has it. */
export interface ConfirmationSender {
  readonly name: string;
  readonly returnPathDomain: string;
  readonly dkimKeys: readonly {
    readonly selector: string;
    readonly algorithm: string;
    readonly privateKeySealed: string;
  }[];
}

/** Handed over to one address for one list, in all its life: more is a nuisance, however often it is put on the list. */
const MOST_MESSAGES = 3;
/** Between two of them. Not divided by the time scale: it protects a mailbox, not our time. */
const REST = `interval '24 hours'`;
/** A worker that dies of a message does not try it for ever. */
const MOST_TRIES = 20;
/** Suppressed, deleted, archived: looked at again after this, since a suppression may be lifted. */
const HELD = `interval '1 hour'`;

// Counted on the membership row: it is never deleted, so it outlives every subscriber who is deleted and added again.
const CLAIM = `
WITH due AS (
  SELECT m.list_id, m.address_id, m.confirmation_sent_at AS sent_at,
    m.confirmation_count >= ${MOST_MESSAGES} OR m.confirmation_tries >= ${MOST_TRIES} AS is_enough
  FROM membership m WHERE m.status = 'unconfirmed' AND m.confirmation_next_at <= now()
  ORDER BY m.confirmation_next_at LIMIT $1 FOR UPDATE SKIP LOCKED),
judged AS (
  SELECT d.list_id, d.address_id, d.sent_at, coalesce(nullif(l.public_name, ''), l.name) AS name, coalesce(a.language, l.language) AS language, a.spelling, a.domain_name, CASE
    WHEN d.is_enough THEN 'enough'
    WHEN d.sent_at > now() - ${REST} THEN 'early'
    WHEN l.archived_at IS NOT NULL OR NOT EXISTS (SELECT FROM subscriber b WHERE b.address_id = a.id)
      OR EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE} AND s.scope = 'address' AND s.address_id = a.id)
      OR EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE} AND s.scope = 'domain' AND s.domain_name = a.domain_name) THEN 'held'
    ELSE 'ours' END AS verdict
  FROM due d JOIN list l ON l.id = d.list_id JOIN address a ON a.id = d.address_id)
UPDATE membership m SET confirmation_tries = m.confirmation_tries + (j.verdict = 'ours')::int,
  confirmation_next_at = CASE j.verdict WHEN 'ours' THEN now() + make_interval(secs => $2)
    WHEN 'early' THEN j.sent_at + ${REST} WHEN 'held' THEN now() + ${HELD} END
FROM judged j WHERE m.list_id = j.list_id AND m.address_id = j.address_id
RETURNING j.verdict, m.address_id AS "addressId", m.list_id AS "listId", j.spelling, j.domain_name AS "domainName",
  j.name AS "listName", j.language, m.confirmation_tries AS tries`;

const MARK_DOT = `
UPDATE membership SET confirmation_sent_at = now(), confirmation_count = confirmation_count + 1, confirmation_next_at = NULL
WHERE address_id = $1 AND list_id = $2 AND confirmation_tries = $3 AND status = 'unconfirmed' AND confirmation_next_at IS NOT NULL
  AND confirmation_count < ${MOST_MESSAGES} AND (confirmation_sent_at IS NULL OR confirmation_sent_at <= now() - ${REST})`;

/** A message that was marked and then not taken counts as none. $4 was marked, $5 seconds to the next try */
const SETTLE = `
UPDATE membership SET confirmation_next_at = now() + make_interval(secs => $5),
  confirmation_sent_at = CASE WHEN $4 THEN NULL ELSE confirmation_sent_at END,
  confirmation_count = confirmation_count - $4::int
WHERE address_id = $1 AND list_id = $2 AND confirmation_tries = $3`;

/** Cut to what the column keeps: rounded up, it would not be due at once. */
const RELEASE = `
UPDATE membership SET confirmation_next_at = date_trunc('milliseconds', now()), confirmation_tries = confirmation_tries - 1
WHERE address_id = $1 AND list_id = $2 AND confirmation_tries = $3 AND status = 'unconfirmed' AND confirmation_next_at IS NOT NULL`;

export const SENDER = `
SELECT d.name, d.return_path_domain AS "returnPathDomain", json_agg(json_build_object('selector', k.selector,
  'algorithm', k.algorithm, 'privateKeySealed', k.private_key_sealed) ORDER BY k.id) AS "dkimKeys"
FROM sending_domain d JOIN dkim_key k ON k.sending_domain_id = d.id AND k.is_active
WHERE NOT coalesce(jsonb_path_exists(d.checks, '$[*] ? (@.result == "fail" && (@.name == "spf" || @.name == "dkim" || @.name == "dmarc"))'), false)
GROUP BY d.id ORDER BY d.id LIMIT 1`;

type Claimed = ClaimedConfirmation & { readonly verdict: string };

export class ConfirmationStore {
  constructor(private readonly database: Database) {}

  /** Cheap, for a look every few seconds. */
  async isAnyDue(): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ is: boolean }>(
      `SELECT EXISTS (SELECT FROM membership WHERE status = 'unconfirmed' AND confirmation_next_at <= now()) AS is`,
    );
    return rows[0]!.is;
  }

  /** The oldest sending domain that has an active key and no check that failed; null when there is none. */
  async sender(): Promise<ConfirmationSender | null> {
    const { rows } = await this.database.pool.query<ConfirmationSender>(SENDER);
    return rows[0] ?? null;
  }

  /** Takes up to `limit` that are due. `isMore`: so many were looked at, whether or not they may be asked. */
  async claimDue(limit: number, leaseSeconds: number): Promise<{ claimed: ClaimedConfirmation[]; isMore: boolean }> {
    const { rows } = await this.database.pool.query<Claimed>(CLAIM, [limit, leaseSeconds]);
    const claimed = rows.filter((row) => row.verdict === 'ours').map(({ verdict: _, ...claim }) => claim);
    return { claimed, isMore: rows.length >= limit };
  }

  /**
   * The final dot is about to go out. From here on it counts as sent, also when we die: never twice by reflex.
   *
   * @returns false when it must not go out: she confirmed or left, it was asked already, or another worker has it
   */
  async markDot({ addressId, listId, tries }: ClaimedConfirmation): Promise<boolean> {
    return (await this.database.pool.query(MARK_DOT, [addressId, listId, tries])).rowCount === 1;
  }

  /** @param wasMarked whether markDot said yes */
  async settle(claim: ClaimedConfirmation, settlement: ConfirmationSettlement, wasMarked: boolean): Promise<void> {
    const { addressId, listId, listName, tries } = claim;
    const { outcome } = settlement;
    const isAsked = outcome === 'accepted' || outcome === 'in_doubt';
    const retrySeconds = 'retrySeconds' in settlement ? settlement.retrySeconds : null;
    const detail = { listId, listName, ...settlement, isFinal: retrySeconds === null };
    await inTransaction(this.database, async (client) => {
      await client.query(SETTLE, [addressId, listId, tries, wasMarked && !isAsked, retrySeconds]);
      await noteEvent(client, {
        ...{ addressId, actor: 'Doorstep', kind: isAsked ? 'confirmation_sent' : 'confirmation_failed' },
        detail: JSON.parse(storableJson(detail)!) as Record<string, unknown>,
      });
    });
  }

  /** Gives one back that was not tried. */
  async release({ addressId, listId, tries }: ClaimedConfirmation): Promise<void> {
    await this.database.pool.query(RELEASE, [addressId, listId, tries]);
  }
}
