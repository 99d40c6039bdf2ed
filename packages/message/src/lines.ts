// Whole lines of a message in octets, encoded once and put behind each other for every recipient.
import { relaxedLines } from './dkim-canonical.js';

/** Whole lines of ASCII as they go over the wire, and as DKIM hashes them (RFC 6376 section 3.4.4). */
export interface Lines {
  readonly wire: Uint8Array;
  readonly canonical: Uint8Array;
}

/** Nearly all lines are canonical as they are. */
const NOT_CANONICAL = /\t| {2}| \r/;

/** @param wire ASCII, each line ended with CRLF */
export function linesOf(wire: string): Lines {
  const octets = Buffer.from(wire, 'latin1');
  return { wire: octets, canonical: NOT_CANONICAL.test(wire) ? Buffer.from(relaxedLines(octets)) : octets };
}

/** Pieces behind each other as they go over the wire. */
export const wireOf = (lines: readonly Lines[]): Buffer => Buffer.concat(lines.map(({ wire }) => wire));

/** What is put together piece by piece: the memory of one message serves for the next. */
export class LineBuffer {
  #octets = Buffer.allocUnsafe(64 * 1024);
  #length = 0;

  /** Nothing is in it any more; views that were taken before are overwritten. */
  clear(): this {
    this.#length = 0;
    return this;
  }

  add(octets: Uint8Array): void {
    this.#reserve(octets.length);
    this.#octets.set(octets, this.#length);
    this.#length += octets.length;
  }

  /** @param text each of its characters is one octet */
  addText(text: string): void {
    this.#reserve(text.length);
    this.#length += this.#octets.write(text, this.#length, 'latin1');
  }

  /** What is in it, until `clear`. */
  view(): Buffer {
    return this.#octets.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#octets.length) return;
    const larger = Buffer.allocUnsafe(needed * 2);
    larger.set(this.view());
    this.#octets = larger;
  }
}
