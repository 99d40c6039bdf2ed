// Webhooks on their way: the outbox becomes messages, due messages are claimed under a lease, answers are written down.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';

export interface ClaimedWebhook {
  readonly id: string;
  readonly endpointId: string;
  readonly url: string;
  readonly secretSealed: string;
  /** null once it signs no more. */
  readonly previousSecretSealed: string | null;
  readonly payload: string;
  readonly attempts: number;
}

export interface WebhookAnswer {
  readonly durationMs: number;
  readonly status: number | null;
  readonly requestHeaders: Record<string, string>;
  readonly responseBody: string | null;
  readonly problem: string | null;
}

/** taken · again: after so many seconds · failed: given up */
export type WebhookSettlement =
  | { readonly kind: 'taken' }
  | { readonly kind: 'again'; readonly afterSeconds: number }
  | { readonly kind: 'failed'; readonly disables: string | null };

interface OutboxRow {
  readonly type: string;
  readonly subject_ids: string[];
  readonly detail: Record<string, unknown>;
  readonly at: Date;
}

interface Endpoint {
  readonly id: string;
  readonly event_types: string[];
}

/** Subjects in one message. */
const MOST_SUBJECTS = 500;

const MESSAGES = `
SELECT d.id AS "messageId", d.campaign_id AS "campaignId", a.normalized AS address, d.state, d.category AS cause, d.attempts,
  t.mx_host AS "mxHost", t.reply_code AS "replyCode", t.enhanced_code AS "enhancedCode", left(t.reply_text, 1000) AS reply
FROM delivery d JOIN address a ON a.id = d.address_id LEFT JOIN attempt t ON t.id = d.attempt_id WHERE d.id = ANY($1::uuid[]) ORDER BY d.id`;

const EVENTS = `
SELECT e.id AS "eventId", a.normalized AS address, e.actor, e.at, e.detail
FROM address_event e JOIN address a ON a.id = e.address_id WHERE e.id = ANY($1::uuid[]) ORDER BY e.id`;

const CLAIM = `
UPDATE webhook_message m SET lease_until = now() + $2 * interval '1 second', attempts = attempts + 1
FROM webhook_endpoint e WHERE e.id = m.endpoint_id AND m.id IN (
  SELECT w.id FROM webhook_message w JOIN webhook_endpoint x ON x.id = w.endpoint_id
  WHERE w.state = 'waiting' AND w.next_attempt_at <= now() AND (w.lease_until IS NULL OR w.lease_until < now()) AND x.is_enabled
  ORDER BY w.next_attempt_at LIMIT $1 FOR UPDATE OF w SKIP LOCKED)
RETURNING m.id, e.id AS "endpointId", e.url, e.secret_sealed AS "secretSealed",
  CASE WHEN e.previous_secret_until > now() THEN e.previous_secret_sealed END AS "previousSecretSealed", m.payload, m.attempts`;

export class WebhookWorkStore {
  constructor(private readonly database: Database) {}

  /** Turns rows of the outbox into messages for every endpoint that wants them. @returns how many rows it took */
  async expand(limit: number): Promise<number> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<OutboxRow>(
        `DELETE FROM webhook_outbox WHERE id IN (SELECT id FROM webhook_outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING type, subject_ids, detail, at`,
        [limit],
      );
      if (rows.length === 0) return 0;
      const endpoints = await client.query<Endpoint>('SELECT id, event_types FROM webhook_endpoint WHERE is_enabled');
      for (const row of rows) await addMessages(client, row, endpoints.rows);
      return rows.length;
    });
  }

  /** Those that are due, for one worker; a worker that dies gives them back when the lease ends. */
  async claim(limit: number, leaseSeconds: number): Promise<ClaimedWebhook[]> {
    return (await this.database.pool.query<ClaimedWebhook>(CLAIM, [limit, leaseSeconds])).rows;
  }

  /** Writes down what was answered and what follows, in one transaction. */
  async settle(
    { id, endpointId }: Pick<ClaimedWebhook, 'id' | 'endpointId'>,
    answer: WebhookAnswer,
    settlement: WebhookSettlement,
  ): Promise<void> {
    await inTransaction(this.database, async (client) => {
      const { durationMs, status, requestHeaders, responseBody, problem } = answer;
      await client.query(
        `INSERT INTO webhook_attempt (message_id, duration_ms, status, request_headers, response_body, problem)
         SELECT id, $2, $3, $4, $5, $6 FROM webhook_message WHERE id = $1`,
        [id, durationMs, status, JSON.stringify(requestHeaders), responseBody, problem],
      );
      const seconds = settlement.kind === 'again' ? settlement.afterSeconds : null;
      const state = settlement.kind === 'again' ? 'waiting' : settlement.kind;
      await client.query(
        `UPDATE webhook_message SET state = $2, lease_until = NULL, next_attempt_at = now() + $3::float8 * interval '1 second',
           settled_at = CASE WHEN $2 = 'waiting' THEN NULL ELSE now() END WHERE id = $1`,
        [id, state, seconds],
      );
      await noteHealth(client, endpointId, settlement);
    });
  }

  /** Messages and what was answered are kept this long. */
  async forget(days: number): Promise<void> {
    await this.database.pool.query(
      `DELETE FROM webhook_message WHERE id IN (
         SELECT id FROM webhook_message WHERE id < id_floor(now() - $1 * interval '1 day') AND state <> 'waiting' LIMIT 5000)`,
      [days],
    );
  }
}

/** An endpoint works as soon as it took anything; one that gave up on a message all the while is switched off, with the reason. */
async function noteHealth(client: pg.PoolClient, endpointId: string, settlement: WebhookSettlement): Promise<void> {
  if (settlement.kind === 'taken') {
    await client.query('UPDATE webhook_endpoint SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL', [
      endpointId,
    ]);
    return;
  }
  await client.query('UPDATE webhook_endpoint SET failing_since = now() WHERE id = $1 AND failing_since IS NULL', [
    endpointId,
  ]);
  if (settlement.kind === 'failed' && settlement.disables !== null) {
    await client.query(
      `UPDATE webhook_endpoint SET is_enabled = false, disabled_reason = $2, disabled_at = now() WHERE id = $1 AND is_enabled`,
      [endpointId, settlement.disables],
    );
  }
}

async function addMessages(client: pg.PoolClient, row: OutboxRow, endpoints: readonly Endpoint[]): Promise<void> {
  const wanting = endpoints.filter(({ event_types: types }) => types.includes('*') || types.includes(row.type));
  if (wanting.length === 0) return;
  for (let from = 0; from < row.subject_ids.length; from += MOST_SUBJECTS) {
    const data = await dataOf(client, row, row.subject_ids.slice(from, from + MOST_SUBJECTS));
    const payload = JSON.stringify({ type: row.type, timestamp: row.at.toISOString(), data });
    await client.query('INSERT INTO webhook_message (endpoint_id, type, payload) SELECT unnest($1::uuid[]), $2, $3', [
      wanting.map(({ id }) => id),
      row.type,
      payload,
    ]);
  }
}

async function dataOf(client: pg.PoolClient, { type, detail }: OutboxRow, ids: readonly string[]) {
  if (type.startsWith('message.')) return { ...detail, messages: (await client.query(MESSAGES, [ids])).rows };
  if (type.startsWith('subscriber.') || type.startsWith('suppression.'))
    return { events: (await client.query(EVENTS, [ids])).rows };
  return detail;
}
