// Rows and mails for tests of the bounce inbox: one accepted delivery per person, and what comes back for it.
import { createTokenSigner, type Mailbox, MailboxError, tokenKeysFrom } from '@doorstep/bounces';
import { createVault, type Database, InboundStore, MailboxReadingStore, MailboxWatchStore } from '@doorstep/database';
import { type BounceInbox, createBounceInbox, type InboxDependencies } from '../bounce-inbox/bounce-inbox.js';
import { createMailboxAccess } from '../bounce-inbox/mailbox-access.js';
import { createMailboxWatches, type WatchesOptions } from '../bounce-inbox/mailbox-watches.js';
import { silentLog } from '../log.js';

export const secret = new TextEncoder().encode('a secret of the tests, long enough');
export const signer = createTokenSigner(tokenKeysFrom(secret));
export const vault = createVault(secret);

export interface Person {
  readonly deliveryId: string;
  readonly addressId: string;
  readonly address: string;
  readonly returnPath: string;
}

export async function addPerson(database: Database, address: string, state = 'accepted'): Promise<Person> {
  const one = async (text: string, values: unknown[]) =>
    (await database.pool.query<{ id: string }>(text, values)).rows[0]!.id;
  const domain = address.slice(address.indexOf('@') + 1);
  await database.pool.query('INSERT INTO mail_domain (name) VALUES ($1) ON CONFLICT DO NOTHING', [domain]);
  const addressId = await one(
    'INSERT INTO address (normalized, spelling, domain_name) VALUES ($1, $1, $2) RETURNING id',
    [address, domain],
  );
  const campaignId = await one(`INSERT INTO campaign (name, state) VALUES ('Letter', 'sending') RETURNING id`, []);
  const deliveryId = await one(
    `INSERT INTO delivery (campaign_id, address_id, domain_name, state, accepted_at) VALUES ($1, $2, $3, $4, now()) RETURNING id`,
    [campaignId, addressId, domain, state],
  );
  return { deliveryId, addressId, address, returnPath: `bounce-${signer.sign('return', deliveryId)}@back.example` };
}

export async function addMailbox(
  database: Database,
  afterReading = 'keep',
  moveTo: string | null = null,
): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO bounce_mailbox (name, protocol, host, port, tls, username, password_sealed, after_reading, move_to)
     VALUES ('Bounces', 'imap', 'mail.example', 993, 'implicit', 'bounce', $1, $2, $3) RETURNING id`,
    [vault.seal('pass'), afterReading, moveTo ?? null],
  );
  return rows[0]!.id;
}

/** A mailbox in memory; `failures` are UIDs whose fetch breaks the session. */
export class MemoryMailbox implements Mailbox {
  readonly messages = new Map<string, string>();
  readonly moved = new Map<string, string>();
  readonly marked = new Set<string>();
  readonly failures = new Set<string>();
  fetches = 0;

  put(uid: string, raw: string): this {
    this.messages.set(uid, raw);
    return this;
  }
  async list() {
    return [...this.messages].map(([uid, raw]) => ({ uid, sizeBytes: raw.length }));
  }
  async fetch(uid: string, maxBytes: number) {
    this.fetches++;
    if (this.failures.has(uid)) throw new MailboxError('session', 'The connection to the mailbox was lost.', 'broken');
    const raw = Buffer.from(this.messages.get(uid) ?? '', 'latin1');
    return { raw: raw.subarray(0, maxBytes), isCut: raw.length > maxBytes };
  }
  async remove(uids: readonly string[]) {
    for (const uid of uids) this.messages.delete(uid);
  }
  async mark(uids: readonly string[]) {
    for (const uid of uids) this.marked.add(uid);
  }
  async move(uids: readonly string[], folder: string) {
    for (const uid of uids) {
      this.moved.set(uid, folder);
      this.messages.delete(uid);
    }
  }
  async folders() {
    return ['INBOX'];
  }
  async close() {}
}

export interface ReportText {
  readonly to: string;
  readonly recipient: string;
  readonly originalRecipient?: string;
  readonly originalTo?: string;
  readonly action?: string;
  readonly status?: string;
  readonly diagnostic?: string;
}

export function deliveryReport(report: ReportText): string {
  const { to, recipient, originalRecipient, originalTo, action = 'failed', status = '5.1.1' } = report;
  const { diagnostic = `550 ${status} No such user here` } = report;
  return [
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    `To: ${to}`,
    'Subject: Undelivered mail',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"',
    '',
    '--cut',
    'Content-Type: text/plain',
    '',
    'Your message could not be handed over.',
    '',
    '--cut',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    ...(originalRecipient ? [`Original-Recipient: rfc822; ${originalRecipient}`] : []),
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx9.example',
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
    '--cut',
    'Content-Type: text/rfc822-headers',
    '',
    ...(originalTo ? [`To: ${originalTo}`] : []),
    'Subject: Letter',
    '',
    '--cut--',
    '',
  ].join('\r\n');
}

export function complaint(to: string, recipient: string, feedbackType = 'abuse'): string {
  return [
    'From: fbl@provider.example',
    `To: ${to}`,
    'Subject: complaint',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="cut"',
    '',
    '--cut',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${feedbackType}`,
    'User-Agent: Loop/1',
    'Version: 1',
    `Original-Rcpt-To: ${recipient}`,
    '',
    '--cut',
    'Content-Type: message/rfc822',
    '',
    `To: ${recipient}`,
    'Subject: Letter',
    '',
    'text',
    '--cut--',
    '',
  ].join('\r\n');
}

/** What tests look at of a stored report. */
export interface StoredNotes {
  readonly note: string | null;
  readonly hints: string[];
  readonly handover: { queueId: string | null; seconds: number; isSameQueueId: boolean } | null;
}

/** The attempt that a host accepted, so many seconds ago, with these words. */
export async function addAcceptance(
  { pool }: Database,
  person: Person,
  reply: string,
  secondsAgo: number,
): Promise<void> {
  const { deliveryId } = person;
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, fence, worker, begun_at, phase, finished_at, outcome, mx_host,
       reply_code, reply_text)
     SELECT d.id, d.campaign_id, d.address_id, d.domain_name, 1, 'test', at, 'finished', at, 'accepted', 'mx1.firm.example', 250, $2
     FROM delivery d, LATERAL (SELECT now() - $3 * interval '1 second' AS at) t WHERE d.id = $1 RETURNING id`,
    [deliveryId, reply, secondsAgo],
  );
  await pool.query(
    `UPDATE delivery SET attempt_id = $2, accepted_at = now() - $3 * interval '1 second' WHERE id = $1`,
    [deliveryId, rows[0]!.id, secondsAgo],
  );
}

/** A bounce inbox over a mailbox in memory, and questions about what it did. */
export function inboxHarness(database: Database) {
  async function query<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
    return (await database.pool.query<Row>(text, values)).rows;
  }
  let count = 0;
  const inboxOver = (mailbox: MemoryMailbox, more: Partial<InboxDependencies> = {}): BounceInbox =>
    createBounceInbox({
      readings: new MailboxReadingStore(database),
      inbound: new InboundStore(database),
      vault,
      tokens: signer,
      pollSeconds: 60,
      log: silentLog,
      open: async () => ({ kind: 'open', mailbox }),
      ...more,
    });
  const watchesOver = (read: WatchesOptions['read'], more: Partial<WatchesOptions> = {}) =>
    createMailboxWatches({
      ...{ read, log: silentLog, watches: new MailboxWatchStore(database) },
      access: createMailboxAccess({ vault, readings: new MailboxReadingStore(database), log: silentLog }),
      ...more,
    });
  return {
    query,
    inboxOver,
    watchesOver,
    person: (state?: string): Promise<Person> => addPerson(database, `reader${++count}@firm.example`, state),
    mailboxRow: (afterReading?: string, moveTo?: string) => addMailbox(database, afterReading, moveTo),
    empty: () => query('TRUNCATE inbound_message, bounce_mailbox CASCADE'),
    messages: () =>
      query<{ kind: string; state: string; category: string; report: StoredNotes }>(
        'SELECT kind, state, category, report FROM inbound_message ORDER BY id',
      ),
    acceptedAs: (person: Person, reply: string, secondsAgo: number) =>
      addAcceptance(database, person, reply, secondsAgo),
    stateOf: async ({ deliveryId }: Person) =>
      (await query<{ state: string }>('SELECT state FROM delivery WHERE id = $1', deliveryId))[0]!.state,
    standingOf: async ({ addressId }: Person) =>
      (await query<{ standing: string }>('SELECT standing FROM address WHERE id = $1', addressId))[0]!.standing,
    causesOf: async ({ addressId }: Person) =>
      (await query<{ cause: string }>('SELECT cause FROM suppression WHERE address_id = $1', addressId)).map(
        (row) => row.cause,
      ),
    /** Reads one mail and understands it. @returns how many were settled */
    async receive(raw: string): Promise<number> {
      await addMailbox(database);
      const inbox = inboxOver(new MemoryMailbox().put('1/1', raw));
      await inbox.readDue();
      return inbox.understandWaiting();
    },
  };
}
