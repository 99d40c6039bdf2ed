// Reads answers of a POP3 server byte by byte: status lines, and multi-line bodies with dot-unstuffing (RFC 1939 §3).

type State = 'line_start' | 'after_dot' | 'after_dot_cr' | 'in_line' | 'after_cr';

const CR = 13;
const LF = 10;
const DOT = 46;

/**
 * Takes in the bytes of a multi-line answer, cut anywhere. Keeps at most `maxBytes` and counts the rest.
 * Only CRLF ends a line: a bare CR or LF is content, so that a mail is kept as it is, byte for byte.
 */
export class MultiLineBody {
  #state: State = 'line_start';
  #length = 0;
  #bytes: Buffer;
  totalBytes = 0;

  constructor(private readonly maxBytes: number) {
    this.#bytes = Buffer.allocUnsafe(Math.min(maxBytes, 65_536));
  }

  /** @returns where the answer ended in `chunk` (the index after it), or -1 while it goes on */
  take(chunk: Buffer): number {
    for (let at = 0; at < chunk.length; at++) {
      if (this.#step(chunk[at]!)) return at + 1;
    }
    return -1;
  }

  get isCut(): boolean {
    return this.totalBytes > this.#length;
  }

  content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** @returns true when this byte ended the answer */
  #step(byte: number): boolean {
    switch (this.#state) {
      case 'line_start':
        if (byte === DOT) {
          this.#state = 'after_dot';
          return false;
        }
        break;
      case 'after_dot':
        // Either the end, or a line that begins with a dot: the first dot was put there by the server.
        if (byte === CR) {
          this.#state = 'after_dot_cr';
          return false;
        }
        break;
      case 'after_dot_cr':
        if (byte === LF) return true;
        this.#keep(CR);
        break;
      case 'after_cr':
        if (byte === LF) {
          this.#keep(LF);
          this.#state = 'line_start';
          return false;
        }
        break;
      case 'in_line':
        break;
      default:
        return this.#state satisfies never;
    }
    this.#keep(byte);
    this.#state = byte === CR ? 'after_cr' : 'in_line';
    return false;
  }

  #keep(byte: number): void {
    this.totalBytes++;
    if (this.#length >= this.maxBytes) return;
    if (this.#length === this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(this.maxBytes, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = byte;
  }
}

export interface StatusLine {
  readonly isOk: boolean;
  /** What follows +OK or -ERR. */
  readonly text: string;
}

/** Reads "+OK …", "-ERR …" and the "+ …" of AUTH; null for anything else. */
export function readStatusLine(line: string): StatusLine | null {
  if (/^\+OK(?: |$)/i.test(line)) return { isOk: true, text: line.slice(4).trim() };
  if (/^-ERR(?: |$)/i.test(line)) return { isOk: false, text: line.slice(5).trim() };
  return /^\+(?: |$)/.test(line) ? { isOk: true, text: line.slice(2).trim() } : null;
}
