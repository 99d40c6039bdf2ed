// Puts the bytes a host writes together to replies: lines joined, split packets and packed replies alike, bounded.

/** RFC 5321 §4.5.3.1.5 allows 512 octets a line; longer ones exist, endless ones are an attack. */
const MAX_REPLY_BYTES = 64 * 1024;
const LF = 10;

export interface ReplyEnds {
  /** A whole reply, its lines joined by line feeds. Bytes that are no UTF-8 are replaced. */
  readonly onReply: (text: string) => void;
  /** It does not end, or not within the bound. */
  readonly onEndless: () => void;
}

export class ReplyReader {
  readonly #ends: ReplyEnds;
  #rest: Buffer | null = null;
  #lines: string[] = [];
  #size = 0;

  constructor(ends: ReplyEnds) {
    this.#ends = ends;
  }

  /** A reply has begun and is not complete. */
  get isMidReply(): boolean {
    return this.#rest !== null || this.#lines.length > 0;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = bytes.lastIndexOf(LF) + 1;
    this.#rest = end === bytes.length ? null : bytes.subarray(end);
    if (end > 0) {
      const lines = bytes.toString('utf8', 0, end - 1).split('\n');
      for (const line of lines) this.#take(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
    if (this.#size + (this.#rest?.length ?? 0) > MAX_REPLY_BYTES) this.#ends.onEndless();
  }

  #take(line: string): void {
    this.#lines.push(line);
    this.#size += line.length + 1;
    if (isContinued(line)) return;
    const text = this.#lines.length === 1 ? line : this.#lines.join('\n');
    this.#lines = [];
    this.#size = 0;
    this.#ends.onReply(text);
  }
}

/** RFC 5321 §4.2.1: a hyphen behind the code says that more lines follow. */
const isContinued = (line: string) => line[3] === '-' && /^\d{3}-/.test(line);
