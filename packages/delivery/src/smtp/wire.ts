// The socket of an open session once the SMTP library has handed it over: commands out, replies in, each to its question.
import type { Reply, Stage } from '../report.js';
import type { Dialogue } from './dialogue.js';
import type { Session } from './open-session.js';
import { readReply } from './reply.js';
import { ReplyReader } from './reply-reader.js';
import { troubleWords } from './trouble-words.js';

/** The reply to a question; null when the connection ended, or was given up, before there was one. */
export type Heard = Reply | null;

export interface Unasked {
  readonly text: string;
  /** null when nobody can tell what it means. */
  readonly reply: Reply | null;
}

/** Progress is told after each: a slow host is not a dead one. */
const CHUNK_BYTES = 16 * 1024;

/**
 * The library opens a session (banner, EHLO, STARTTLS) and would carry messages too, but tells the places where a
 * dialogue can break apart no better than "connection", and costs more than everything else of a message together.
 */
export class Wire {
  readonly #session: Session;
  readonly #reader: ReplyReader;
  readonly #questions: ((heard: Heard) => void)[] = [];
  #waitsForRoom: (() => void) | null = null;
  #waitsForEnd: (() => void) | null = null;
  #trouble: string | null = null;
  #stageOfEnd: Stage | null = null;
  #unasked: Unasked | null = null;

  constructor(session: Session) {
    this.#session = session;
    this.#reader = new ReplyReader({
      onReply: (text) => this.#hear(text),
      onEndless: () => this.dialogue.giveUp('a reply that does not end'),
    });
    this.dialogue.onGiveUp = () => this.end(this.dialogue.givenUp ?? 'given up');
    this.#takeOver();
  }

  get dialogue(): Dialogue {
    return this.#session.dialogue;
  }

  /** Why the connection is over; null while it stands. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Where it was over; null while nothing was waited for. */
  get stageOfEnd(): Stage | null {
    return this.#stageOfEnd;
  }

  isOpen(): boolean {
    return this.#trouble === null && !this.#session.socket.destroyed && this.#session.socket.writable;
  }

  /** The first thing the host said without being asked: before the dot, or to end the connection. */
  get unasked(): Unasked | null {
    return this.#unasked;
  }

  /** The host has begun to say something and not ended: what comes next is its end, and no answer to anything new. */
  get isMidReply(): boolean {
    return this.#reader.isMidReply;
  }

  /** Writes a command or several; their replies are awaited with `hear`, in the same order. */
  write(bytes: string | Uint8Array): void {
    if (this.isOpen()) this.#session.socket.write(bytes, 'utf8');
  }

  /** Resolves with the reply to the next command that has none yet; never rejects. */
  hear(stage: Stage, what: string, withinMs: number): Promise<Heard> {
    if (this.#trouble !== null) return Promise.resolve(null);
    this.dialogue.await(stage, what, withinMs);
    return new Promise((resolve) => {
      this.#questions.push(resolve);
    });
  }

  /** Resolves when every byte has left this process, when the host says something, or when the connection is over. */
  async pour(bytes: Uint8Array): Promise<void> {
    const { socket } = this.#session;
    for (let at = 0; at < bytes.length && this.isOpen() && this.#unasked === null; at += CHUNK_BYTES) {
      this.dialogue.bodyMoves();
      let hasLeft = false;
      socket.write(bytes.subarray(at, at + CHUNK_BYTES), () => {
        hasLeft = true;
        this.#waitsForRoom?.();
      });
      if (socket.writableLength === 0) continue;
      await new Promise<void>((resolve) => {
        this.#waitsForRoom = resolve;
        if (hasLeft || this.#trouble !== null) resolve();
      });
      this.#waitsForRoom = null;
    }
    this.dialogue.rest();
  }

  /** Resolves when the connection is over, or after so long. */
  ended(withinMs: number): Promise<void> {
    if (this.#trouble !== null) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#waitsForEnd = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the connection at once; every open question is answered with null. */
  end(trouble: string): void {
    if (this.#trouble === null) {
      this.#trouble = trouble;
      this.#stageOfEnd = this.dialogue.givenUp === null ? this.dialogue.stage : this.dialogue.stageOfEnd;
    }
    this.dialogue.end();
    this.#session.socket.destroy();
    this.#session.smtp.close();
    for (const answer of this.#questions.splice(0)) answer(null);
    this.#waitsForRoom?.();
    this.#waitsForEnd?.();
  }

  #hear(text: string): void {
    const isAsked = this.#questions.length > 0;
    const reply = this.dialogue.heard(text);
    if (isAsked) {
      if (reply !== null) this.#questions.shift()?.(reply);
      return;
    }
    this.#unasked ??= { text, reply: readReply(text) };
    this.#waitsForRoom?.();
  }

  /** From here on the library neither reads nor writes; what it has read and not looked at yet is ours. */
  #takeOver(): void {
    const { smtp, socket } = this.#session;
    const own = smtp as unknown as Library;
    socket.on('error', (error) => this.end(troubleWords(error)));
    smtp.removeAllListeners();
    smtp.on('error', () => undefined);
    socket.removeListener('data', own._onSocketData);
    socket.removeListener('timeout', own._onSocketTimeout);
    socket.removeListener('close', own._onSocketClose);
    socket.removeListener('end', own._onSocketEnd);
    socket.removeListener('error', own._onSocketError);
    socket.setTimeout(0);
    socket.on('end', () => this.end('connection lost'));
    socket.on('close', () => this.end('connection lost'));
    socket.on('data', (chunk: Buffer) => this.#reader.read(chunk));
    for (const unread of own._responseQueue) this.#hear(Buffer.from(unread, 'latin1').toString());
    if (own._remainder !== '') this.#reader.read(Buffer.from(own._remainder, 'latin1'));
  }
}

/** What the library keeps to itself: it has no way of handing a session over. */
interface Library {
  readonly _onSocketData: () => void;
  readonly _onSocketTimeout: () => void;
  readonly _onSocketClose: () => void;
  readonly _onSocketEnd: () => void;
  readonly _onSocketError: () => void;
  readonly _responseQueue: readonly string[];
  readonly _remainder: string;
}
