// Messages that came back as a person looks at them: what was understood, what was not, what was laid aside, the raw text.
import type { Category, DeliveryState, InboundShow, InboundView, Scope } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { type Database, inTransaction } from './database.js';

export interface ShelvedMessage {
  readonly id: string;
  readonly receivedAt: Date;
  readonly kind: string | null;
  readonly state: InboundView['state'];
  readonly category: Category | null;
  readonly scope: Scope | null;
  readonly ruleId: string | null;
  readonly sizeBytes: number;
  readonly source: string;
  readonly mailbox: string | null;
  readonly address: string | null;
  readonly deliveryId: string | null;
  readonly deliveryState: DeliveryState | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  /** It made a suppression that is in force. */
  readonly isSuppressed: boolean;
  readonly dismissedAt: Date | null;
  readonly dismissedBy: string | null;
  /** As `storedReport` of the worker keeps it; older ones know less. */
  readonly report: unknown;
  /** The first 8 kB: header fields. */
  readonly head: Uint8Array;
}

export interface ShelfQuery {
  readonly state?: string | undefined;
  readonly show?: InboundShow;
  /** A whole address, or a piece of subject, sender or recipient. */
  readonly search?: string;
}

const ROW = `m.id, m.received_at AS "receivedAt", m.kind, m.state, m.category, m.scope, m.rule_id AS "ruleId", m.size_bytes AS "sizeBytes",
  m.source, b.name AS mailbox, a.normalized AS address, m.delivery_id AS "deliveryId", d.state AS "deliveryState",
  d.campaign_id AS "campaignId", c.name AS "campaignName", m.dismissed_at AS "dismissedAt", m.dismissed_by AS "dismissedBy", m.report,
  m.address_id IS NOT NULL AND EXISTS (SELECT FROM suppression s WHERE s.address_id = m.address_id AND s.lifted_at IS NULL
    AND s.evidence->>'inboundMessageId' = m.id::text) AS "isSuppressed",
  substring(m.raw FROM 1 FOR 8192) AS head`;
const FROM = `FROM inbound_message m LEFT JOIN bounce_mailbox b ON b.id = m.mailbox_id LEFT JOIN address a ON a.id = m.address_id
  LEFT JOIN delivery d ON d.id = m.delivery_id LEFT JOIN campaign c ON c.id = d.campaign_id`;

const ON_SHELF = `m.state = 'unmatched' AND m.dismissed_at IS NULL`;

/** Conditions of the table alone, so that each is answered by an index on its order. */
const SHOWS: Readonly<Record<InboundShow, string>> = {
  all: 'true',
  unmatched: ON_SHELF,
  dismissed: 'm.dismissed_at IS NOT NULL',
  by_hand: `m.id IN (SELECT h.message_id FROM inbound_match h WHERE h.state IN ('applied','undo_asked'))`,
  bounces: `m.kind = 'bounce'`,
  complaints: `m.kind = 'complaint'`,
  delayed: `m.kind = 'delayed'`,
  automatic: `m.kind IN ('autoreply','vacation')`,
  not_bounces: `m.kind = 'not-bounce'`,
  unreadable: `m.kind = 'unreadable'`,
};

/** How many of the newest messages a piece of text is looked for in. */
const SEARCHED = 50_000;
const TEXT = `lower(concat_ws(' ', report->>'subject', report->>'from', report->>'finalRecipient', report->>'originalMessageId',
  report->'original'->>'subject', (SELECT string_agg(r->>'address', ' ') FROM jsonb_array_elements(
    CASE jsonb_typeof(report->'recipients') WHEN 'array' THEN report->'recipients' ELSE '[]' END) r)))`;

/** A count is for a badge, not for a book: it ends here. */
const COUNT_AT_MOST = 1000;

export class InboundShelfStore {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page({ limit, after, ...query }: PageOptions & ShelfQuery): Promise<ShelvedMessage[]> {
    const { rows } = await this.database.pool.query<ShelvedMessage>(
      `SELECT ${ROW} ${FROM} WHERE m.id IN (${idsOf(query)}) ORDER BY m.id DESC`,
      [limit, after ?? null, query.state ?? null, ...textOf(query)],
    );
    return rows;
  }

  async one(id: string): Promise<ShelvedMessage | null> {
    const { rows } = await this.database.pool.query<ShelvedMessage>(`SELECT ${ROW} ${FROM} WHERE m.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async raw(id: string): Promise<Uint8Array | null> {
    const { rows } = await this.database.pool.query<{ raw: Uint8Array }>(
      'SELECT raw FROM inbound_message WHERE id = $1',
      [id],
    );
    return rows[0]?.raw ?? null;
  }

  /** @returns how many wait on the shelf, 1,000 at most, and since when the oldest does */
  async waiting(): Promise<{ readonly unmatched: number; readonly since: Date | null }> {
    const { rows } = await this.database.pool.query<{ unmatched: number; since: Date | null }>(
      `SELECT count(*)::int AS unmatched, min(received_at) AS since
       FROM (SELECT received_at FROM inbound_message m WHERE ${ON_SHELF} ORDER BY id LIMIT ${COUNT_AT_MOST}) waiting`,
    );
    return rows[0]!;
  }

  /** Lays unmatched messages aside as not ours, in one go that can be taken back. Others are left as they are. */
  async dismiss(asked: { readonly ids: readonly string[] } | { readonly search: string }, actor: string) {
    return inTransaction(this.database, async (client) => {
      const named = await client.query<{ id: string }>('SELECT new_id() AS id');
      const { id } = named.rows[0]!;
      const query: ShelfQuery = { show: 'unmatched', search: 'ids' in asked ? '' : asked.search };
      const which =
        'ids' in asked
          ? { text: 'SELECT unnest($3::uuid[])', values: [asked.ids] }
          : { text: idsOf(query, 2), values: [null, null, null, ...textOf(query)] };
      const done = await client.query(
        `UPDATE inbound_message m SET dismissed_at = now(), dismissed_by = $1, dismissal_id = $2
         WHERE m.id IN (${which.text}) AND ${ON_SHELF}`,
        [actor, id, ...which.values],
      );
      return { id, count: done.rowCount ?? 0 };
    });
  }

  /** Puts back what was laid aside in one go. @returns how many; 0 for one that is not known or was taken back */
  async restore(dismissalId: string): Promise<number> {
    const done = await this.database.pool.query(
      `UPDATE inbound_message SET dismissed_at = NULL, dismissed_by = NULL, dismissal_id = NULL
       WHERE dismissal_id = $1`,
      [dismissalId],
    );
    return done.rowCount ?? 0;
  }

  /** Puts one message back on the shelf. */
  async restoreOne(id: string): Promise<boolean> {
    const done = await this.database.pool.query(
      `UPDATE inbound_message SET dismissed_at = NULL, dismissed_by = NULL, dismissal_id = NULL
       WHERE id = $1 AND dismissed_at IS NOT NULL`,
      [id],
    );
    return done.rowCount === 1;
  }
}

/**
 * The ids of a page, newest first: parameters limit, after, state and the text, counted from `$first + 1`. Whole
 * addresses are found by index, through whom a message was matched to; anything else in the newest messages.
 */
function idsOf({ show = 'all', search = '' }: ShelfQuery, first = 0): string {
  const [limit, after, state, text] = [1, 2, 3, 4].map((at) => `$${first + at}`);
  const where = `(${after}::uuid IS NULL OR m.id < ${after}) AND (${state}::text IS NULL OR m.state = ${state}) AND ${SHOWS[show]}`;
  if (search === '') return `SELECT m.id FROM inbound_message m WHERE ${where} ORDER BY m.id DESC LIMIT ${limit}::int`;
  return `SELECT id FROM (
    SELECT m.id FROM address a JOIN inbound_message m ON m.address_id = a.id WHERE a.normalized = ${text} AND ${where}
    UNION SELECT id FROM (SELECT m.id, m.report FROM inbound_message m WHERE ${where} ORDER BY m.id DESC LIMIT ${SEARCHED}) newest
      WHERE position(${text} IN ${TEXT}) > 0
    ) found ORDER BY id DESC LIMIT ${limit}::int`;
}

const textOf = ({ search = '' }: ShelfQuery) => (search === '' ? [] : [search.toLowerCase()]);
