// Our own SMTP listener for bounces: what it takes is kept here before it is answered for, and what it tells of itself.
import { createHash } from 'node:crypto';
import type { Database } from './database.js';
import { storableJson, storableText } from './storable.js';

/** A message as it came over SMTP. */
export interface DeliveredMessage {
  readonly raw: Uint8Array;
  /** SHA-256 of the whole message, also where `raw` was cut. */
  readonly contentSha256: Uint8Array;
  /** Of the whole message. */
  readonly sizeBytes: number;
  /** Reverse path; empty for the null sender, as reports have it. */
  readonly from: string;
  /** Forward paths that were taken, 1 or more. */
  readonly to: readonly string[];
  readonly remoteIp: string;
  readonly helo: string;
  /** Name of the cipher; null without TLS. */
  readonly tls: string | null;
}

export interface ListenerState {
  /** Machine, address and port. */
  readonly id: string;
  readonly hostName: string;
  readonly address: string;
  readonly port: number;
  readonly hasTls: boolean;
  readonly isListening: boolean;
  /** Why it does not listen, in words. */
  readonly trouble: string | null;
  readonly connections: number;
}

/** What came since it was told last; added to what is there. */
export interface ListenerCounts {
  readonly accepted: number;
  readonly refused: number;
  readonly putOff: number;
  readonly lastAcceptedAt: Date | null;
  readonly lastRefusedAt: Date | null;
  readonly lastRefusal: string | null;
}

export interface ListenerRow extends ListenerState, ListenerCounts {
  readonly seenAt: Date;
}

const ROW = `id, host_name AS "hostName", address, port, has_tls AS "hasTls", is_listening AS "isListening", trouble,
  seen_at AS "seenAt", connections, accepted::float8 AS accepted, refused::float8 AS refused, put_off::float8 AS "putOff",
  last_accepted_at AS "lastAcceptedAt", last_refused_at AS "lastRefusedAt", last_refusal AS "lastRefusal"`;

/** A machine made anew (a container) goes by another id and the same host name; of its forerunner nothing is to be said. */
export const IS_SUCCEEDED = `(l.seen_at < now() - interval '60 seconds' AND EXISTS (
  SELECT FROM bounce_listener later WHERE later.host_name = l.host_name AND later.seen_at > l.seen_at))`;

export class ListenerStore {
  constructor(private readonly database: Database) {}

  /**
   * Keeps a message, once for each return path it came for. The same content for the same return path again, as after an
   * answer that was lost, changes nothing. Committed when this resolves.
   *
   * @returns how many were new
   */
  async keep(message: DeliveredMessage): Promise<number> {
    const { raw, contentSha256, sizeBytes, from, to, remoteIp, helo, tls } = message;
    const hashes = to.map((path) => createHash('sha256').update(path.toLowerCase()).update('\0').update(contentSha256));
    const digests = hashes.map((hash) => hash.digest());
    const envelopes = to.map((path) => storableJson({ from, to: path, remoteIp, helo, tls }));
    const kept = await this.database.pool.query(
      `INSERT INTO inbound_message (source, source_uid, content_sha256, raw, size_bytes, envelope)
       SELECT 'listener', encode(one.digest, 'hex'), one.digest, $1, $2, one.envelope
       FROM unnest($3::bytea[], $4::jsonb[]) AS one(digest, envelope) ON CONFLICT DO NOTHING`,
      [raw, sizeBytes, digests, envelopes],
    );
    return kept.rowCount ?? 0;
  }

  /** Domains of return paths, lower-cased: the postmaster of these is answered for. */
  async returnPathDomains(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      'SELECT DISTINCT lower(return_path_domain) AS name FROM sending_domain ORDER BY 1',
    );
    return rows.map(({ name }) => name);
  }

  async tell(state: ListenerState, counts: ListenerCounts): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO bounce_listener (id, host_name, address, port, has_tls, is_listening, trouble, connections,
         accepted, refused, put_off, last_accepted_at, last_refused_at, last_refusal)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       ON CONFLICT (id) DO UPDATE SET host_name = $2, address = $3, port = $4, has_tls = $5, is_listening = $6, trouble = $7,
         connections = $8, seen_at = now(), accepted = bounce_listener.accepted + $9,
         refused = bounce_listener.refused + $10, put_off = bounce_listener.put_off + $11,
         last_accepted_at = coalesce($12, bounce_listener.last_accepted_at),
         last_refused_at = coalesce($13, bounce_listener.last_refused_at),
         last_refusal = coalesce($14, bounce_listener.last_refusal)`,
      [
        ...[state.id, state.hostName, state.address, state.port, state.hasTls, state.isListening, state.trouble],
        ...[state.connections, counts.accepted, counts.refused, counts.putOff],
        ...[counts.lastAcceptedAt, counts.lastRefusedAt, storableText(counts.lastRefusal)],
      ],
    );
  }

  /** Those that were heard of within 30 days and have no successor, the one heard of last first. */
  async list(): Promise<ListenerRow[]> {
    const { rows } = await this.database.pool.query<ListenerRow>(
      `SELECT ${ROW} FROM bounce_listener l WHERE seen_at > now() - interval '30 days' AND NOT ${IS_SUCCEEDED}
       ORDER BY seen_at DESC, id LIMIT 50`,
    );
    return rows;
  }
}
