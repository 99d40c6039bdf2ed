// Webhook endpoints as people make and look after them, and the messages told to them. Telling is in webhook-work.store.ts.
import type { WebhookMessageState } from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: string[];
  readonly isEnabled: boolean;
  readonly disabledReason: string | null;
  readonly disabledAt: Date | null;
  readonly failingSince: Date | null;
  readonly previousSecretUntil: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly waiting: number;
  readonly failed: number;
}

export interface WebhookMessageRow {
  readonly id: string;
  readonly type: string;
  readonly state: WebhookMessageState;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastProblem: string | null;
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export interface WebhookTryRow {
  readonly id: string;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly requestHeaders: Record<string, string>;
  readonly responseBody: string | null;
  readonly problem: string | null;
}

interface NewWebhookRow {
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
  readonly secretSealed: string;
  readonly createdBy: string;
}

interface WebhookRowChange {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  readonly isEnabled?: boolean | undefined;
}

const ENDPOINT = `SELECT e.id, e.url, e.description, e.event_types AS "eventTypes", e.is_enabled AS "isEnabled",
  e.disabled_reason AS "disabledReason", e.disabled_at AS "disabledAt", e.failing_since AS "failingSince",
  CASE WHEN e.previous_secret_until > now() THEN e.previous_secret_until END AS "previousSecretUntil", e.created_by AS "createdBy",
  e.created_at AS "createdAt",
  (SELECT count(*)::int FROM webhook_message m WHERE m.endpoint_id = e.id AND m.state = 'waiting') AS waiting,
  (SELECT count(*)::int FROM webhook_message m WHERE m.endpoint_id = e.id AND m.state = 'failed') AS failed
FROM webhook_endpoint e`;

const MESSAGE = `SELECT m.id, m.type, m.state, m.attempts, t.status AS "lastStatus", t.problem AS "lastProblem",
  m.next_attempt_at AS "nextAttemptAt", m.created_at AS "createdAt", m.settled_at AS "settledAt", m.payload
FROM webhook_message m LEFT JOIN LATERAL (
  SELECT status, problem FROM webhook_attempt WHERE message_id = m.id ORDER BY id DESC LIMIT 1) t ON true`;

/** As if it were new, but for its id: a receiver that knows it already can tell. */
const AGAIN = `state = 'waiting', attempts = 0, next_attempt_at = now(), lease_until = NULL, settled_at = NULL`;

export class WebhookStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<WebhookRow[]> {
    return (await this.database.pool.query<WebhookRow>(`${ENDPOINT} ORDER BY e.id DESC LIMIT 100`)).rows;
  }

  async one(id: string): Promise<WebhookRow | null> {
    return (await this.database.pool.query<WebhookRow>(`${ENDPOINT} WHERE e.id = $1`, [id])).rows[0] ?? null;
  }

  async add({ url, description, eventTypes, secretSealed, createdBy }: NewWebhookRow): Promise<string> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO webhook_endpoint (url, description, event_types, secret_sealed, created_by)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [url, description, eventTypes, secretSealed, createdBy],
    );
    return rows[0]!.id;
  }

  /** Switching it on anew forgets why it was switched off. */
  async change(id: string, { url, description, eventTypes, isEnabled }: WebhookRowChange): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE webhook_endpoint SET url = coalesce($2, url), description = coalesce($3, description),
         event_types = coalesce($4::text[], event_types), is_enabled = coalesce($5::bool, is_enabled),
         disabled_reason = CASE WHEN $5::bool IS NULL THEN disabled_reason END,
         disabled_at = CASE WHEN $5::bool THEN NULL WHEN NOT $5::bool THEN now() ELSE disabled_at END,
         failing_since = CASE WHEN $5::bool THEN NULL ELSE failing_since END
       WHERE id = $1`,
      [id, url ?? null, description ?? null, eventTypes ?? null, isEnabled ?? null],
    );
    return rowCount === 1;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.database.pool.query('DELETE FROM webhook_endpoint WHERE id = $1', [id])).rowCount === 1;
  }

  /** The former secret signs beside the new one for so many hours. */
  async rotate(id: string, secretSealed: string, hours: number): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE webhook_endpoint SET previous_secret_sealed = secret_sealed, secret_sealed = $2,
         previous_secret_until = now() + $3 * interval '1 hour' WHERE id = $1`,
      [id, secretSealed, hours],
    );
    return rowCount === 1;
  }

  async messages(
    endpointId: string,
    page: { limit: number; after?: string | undefined; state?: string | undefined },
  ): Promise<WebhookMessageRow[]> {
    const { rows } = await this.database.pool.query<WebhookMessageRow>(
      `${MESSAGE} WHERE m.endpoint_id = $1 AND ($3::uuid IS NULL OR m.id < $3) AND ($4::text IS NULL OR m.state = $4)
       ORDER BY m.id DESC LIMIT $2`,
      [endpointId, page.limit, page.after ?? null, page.state ?? null],
    );
    return rows;
  }

  async message(
    endpointId: string,
    id: string,
  ): Promise<(WebhookMessageRow & { payload: string; tries: WebhookTryRow[] }) | null> {
    const { rows } = await this.database.pool.query<WebhookMessageRow & { payload: string }>(
      `${MESSAGE} WHERE m.endpoint_id = $1 AND m.id = $2`,
      [endpointId, id],
    );
    if (!rows[0]) return null;
    const tries = await this.database.pool.query<WebhookTryRow>(
      `SELECT id, at, duration_ms AS "durationMs", status, request_headers AS "requestHeaders",
         response_body AS "responseBody", problem FROM webhook_attempt WHERE message_id = $1 ORDER BY id DESC LIMIT 50`,
      [id],
    );
    return { ...rows[0], tries: tries.rows };
  }

  /** Puts one message on the way at once. @returns its id, or null when there is no such endpoint */
  async addMessage(endpointId: string, type: string, dataJson: string): Promise<string | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO webhook_message (endpoint_id, type, payload)
         SELECT e.id, $2, jsonb_build_object('type', $2::text, 'timestamp', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', $3::jsonb)::text
         FROM webhook_endpoint e WHERE e.id = $1 RETURNING id`,
        [endpointId, type, dataJson],
      );
      return rows[0]?.id ?? null;
    });
  }

  async replay(endpointId: string, messageId: string): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE webhook_message SET ${AGAIN} WHERE endpoint_id = $1 AND id = $2`,
      [endpointId, messageId],
    );
    return rowCount === 1;
  }

  /** @returns how many are told again */
  async replayMany(endpointId: string, since: Date, state: WebhookMessageState): Promise<number> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE webhook_message SET ${AGAIN} WHERE endpoint_id = $1 AND state = $3 AND created_at >= $2`,
      [endpointId, since, state],
    );
    return rowCount ?? 0;
  }

  /** Those Doorstep switched off by itself, for the overview. */
  async switchedOff(): Promise<{ id: string; url: string; reason: string; since: Date | null }[]> {
    const { rows } = await this.database.pool.query<{ id: string; url: string; reason: string; since: Date | null }>(
      `SELECT id, url, disabled_reason AS reason, disabled_at AS since FROM webhook_endpoint
       WHERE NOT is_enabled AND disabled_reason IS NOT NULL ORDER BY disabled_at DESC LIMIT 5`,
    );
    return rows;
  }
}
