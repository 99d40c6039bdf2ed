// Listens in on one SMTP dialogue: which command waits for its reply, how long each took, and when waiting has been enough.
import type { Reply, Stage, Step } from '../report.js';
import { firstWords, readReply } from './reply.js';
import type { Timeouts } from './timeouts.js';

interface Awaited {
  readonly stage: Stage;
  /** "RCPT", "the final dot": what the reply is to. */
  readonly what: string;
  readonly sinceMs: number;
  readonly withinMs: number;
}

interface Deadline {
  readonly atMs: number;
  readonly words: () => string;
}

export interface DialogueOptions {
  readonly mxHost: string;
  readonly ip: string;
  readonly timeouts: Timeouts;
}

/** Those of the library, which opens the session; the commands of a message are awaited by whoever writes them. */
const COMMANDS: readonly (readonly [RegExp, Stage, keyof Timeouts])[] = [
  [/^(EHLO|HELO)\b/i, 'ehlo', 'ehloMs'],
  [/^STARTTLS\b/i, 'starttls', 'tlsMs'],
];

/**
 * Replies come in the order of the commands (RFC 2920 §3.1), so the oldest command without one is where the dialogue
 * stands when it breaks off: the SMTP library alone would say "connection" for all of them.
 */
export class Dialogue {
  readonly #options: DialogueOptions;
  #steps: Step[] = [];
  #awaited: Awaited[] = [];
  /** When waiting has been enough, and for what; null: nothing is waited for. */
  #deadline: Deadline | null = null;
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;
  #handshakeSinceMs: number | null = null;
  #givenUp: string | null = null;
  #lastStage: Stage | null = null;
  #greeting = '';
  #stageOfEnd: Stage = 'data';
  /** The dialogue is given up: whoever holds the connection ends it. */
  onGiveUp: () => void = () => undefined;

  constructor(options: DialogueOptions) {
    this.#options = options;
  }

  /** Steps since the last call: a connection serves many messages, each has its own. */
  takeSteps(): Step[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  /** Where the dialogue stands; null when nothing is waited for. */
  get stage(): Stage | null {
    return this.#handshakeSinceMs === null ? (this.#awaited[0]?.stage ?? null) : 'starttls';
  }

  /** Where the last reply belongs; null before the first. */
  get lastStage(): Stage | null {
    return this.#lastStage;
  }

  /** True while TLS is being negotiated. */
  get isInHandshake(): boolean {
    return this.#handshakeSinceMs !== null;
  }

  /** Why the dialogue was given up: waited too long, or a reply nobody can read; null when it was not. */
  get givenUp(): string | null {
    return this.#givenUp;
  }

  /** Where it was given up. */
  get stageOfEnd(): Stage {
    return this.#stageOfEnd;
  }

  /** Whether the host offers an extension (RFC 5321 §4.1.1.1), as it said last: after TLS it says it anew (RFC 3207 §4.2). */
  offers(keyword: string): boolean {
    return new RegExp(`^250[ -]${keyword}\\b`, 'im').test(this.#greeting);
  }

  /** The number behind an extension's keyword (SIZE of RFC 1870); 0 when there is none. */
  numberOf(keyword: string): number {
    return Number(new RegExp(`^250[ -]${keyword} +(\\d{1,15})\\b`, 'im').exec(this.#greeting)?.[1] ?? 0);
  }

  await(stage: Stage, what: string, withinMs: number): void {
    this.#awaited.push({ stage, what, sinceMs: performance.now(), withinMs });
    if (this.#awaited.length === 1) this.#arm();
  }

  /** The body goes out: no reply is waited for, but bytes must keep leaving. */
  bodyMoves(): void {
    const { bodyMs } = this.#options.timeouts;
    this.#wait(bodyMs, () => `the message could not be handed over: nothing moved for ${seconds(bodyMs)}`);
  }

  /** Nothing is asked of the server now. */
  rest(): void {
    this.#deadline = null;
  }

  /** The connection is over. */
  end(): void {
    this.#deadline = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerAtMs = Number.POSITIVE_INFINITY;
  }

  note(stage: Stage, sinceMs: number, words: string): void {
    const { mxHost, ip } = this.#options;
    this.#steps.push({
      stage,
      mxHost,
      ip,
      ms: Math.round((performance.now() - sinceMs) * 10) / 10,
      words: firstWords(words),
    });
  }

  /** What went wrong stands as the last step. */
  noteEnd(words: string, stage: Stage = this.stage ?? 'data'): void {
    const waiting = this.#awaited[0];
    const sinceMs = this.#handshakeSinceMs ?? waiting?.sinceMs ?? performance.now();
    this.note(stage, sinceMs, words);
    this.#awaited = [];
    this.#handshakeSinceMs = null;
    this.end();
  }

  /** The logger the SMTP library writes its transaction log to. */
  get log() {
    const line = (data: unknown, message?: unknown, ...rest: unknown[]) => this.#hear(data, message, rest);
    return { level: () => undefined, trace: line, debug: line, info: line, warn: line, error: line, fatal: line };
  }

  #hear(data: unknown, message: unknown, _rest: unknown[]): void {
    const kind = (data as { tnx?: string } | undefined)?.tnx;
    if (typeof message !== 'string') return;
    if (kind === 'client') this.#said(message);
    else if (kind === 'server') this.heard(message);
  }

  #said(command: string): void {
    this.#endHandshake('TLS is on');
    const known = COMMANDS.find(([pattern]) => pattern.test(command));
    if (known) this.await(known[1], command.slice(0, 4).trim(), this.#options.timeouts[known[2]]);
  }

  /** @returns the reply to the oldest command without one; null when there is none, or when nobody can tell what it means */
  heard(reply: string): Reply | null {
    const answered = this.#awaited.shift();
    if (answered === undefined) {
      // Unasked: a host that speaks before the dot, or ends an idle connection.
      this.note('data', performance.now(), reply);
      return null;
    }
    this.note(answered.stage, answered.sinceMs, reply);
    this.#lastStage = answered.stage;
    const read = readReply(reply);
    if (read === null || isNoAnswer(answered, read)) {
      const words = `no reply that makes sense to ${answered.what}: ${firstWords(reply).slice(0, 200)}`;
      this.giveUp(words, answered.stage);
      return null;
    }
    if (answered.stage === 'ehlo' && read.code < 300) this.#greeting = reply;
    if (answered.stage === 'starttls' && reply.startsWith('2')) {
      this.#handshakeSinceMs = performance.now();
      const { tlsMs } = this.#options.timeouts;
      this.#wait(tlsMs, () => `no TLS within ${seconds(tlsMs)}`);
      return read;
    }
    this.#arm();
    return read;
  }

  #endHandshake(words: string): void {
    if (this.#handshakeSinceMs === null) return;
    this.note('starttls', this.#handshakeSinceMs, words);
    this.#handshakeSinceMs = null;
  }

  #arm(): void {
    const next = this.#awaited[0];
    if (next === undefined) this.#deadline = null;
    else this.#wait(next.withinMs, () => `no reply to ${next.what} within ${seconds(next.withinMs)}`);
  }

  /** One timer for all that is waited for: it is set again when it rings too early, not with every command of a message. */
  #wait(withinMs: number, words: () => string): void {
    const now = performance.now();
    this.#deadline = { atMs: now + withinMs, words };
    if (this.#deadline.atMs < this.#timerAtMs) this.#ringAt(this.#deadline.atMs, now);
  }

  #ringAt(atMs: number, now: number): void {
    clearTimeout(this.#timer);
    this.#timerAtMs = atMs;
    this.#timer = setTimeout(() => this.#ring(), Math.ceil(atMs - now));
  }

  #ring(): void {
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    if (this.#deadline === null) return;
    const now = performance.now();
    if (now < this.#deadline.atMs) this.#ringAt(this.#deadline.atMs, now);
    else this.giveUp(this.#deadline.words());
  }

  giveUp(words: string, stage: Stage = this.stage ?? 'data'): void {
    if (this.#givenUp !== null) return;
    this.#stageOfEnd = stage;
    this.#givenUp = words;
    this.onGiveUp();
  }
}

/** Where a reply is of another kind than the command can have: 354 follows DATA alone, and DATA has no other yes. */
function isNoAnswer({ stage, what }: Awaited, { code }: Reply): boolean {
  if (what === 'DATA') return code < 300;
  return code >= 300 && code < 400 && (stage === 'mail' || stage === 'rcpt' || stage === 'dot');
}

const seconds = (ms: number) => `${ms >= 1000 ? Math.round(ms / 1000) : ms / 1000} s`;
