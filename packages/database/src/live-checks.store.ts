// Live checks as they are asked for, carried out and read: one row each, written step by step while a person watches.
import type { AttemptOutcome, Stage } from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';
import { storableJson } from './storable.js';

/** As the delivery room's MxAnswer is kept. */
export interface LiveAnswerRow {
  readonly kind: 'mx' | 'implicit' | 'null-mx' | 'nxdomain' | 'no-address' | 'trouble';
  readonly hosts: readonly {
    readonly host: string;
    readonly preference: number;
    readonly addresses: readonly string[];
  }[];
  readonly trouble?: string;
}

/** As the delivery room's HostCheck is kept: dates are ISO 8601. */
export interface LiveHostRow {
  readonly mxHost: string;
  readonly ip: string;
  readonly outcome: 'open' | 'failed';
  readonly stage: Stage | null;
  readonly reply: { readonly text: string } | null;
  readonly trouble: string | null;
  readonly sourceIp: string | null;
  readonly tls: string | null;
  readonly certificate: {
    readonly subject: string;
    readonly issuer: string;
    readonly names: string | null;
    readonly validTo: string;
  } | null;
  readonly steps: readonly { readonly stage: Stage; readonly ms: number; readonly words: string }[];
  readonly recipient: {
    readonly outcome: AttemptOutcome;
    readonly reply: { readonly text: string } | null;
    readonly trouble: string | null;
  } | null;
}

export interface LiveCheckRow {
  readonly id: string;
  readonly target: string;
  readonly domainName: string;
  readonly addressId: string | null;
  readonly asksRecipient: boolean;
  readonly state: 'waiting' | 'running' | 'ended';
  readonly startedBy: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly ehloName: string | null;
  readonly answer: LiveAnswerRow | null;
  readonly answerMs: number | null;
  readonly hosts: readonly LiveHostRow[];
  readonly heldBy: string | null;
}

export interface NewLiveCheckRow {
  readonly target: string;
  readonly domainName: string;
  /** As normalised; null when only the domain is looked at. */
  readonly address: string | null;
  readonly asksRecipient: boolean;
  readonly startedBy: string;
}

export interface ClaimedLiveCheck {
  readonly id: string;
  readonly tries: number;
  readonly target: string;
  readonly domainName: string;
  readonly asksRecipient: boolean;
  /** Of the oldest sending domain; null when there is none. */
  readonly returnPathDomain: string | null;
}

/** From where a check may go out, or why from nowhere. */
export type CheckSource =
  | {
      readonly kind: 'free';
      readonly ip: string | null;
      readonly ehloName: string | null;
      /** Whose limits count; null for a site nothing was ever sent to. */
      readonly lane: { readonly siteId: string; readonly sourceId: string; readonly provider: string | null } | null;
    }
  | { readonly kind: 'held'; readonly why: string };

/** A person asks again and again while she mends something; a host must not feel it. */
const MOST_IN_WINDOW = 6;
const WINDOW_MINUTES = 10;

const ROW = `id, target, domain_name AS "domainName", address_id AS "addressId", asks_recipient AS "asksRecipient", state,
  started_by AS "startedBy", created_at AS "createdAt", ended_at AS "endedAt", ehlo_name AS "ehloName", answer,
  answer_ms AS "answerMs", hosts, held_by AS "heldBy"`;

const CLAIM = `
UPDATE live_check c SET state = 'running', tries = c.tries + 1, lease_until = now() + $1 * interval '1 second', hosts = '[]', answer = NULL
WHERE c.id = (SELECT id FROM live_check WHERE state = 'waiting' OR (state = 'running' AND lease_until <= now())
  ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING c.id, c.tries, c.target, c.domain_name AS "domainName", c.asks_recipient AS "asksRecipient",
  (SELECT d.return_path_domain FROM sending_domain d ORDER BY d.id LIMIT 1) AS "returnPathDomain"`;

/** The source of her last attempt first, so that what is compared was seen from the same place. */
const SOURCES = `
SELECT a.id AS "sourceId", CASE WHEN EXISTS (SELECT FROM site_state x WHERE x.site_id = s.id) THEN s.id END AS "siteId", s.provider, a.ip, a.ehlo_name AS "ehloName", t.paused_until > now() AS "isPaused", t.paused_until AS until, t.pause_reason AS reason
FROM source_address a
LEFT JOIN site s ON s.mx_key = $1
LEFT JOIN site_state t ON t.source_id = a.id AND t.site_id = s.id
WHERE a.is_active AND (a.aside_until IS NULL OR a.aside_until <= now())
ORDER BY (a.ip IS NOT DISTINCT FROM (SELECT h.source_ip FROM attempt h JOIN address p ON p.id = h.address_id
  WHERE p.normalized = $2 AND h.source_ip IS NOT NULL ORDER BY h.id DESC LIMIT 1)) DESC, a.id`;

export class LiveCheckStore {
  constructor(private readonly database: Database) {}

  /** One of the same target that is under way is given instead of a second one. */
  async add({ target, domainName, address, asksRecipient, startedBy }: NewLiveCheckRow): Promise<LiveCheckRow> {
    const { rows } = await this.database.pool.query<LiveCheckRow>(
      `WITH under_way AS (SELECT ${ROW} FROM live_check WHERE target = $1 AND asks_recipient = $4 AND state <> 'ended' LIMIT 1),
       added AS (INSERT INTO live_check (target, domain_name, address_id, asks_recipient, started_by)
         SELECT $1, $2, (SELECT id FROM address WHERE normalized = $3), $4, $5 WHERE NOT EXISTS (SELECT FROM under_way) RETURNING ${ROW})
       SELECT * FROM under_way UNION ALL SELECT * FROM added`,
      [target, domainName, address, asksRecipient, startedBy],
    );
    return rows[0]!;
  }

  async one(id: string): Promise<LiveCheckRow | null> {
    return (await this.rows('id = $1', [id]))[0] ?? null;
  }

  /** Newest first. */
  async of(target: string, limit: number): Promise<LiveCheckRow[]> {
    return this.rows(`target = $1 ORDER BY id DESC LIMIT ${Math.trunc(limit)}`, [target]);
  }

  async claim(leaseSeconds: number): Promise<ClaimedLiveCheck | null> {
    return (await this.database.pool.query<ClaimedLiveCheck>(CLAIM, [leaseSeconds])).rows[0] ?? null;
  }

  async noteAnswer({ id, tries }: ClaimedLiveCheck, answer: unknown, ms: number): Promise<void> {
    await this.database.pool.query('UPDATE live_check SET answer = $3, answer_ms = $4 WHERE id = $1 AND tries = $2', [
      id,
      tries,
      storableJson(answer),
      ms,
    ]);
  }

  /**
   * Whether the hosts may be connected to now: pauses of all sending, of the site from every source, and the limit of
   * live checks at one site. Counts this one when they may.
   */
  async mayConnect({ id, target }: ClaimedLiveCheck, mxKey: string): Promise<CheckSource> {
    return inTransaction(this.database, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [`live_check ${mxKey}`]);
      const { rows: all } = await client.query<{ reason: string | null; actor: string | null }>(
        `SELECT reason, actor FROM sending_control WHERE paused_at IS NOT NULL AND (paused_until IS NULL OR paused_until > now())`,
      );
      if (all[0])
        return { kind: 'held', why: `All sending is paused${by(all[0].actor)}${because(all[0].reason)}` } as const;
      const { rows: sources } = await client.query<{
        sourceId: string;
        siteId: string | null;
        provider: string | null;
        ip: string | null;
        ehloName: string | null;
        isPaused: boolean | null;
        until: Date | null;
        reason: string | null;
      }>(SOURCES, [mxKey, target]);
      const free = sources.find(({ isPaused }) => isPaused !== true);
      if (!free) {
        const [paused] = sources;
        if (!paused) return { kind: 'held', why: 'No source address is switched on' } as const;
        const until =
          paused.until === null ? '' : ` until ${paused.until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
        return { kind: 'held', why: `Mail to these servers is paused${until}${because(paused.reason)}` } as const;
      }
      const { rows: counted } = await client.query<{ n: number; seconds: number | null }>(
        `SELECT count(*)::int AS n, ceil(extract(epoch FROM min(connected_at) + interval '${WINDOW_MINUTES} minutes' - now()))::int AS seconds
         FROM live_check WHERE mx_key = $1 AND connected_at > now() - interval '${WINDOW_MINUTES} minutes'`,
        [mxKey],
      );
      const { n, seconds } = counted[0]!;
      if (n >= MOST_IN_WINDOW)
        return {
          kind: 'held',
          why: `These servers were checked ${n} times in ${WINDOW_MINUTES} minutes; check again in ${seconds ?? 60} seconds`,
        } as const;
      await client.query('UPDATE live_check SET mx_key = $2, connected_at = now() WHERE id = $1', [id, mxKey]);
      const { ip, ehloName, siteId, sourceId, provider } = free;
      const lane = siteId === null ? null : { siteId, sourceId, provider };
      return { kind: 'free', ip, ehloName, lane } as const;
    });
  }

  /** It found no free connection after all: it does not count among the checks of these servers. */
  async uncount({ id }: ClaimedLiveCheck): Promise<void> {
    await this.database.pool.query('UPDATE live_check SET connected_at = NULL WHERE id = $1', [id]);
  }

  async noteHost({ id, tries }: ClaimedLiveCheck, ehloName: string, host: unknown): Promise<void> {
    await this.database.pool.query(
      'UPDATE live_check SET hosts = hosts || jsonb_build_array($3::jsonb), ehlo_name = $4 WHERE id = $1 AND tries = $2',
      [id, tries, storableJson(host), ehloName],
    );
  }

  async end({ id, tries }: ClaimedLiveCheck, heldBy: string | null): Promise<void> {
    await this.database.pool.query(
      `UPDATE live_check SET state = 'ended', ended_at = now(), lease_until = NULL, held_by = $3 WHERE id = $1 AND tries = $2`,
      [id, tries, heldBy],
    );
  }

  private async rows(where: string, values: unknown[]): Promise<LiveCheckRow[]> {
    return (await this.database.pool.query<LiveCheckRow>(`SELECT ${ROW} FROM live_check WHERE ${where}`, values)).rows;
  }
}

const by = (actor: string | null) => (actor === null ? '' : ` by ${actor}`);
const because = (reason: string | null) => (reason === null || reason === '' ? '' : `: ${reason}`);
