// One open connection to an MX host: a transaction per message, each with a report of its own.
import type { MxAnswer } from '../mx-answer.js';
import type { AttemptOutcome, AttemptReport, Reply, Stage, Step } from '../report.js';
import type { Dialogue } from './dialogue.js';
import { unfitFor } from './envelope.js';
import { flushed } from './flushed.js';
import { DotDenied, GatedBody } from './gated-body.js';
import type { Session } from './open-session.js';
import { readReply } from './reply.js';
import type { OutgoingMessage, SiteConnection } from './site-connection.js';
import type { Timeouts } from './timeouts.js';
import { troubleWords } from './trouble-words.js';

export interface MxConnectionOptions {
  readonly session: Session;
  readonly answer: MxAnswer;
  readonly mxHost: string;
  readonly mxIp: string;
  readonly sourceIp: string | null;
  readonly tls: string;
  /** What happened until the connection stood; told with its first message. */
  readonly openingSteps: readonly Step[];
  readonly timeouts: Timeouts;
}

interface Ending {
  readonly error: (Error & { response?: unknown; command?: string | undefined; code?: string | undefined }) | null;
  readonly response: string | null;
}

export class MxConnection implements SiteConnection {
  readonly mxHost: string;
  readonly mxIp: string;
  readonly sourceIp: string | null;
  readonly tls: string;
  messagesSent = 0;
  readonly #options: MxConnectionOptions;
  #openingSteps: readonly Step[];
  #isBroken = false;
  #isSending = false;
  #lastError: Error | null = null;

  constructor(options: MxConnectionOptions) {
    this.#options = options;
    this.#openingSteps = options.openingSteps;
    ({ mxHost: this.mxHost, mxIp: this.mxIp, sourceIp: this.sourceIp, tls: this.tls } = options);
    const { smtp, dialogue, socket } = options.session;
    // The library fails the message under way with the error of its socket.
    dialogue.onGiveUp = () => socket.destroy(new Error('given up'));
    smtp.removeAllListeners('error');
    smtp.removeAllListeners('end');
    smtp.on('error', (error: Error) => {
      this.#isBroken = true;
      this.#lastError = error;
    });
    smtp.on('end', () => {
      this.#isBroken = true;
    });
  }

  isUsable(): boolean {
    const { smtp, socket } = this.#options.session;
    return !this.#isBroken && !smtp.destroyed && !socket.destroyed && socket.writable;
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

  async #transact(message: OutgoingMessage): Promise<AttemptReport> {
    const { dialogue, socket } = this.#options.session;
    const { timeouts, mxHost } = this.#options;
    if (!this.isUsable()) return this.#report({ ...lost, stage: 'mail', trouble: 'connection lost' });
    const unfit = unfitFor(message, mxHost, (keyword) => dialogue.offers(keyword));
    if (unfit !== null) return this.#report({ ...lost, outcome: 'refused', stage: null, trouble: unfit });
    dialogue.beginMessage();
    let isDotSent = false;
    const gate = new GatedBody({
      body: message.body,
      flushed: () => flushed(socket, () => dialogue.bodyMoves()),
      beforeDot: message.beforeDot,
      onMove: () => dialogue.bodyMoves(),
      onAsk: () => dialogue.rest(),
      onDot: () => {
        isDotSent = true;
        dialogue.await('dot', 'the final dot', timeouts.dotMs);
      },
    });
    const ending = await this.#hand(message, gate);
    gate.destroy();
    const judged = judge(ending, isDotSent, dialogue, this.#lastError);
    if (judged.reply === null) dialogue.noteEnd(judged.trouble ?? 'ended', judged.stage ?? 'data');
    dialogue.rest();
    const report = this.#report({ ...judged, wasDotSent: isDotSent });
    if (judged.isAtOdds || judged.reply === null || judged.reply.code === 421) this.destroy();
    else if (judged.outcome !== 'accepted') await this.#reset();
    return report;
  }

  #hand({ from, to, body }: OutgoingMessage, gate: GatedBody): Promise<Ending> {
    const { smtp } = this.#options.session;
    return new Promise((resolve) => {
      const envelope = { from, to: [to], size: body.length, use8BitMime: hasEightBit(body) };
      const lose = () => setImmediate(() => resolve({ error: new Error('connection lost'), response: null }));
      // A connection the library closes by itself forgets the message under way.
      smtp.once('end', lose);
      smtp.send(envelope, gate, (error, info) => {
        smtp.removeListener('end', lose);
        resolve({ error: error ?? null, response: info?.response ?? null });
      });
    });
  }

  /** RFC 5321 §4.1.1.5: a refused transaction is still open; without RSET some hosts say "nested MAIL". */
  #reset(): Promise<void> {
    const { smtp } = this.#options.session;
    if (!this.isUsable()) return Promise.resolve();
    return new Promise((resolve) => {
      const tidied = () => {
        clearTimeout(timer);
        smtp.removeListener('end', tidied);
        this.#options.session.dialogue.takeSteps(); // our own tidying is no part of anybody's attempt
        this.#options.session.dialogue.rest();
        resolve();
      };
      // Ending the connection ends the wait.
      const timer = setTimeout(() => this.destroy(), this.#options.timeouts.mailMs);
      smtp.once('end', tidied);
      smtp.reset((error: Error | null) => {
        if (error) this.destroy();
        tidied();
      });
    });
  }

  #report({ outcome, stage, reply, trouble, wasDotSent = false }: Told): AttemptReport {
    const { answer, mxHost, mxIp, sourceIp, tls, session } = this.#options;
    const steps = [...this.#openingSteps, ...session.dialogue.takeSteps()];
    this.#openingSteps = [];
    return { outcome, stage, reply, trouble, mxHost, mxIp, sourceIp, tls, wasDotSent, steps, mx: answer };
  }

  async close(): Promise<void> {
    const { smtp } = this.#options.session;
    if (this.isUsable()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#options.timeouts.quitMs);
        smtp.once('end', () => {
          clearTimeout(timer);
          resolve();
        });
        smtp.quit();
      });
    }
    this.destroy();
  }

  destroy(): void {
    const { smtp, socket, dialogue } = this.#options.session;
    this.#isBroken = true;
    dialogue.rest();
    socket.destroy();
    smtp.close();
  }
}

interface Judged {
  readonly outcome: AttemptOutcome;
  readonly stage: Stage | null;
  readonly reply: Reply | null;
  readonly trouble: string | null;
  /** The host spoke before the dot: what it says next may be to this message or to another. */
  readonly isAtOdds?: boolean;
}

type Told = Judged & { readonly wasDotSent?: boolean };

const lost = { outcome: 'deferred', reply: null } as const;

function judge({ error, response }: Ending, isDotSent: boolean, dialogue: Dialogue, broken: Error | null): Judged {
  if (error instanceof DotDenied) return { outcome: 'abandoned', stage: 'data', reply: null, trouble: error.message };
  const { refusal, givenUp } = dialogue;
  if (refusal !== null) return { ...answeredBy(refusal.reply), stage: refusal.stage };
  const said = error === null ? response : error.response;
  const reply = givenUp === null && typeof said === 'string' ? readReply(said) : null;
  if (reply !== null && isDotSent) return { ...answeredBy(reply), stage: 'dot' };
  if (reply !== null && reply.code >= 400)
    return { ...answeredBy(reply), stage: dialogue.stage ?? 'data', isAtOdds: true };
  // A yes before the dot is none: the message was not complete.
  const early = reply === null ? null : `the host said ${reply.code} before the message was complete`;
  const trouble = givenUp ?? early ?? troubleWords(broken ?? error ?? new Error('connection lost'));
  const stage = isDotSent ? 'dot' : givenUp === null ? (dialogue.stage ?? 'data') : dialogue.stageOfEnd;
  return { outcome: isDotSent ? 'in_doubt' : 'deferred', stage, reply: null, trouble, isAtOdds: true };
}

function answeredBy(reply: Reply): Pick<Judged, 'outcome' | 'reply' | 'trouble'> {
  const outcome = reply.code >= 500 ? 'refused' : reply.code >= 400 ? 'deferred' : 'accepted';
  return { outcome, reply, trouble: null };
}

function hasEightBit(body: Uint8Array): boolean {
  return body.some((byte) => byte > 127);
}
