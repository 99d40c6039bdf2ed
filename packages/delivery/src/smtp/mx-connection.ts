// One open connection to an MX host: a transaction per message, each with a report of its own.
import type { MxAnswer } from '../mx-answer.js';
import type { AttemptOutcome, AttemptReport, Reply, Stage, Step } from '../report.js';
import type { Dialogue } from './dialogue.js';
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
    dialogue.onTimeout = () => socket.destroy(new Error('timeout'));
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
    const { dialogue } = this.#options.session;
    const { timeouts } = this.#options;
    let isDotSent = false;
    const gate = new GatedBody({
      body: message.body,
      beforeDot: message.beforeDot,
      onMove: () => dialogue.bodyMoves(),
      onAsk: () => dialogue.rest(),
      onDot: () => {
        isDotSent = true;
        dialogue.await('dot', 'the final dot', timeouts.dotMs);
      },
    });
    if (!this.isUsable())
      return this.#report({ ...lost, stage: 'mail', trouble: 'connection lost', wasDotSent: false });
    const ending = await this.#hand(message, gate);
    gate.destroy();
    const stage = stageOf(ending, isDotSent, dialogue);
    const judged = judge(ending, isDotSent, dialogue.timedOut, this.#lastError);
    if (judged.reply === null) dialogue.noteEnd(judged.trouble ?? 'ended');
    dialogue.rest();
    const report = this.#report({ ...judged, stage, wasDotSent: isDotSent });
    // A reply that came before the dot leaves both sides at odds about what follows; so does a dialogue without one.
    const isEarly = ending.error?.code === 'EMESSAGE' && !isDotSent;
    if (judged.reply === null || isEarly || judged.reply.code === 421) this.destroy();
    else if (judged.outcome !== 'accepted') await this.#reset();
    return report;
  }

  #hand({ from, to, body }: OutgoingMessage, gate: GatedBody): Promise<Ending> {
    const { smtp } = this.#options.session;
    return new Promise((resolve) => {
      const envelope = { from, to: [to], size: body.length, use8BitMime: hasEightBit(body) };
      smtp.send(envelope, gate, (error, info) => resolve({ error: error ?? null, response: info?.response ?? null }));
    });
  }

  /** RFC 5321 §4.1.1.5: a refused transaction is still open; without RSET some hosts say "nested MAIL". */
  #reset(): Promise<void> {
    const { smtp } = this.#options.session;
    if (!this.isUsable()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.destroy();
        resolve();
      }, this.#options.timeouts.mailMs);
      smtp.once('end', resolve);
      smtp.reset((error: Error | null) => {
        clearTimeout(timer);
        smtp.removeListener('end', resolve);
        if (error) this.destroy();
        this.#options.session.dialogue.takeSteps(); // our own tidying is no part of anybody's attempt
        this.#options.session.dialogue.rest();
        resolve();
      });
    });
  }

  #report(judged: Judged & { stage: Stage; wasDotSent: boolean }): AttemptReport {
    const { answer, mxHost, mxIp, sourceIp, tls, session } = this.#options;
    const steps = [...this.#openingSteps, ...session.dialogue.takeSteps()];
    this.#openingSteps = [];
    return { ...judged, mxHost, mxIp, sourceIp, tls, steps, mx: answer };
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
  readonly reply: Reply | null;
  readonly trouble: string | null;
}

const lost: Judged = { outcome: 'deferred', reply: null, trouble: null };

function judge(ending: Ending, isDotSent: boolean, timedOut: string | null, broken: Error | null): Judged {
  const { error, response } = ending;
  if (error === null)
    return { outcome: 'accepted', reply: readReply(response ?? '') ?? unread(response), trouble: null };
  if (error instanceof DotDenied) return { outcome: 'abandoned', reply: null, trouble: error.message };
  const reply = typeof error.response === 'string' ? readReply(error.response) : null;
  if (reply !== null) return { outcome: reply.code >= 500 ? 'refused' : 'deferred', reply, trouble: null };
  const trouble = timedOut ?? troubleWords(broken ?? error);
  return { outcome: isDotSent ? 'in_doubt' : 'deferred', reply: null, trouble };
}

/** The library took it for a yes though its code is odd. */
function unread(response: string | null): Reply {
  return { code: 250, enhancedCode: null, text: (response ?? '').slice(0, 500) };
}

function stageOf({ error }: Ending, isDotSent: boolean, { stage, lastStage }: Dialogue): Stage {
  if (isDotSent || error === null) return 'dot';
  if (typeof error.response !== 'string') return stage ?? 'data';
  if (error.command === 'MAIL FROM') return 'mail';
  if (error.command === 'RCPT TO') return 'rcpt';
  return error.command === 'DATA' ? 'data' : (lastStage ?? 'data');
}

function hasEightBit(body: Uint8Array): boolean {
  return body.some((byte) => byte > 127);
}
