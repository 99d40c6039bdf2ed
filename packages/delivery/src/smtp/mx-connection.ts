// One open connection to an MX host: a transaction per message, each with a report of its own.
import type { MxAnswer } from '../mx-answer.js';
import type { AttemptReport, Reply, Step } from '../report.js';
import { unfitFor } from './envelope.js';
import { type Extensions, extensionsOf } from './extensions.js';
import type { Session } from './open-session.js';
import type { OutgoingMessage, SiteConnection } from './site-connection.js';
import type { Timeouts } from './timeouts.js';
import { askOnly, type Judged, transact } from './transaction.js';
import { Wire } from './wire.js';

export interface MxConnectionOptions {
  readonly session: Session;
  readonly answer: MxAnswer;
  readonly mxHost: string;
  readonly mxIp: string;
  readonly sourceIp: string | null;
  /** The name the session was opened with. */
  readonly ehloName: string;
  readonly tls: string;
  /** What happened until the connection stood; told with its first message. */
  readonly openingSteps: readonly Step[];
  readonly timeouts: Timeouts;
}

export class MxConnection implements SiteConnection {
  readonly mxHost: string;
  readonly mxIp: string;
  readonly sourceIp: string | null;
  readonly ehloName: string;
  readonly tls: string;
  messagesSent = 0;
  readonly #options: MxConnectionOptions;
  readonly #wire: Wire;
  readonly #extensions: Extensions;
  #openingSteps: readonly Step[];
  #isSending = false;

  constructor(options: MxConnectionOptions) {
    this.#options = options;
    this.#openingSteps = options.openingSteps;
    ({ mxHost: this.mxHost, mxIp: this.mxIp, sourceIp: this.sourceIp, tls: this.tls } = options);
    this.ehloName = options.ehloName;
    this.#extensions = extensionsOf(options.session.dialogue);
    this.#wire = new Wire(options.session);
  }

  isUsable(): boolean {
    return this.#wire.isOpen() && this.#wire.unasked === null && !this.#wire.isMidReply;
  }

  async send(message: OutgoingMessage): Promise<AttemptReport> {
    if (this.#isSending) throw new Error('Two messages at once on one SMTP connection.');
    this.#isSending = true;
    try {
      this.messagesSent++;
      return await this.#transact(message);
    } finally {
      this.#isSending = false;
    }
  }

  /** MAIL and RCPT alone, taken back by RSET: what the host says of a recipient, without a message. */
  async askRecipient(envelope: Pick<OutgoingMessage, 'from' | 'to'>): Promise<AttemptReport> {
    const { timeouts, mxHost } = this.#options;
    const unfit = unfitFor(envelope, mxHost, this.#extensions.utf8);
    if (unfit !== null) return this.#report({ ...LOST, outcome: 'refused', stage: null, trouble: unfit });
    const judged = await askOnly(envelope, { ...{ wire: this.#wire, mxHost, timeouts }, extensions: this.#extensions });
    const report = this.#report(judged);
    if (judged.after === 'end') await this.#endAfter(judged.reply);
    else await this.#reset();
    return report;
  }

  async #transact(message: OutgoingMessage): Promise<AttemptReport> {
    const { dialogue } = this.#wire;
    const { timeouts, mxHost } = this.#options;
    if (!this.isUsable()) return this.#report({ ...LOST, trouble: this.#wire.trouble ?? 'connection lost' });
    const unfit = unfitFor(message, mxHost, this.#extensions.utf8);
    if (unfit !== null) return this.#report({ ...LOST, outcome: 'refused', stage: null, trouble: unfit });
    const judged = await transact(message, {
      ...{ wire: this.#wire, mxHost, timeouts },
      extensions: this.#extensions,
    });
    if (judged.reply === null) dialogue.noteEnd(judged.trouble ?? 'ended', judged.stage ?? 'data');
    dialogue.rest();
    const report = this.#report(judged);
    if (judged.after === 'end') await this.#endAfter(judged.reply);
    else if (judged.after === 'reset') await this.#reset();
    return report;
  }

  /** RFC 5321 §4.1.1.5: a refused transaction is still open; without RSET some hosts say "nested MAIL". */
  async #reset(): Promise<void> {
    this.#wire.write('RSET\r\n');
    const reply = await this.#wire.hear('mail', 'RSET', this.#options.timeouts.mailMs);
    this.#wire.dialogue.takeSteps(); // our own tidying is no part of anybody's attempt
    if (reply === null || reply.code >= 400) await this.#endAfter(reply);
  }

  /** Who says 421 closes the connection itself (RFC 5321 §3.8), and counts it until then. */
  async #endAfter(reply: Reply | null): Promise<void> {
    if (reply?.code === 421) await this.#letClose();
    this.destroy();
  }

  /** The host counts a connection until it has closed it: whoever comes in its place before that would be one too many. */
  #letClose(): Promise<void> {
    return this.#wire.ended(Math.min(CLOSE_MS, this.#options.timeouts.quitMs));
  }

  #report({ outcome, stage, reply, trouble, wasDotSent }: Omit<Judged, 'after'>): AttemptReport {
    const { answer, mxHost, mxIp, sourceIp, ehloName, tls } = this.#options;
    const told = this.#wire.dialogue.takeSteps();
    const steps = this.#openingSteps.length === 0 ? told : [...this.#openingSteps, ...told];
    this.#openingSteps = [];
    return { outcome, stage, reply, trouble, mxHost, mxIp, sourceIp, ehloName, tls, wasDotSent, steps, mx: answer };
  }

  async close(): Promise<void> {
    if (this.isUsable() && !this.#isSending) {
      this.#wire.write('QUIT\r\n');
      // It closes after its 221 (RFC 5321 §4.1.1.10).
      if ((await this.#wire.hear('mail', 'QUIT', this.#options.timeouts.quitMs)) !== null) await this.#letClose();
    } else if (this.#wire.isOpen() && this.#wire.unasked?.reply?.code === 421) await this.#letClose();
    this.destroy();
  }

  destroy(): void {
    this.#wire.end('the connection was ended');
  }
}

const CLOSE_MS = 1000;
const LOST = { outcome: 'deferred', stage: 'mail', reply: null, wasDotSent: false } as const;
