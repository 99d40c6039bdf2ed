// The bytes of a message behind a gate: the final dot goes out only after it has been written down that it will.
import { Readable } from 'node:stream';

const CHUNK_BYTES = 64 * 1024;

export interface GatedBodyOptions {
  readonly body: Uint8Array;
  /** Resolves when every byte handed on so far has left this process, or the connection is gone. */
  readonly flushed: () => Promise<void>;
  /** Asked once, when every byte of the message has left. */
  readonly beforeDot: () => Promise<boolean>;
  /** Bytes left, or are about to. */
  readonly onMove: () => void;
  /** The gate is being asked: nothing of the server is waited for. */
  readonly onAsk: () => void;
  /** The dot follows at once. */
  readonly onDot: () => void;
}

/** Thrown into the stream when the dot may not go. */
export class DotDenied extends Error {}

export class GatedBody extends Readable {
  readonly #options: GatedBodyOptions;
  #sent = 0;
  #isAsked = false;

  constructor(options: GatedBodyOptions) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#options = options;
  }

  override _read(): void {
    const { body, onMove } = this.#options;
    if (this.#sent < body.length) {
      const chunk = body.subarray(this.#sent, this.#sent + CHUNK_BYTES);
      this.#sent += chunk.length;
      onMove();
      this.push(chunk);
      return;
    }
    if (this.#isAsked) return;
    this.#isAsked = true;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const { flushed, beforeDot, onAsk, onDot } = this.#options;
    await flushed();
    if (this.destroyed) return; // the connection ended meanwhile: no dot was sent
    onAsk();
    let isAllowed = false;
    let why = 'the dot was not allowed';
    try {
      isAllowed = await beforeDot();
    } catch (error) {
      why = `the dot could not be written down: ${(error as Error).message}`;
    }
    if (this.destroyed) return;
    if (!isAllowed) {
      this.destroy(new DotDenied(why));
      return;
    }
    onDot();
    this.push(null);
  }
}
