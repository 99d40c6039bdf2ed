// The full loop: marked messages that were sent to a return path of ours and must come back into a bounce mailbox.
import type { ConfirmationSender } from './confirmations.store.js';
import type { Database } from './database.js';

export interface LoopTestRow {
  readonly id: string;
  readonly returnPathDomain: string;
  readonly state: 'sending' | 'on_its_way' | 'returned' | 'failed' | 'overdue';
  readonly startedBy: string;
  readonly createdAt: Date;
  readonly waitsUntil: Date;
  readonly mxHosts: readonly string[] | null;
  readonly mxHost: string | null;
  readonly reply: string | null;
  readonly handedAt: Date | null;
  readonly trouble: string | null;
  readonly troubleStep: 'mx' | 'handover' | null;
  readonly cameAt: Date | null;
  readonly mailboxName: string | null;
  readonly endedAt: Date | null;
}

/** A test that is ours to send until the lease ends. */
export interface ClaimedLoopTest {
  readonly id: string;
  readonly returnPathDomain: string;
  readonly tries: number;
  readonly sender: ConfirmationSender;
}

export type LoopHandover =
  | {
      readonly kind: 'handed';
      readonly mxHosts: readonly string[];
      readonly mxHost: string | null;
      readonly reply: string;
    }
  /** `isFinal` false: it is tried again while there is time. */
  | {
      readonly kind: 'trouble';
      readonly step: 'mx' | 'handover';
      readonly mxHosts: readonly string[];
      readonly mxHost: string | null;
      readonly trouble: string;
      readonly isFinal: boolean;
    };

const COLUMNS = `t.id, t.return_path_domain AS "returnPathDomain", t.state, t.started_by AS "startedBy", t.created_at AS "createdAt",
  t.waits_until AS "waitsUntil", t.mx_hosts AS "mxHosts", t.mx_host AS "mxHost", t.reply, t.handed_at AS "handedAt", t.trouble,
  t.trouble_step AS "troubleStep", t.came_at AS "cameAt", b.name AS "mailboxName", t.ended_at AS "endedAt"`;

const CLAIM = `
UPDATE loop_test t SET lease_until = now() + $1 * interval '1 second', tries = t.tries + 1
FROM sending_domain d WHERE d.id = t.sending_domain_id AND t.id = (
  SELECT id FROM loop_test WHERE state = 'sending' AND (lease_until IS NULL OR lease_until <= now())
  ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING t.id, t.return_path_domain AS "returnPathDomain", t.tries,
  json_build_object('name', d.name, 'returnPathDomain', d.return_path_domain, 'dkimKeys', coalesce((SELECT json_agg(
    json_build_object('selector', k.selector, 'algorithm', k.algorithm, 'privateKeySealed', k.private_key_sealed) ORDER BY k.id)
    FROM dkim_key k WHERE k.sending_domain_id = d.id AND k.is_active), '[]')) AS sender`;

export class LoopTestStore {
  constructor(private readonly database: Database) {}

  /** @returns null when there is no such sending domain */
  async add(sendingDomainId: string, waitMinutes: number, startedBy: string): Promise<LoopTestRow | null> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO loop_test (sending_domain_id, return_path_domain, started_by, waits_until)
       SELECT id, return_path_domain, $2, now() + $3 * interval '1 minute' FROM sending_domain WHERE id = $1 RETURNING id`,
      [sendingDomainId, startedBy, waitMinutes],
    );
    return rows[0] ? this.one(rows[0].id) : null;
  }

  async one(id: string): Promise<LoopTestRow | null> {
    const { rows } = await this.database.pool.query<LoopTestRow>(
      `SELECT ${COLUMNS} FROM loop_test t LEFT JOIN bounce_mailbox b ON b.id = t.mailbox_id WHERE t.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** The newest ones. */
  async latest(limit: number): Promise<LoopTestRow[]> {
    const { rows } = await this.database.pool.query<LoopTestRow>(
      `SELECT ${COLUMNS} FROM loop_test t LEFT JOIN bounce_mailbox b ON b.id = t.mailbox_id ORDER BY t.id DESC LIMIT $1`,
      [limit],
    );
    return rows;
  }

  async claim(leaseSeconds: number): Promise<ClaimedLoopTest | null> {
    return (await this.database.pool.query<ClaimedLoopTest>(CLAIM, [leaseSeconds])).rows[0] ?? null;
  }

  /** What became of handing it over. It may have come back before the reply to the dot was read. */
  async noteHandover({ id, tries }: ClaimedLoopTest, handover: LoopHandover, retrySeconds: number): Promise<void> {
    const isHanded = handover.kind === 'handed';
    await this.database.pool.query(
      `UPDATE loop_test SET mx_hosts = $3, mx_host = $4, reply = $5, trouble = $6, trouble_step = $7,
         handed_at = CASE WHEN $8 THEN now() END,
         state = CASE WHEN state <> 'sending' THEN state WHEN $8 THEN 'on_its_way' WHEN $9 THEN 'failed' ELSE state END,
         ended_at = CASE WHEN $9 AND state = 'sending' THEN now() ELSE ended_at END,
         lease_until = CASE WHEN $8 OR $9 THEN NULL ELSE now() + $10 * interval '1 second' END
       WHERE id = $1 AND tries = $2`,
      [
        ...[id, tries, handover.mxHosts, handover.mxHost],
        ...(isHanded ? [handover.reply, null, null] : [null, handover.trouble, handover.step]),
        ...[isHanded, !isHanded && handover.isFinal, retrySeconds],
      ],
    );
  }

  /** The marked message was read. @returns false when there is no such test: the message is not ours */
  async noteArrival(id: string, mailboxId: string | null): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE loop_test SET state = 'returned', came_at = coalesce(came_at, now()), ended_at = coalesce(ended_at, now()),
         mailbox_id = coalesce(mailbox_id, (SELECT b.id FROM bounce_mailbox b WHERE b.id = $2)) WHERE id = $1`,
      [id, mailboxId],
    );
    return rowCount === 1;
  }

  /** Ends those whose time is up. @returns how many are still waited for */
  async endOverdue(): Promise<number> {
    const { rows } = await this.database.pool.query<{ waiting: number }>(
      `WITH late AS (UPDATE loop_test SET state = CASE state WHEN 'sending' THEN 'failed' ELSE 'overdue' END, ended_at = now()
         WHERE state IN ('sending', 'on_its_way') AND waits_until <= now()
           AND (state = 'on_its_way' OR lease_until IS NULL OR lease_until <= now()) RETURNING id)
       SELECT count(*)::int AS waiting FROM loop_test WHERE state = 'on_its_way' AND id NOT IN (SELECT id FROM late)`,
    );
    return rows[0]!.waiting;
  }
}
