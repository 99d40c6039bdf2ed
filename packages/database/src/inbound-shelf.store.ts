// Messages from bounce mailboxes as a person looks at them: what was understood, what was not, the raw text.
import type { InboundView } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';

export interface ShelvedMessage {
  readonly id: string;
  readonly receivedAt: Date;
  readonly kind: string | null;
  readonly state: InboundView['state'];
  readonly category: string | null;
  readonly address: string | null;
  /** The first 8 kB: header fields. */
  readonly head: Uint8Array;
}

export class InboundShelfStore {
  constructor(private readonly database: Database) {}

  /** Newest first, of one state or of all. */
  async page({
    limit,
    after,
    state,
  }: PageOptions & { readonly state?: string | undefined }): Promise<ShelvedMessage[]> {
    const { rows } = await this.database.pool.query<ShelvedMessage>(
      `SELECT m.id, m.received_at AS "receivedAt", m.kind, m.state, m.category, a.normalized AS address,
         substring(m.raw FROM 1 FOR 8192) AS head
       FROM inbound_message m LEFT JOIN address a ON a.id = m.address_id
       WHERE ($2::uuid IS NULL OR m.id < $2) AND ($3::text IS NULL OR m.state = $3) ORDER BY m.id DESC LIMIT $1`,
      [limit, after ?? null, state ?? null],
    );
    return rows;
  }

  async raw(id: string): Promise<Uint8Array | null> {
    const { rows } = await this.database.pool.query<{ raw: Uint8Array }>(
      'SELECT raw FROM inbound_message WHERE id = $1',
      [id],
    );
    return rows[0]?.raw ?? null;
  }
}
