// A socket read by asking: the next bytes, or why there are none; with a time limit on every wait.
import type { Wire } from './dial.js';
import { MailboxError } from './mailbox.js';

const LOST = 'The connection to the mailbox was lost. It is tried again by itself.';

export class ByteStream {
  #kept: Buffer = Buffer.alloc(0);
  #failure: MailboxError | null = null;
  #wake: (() => void) | null = null;
  #deadline = 0;
  #limitMs = 0;

  constructor(
    private readonly socket: Wire,
    private readonly signal: AbortSignal | undefined,
  ) {
    socket.on('readable', this.#onReadable);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (signal?.aborted) this.#onAbort();
  }

  /** All reads from now on must end within this time, however the bytes dribble in. */
  allow(limitMs: number): void {
    this.#limitMs = limitMs;
    this.#deadline = Date.now() + limitMs;
  }

  /** Bytes that came and were not asked for yet. */
  get hasUnread(): boolean {
    return this.#kept.length > 0 || this.socket.readableLength > 0;
  }

  /** Gives bytes back that belong to the next answer. */
  unread(bytes: Buffer): void {
    if (bytes.length > 0) this.#kept = this.#kept.length === 0 ? bytes : Buffer.concat([bytes, this.#kept]);
  }

  async read(): Promise<Buffer> {
    if (this.#kept.length > 0) {
      const bytes = this.#kept;
      this.#kept = Buffer.alloc(0);
      return bytes;
    }
    for (;;) {
      const chunk = this.socket.read() as Buffer | null;
      if (chunk !== null) return chunk;
      if (this.#failure) throw this.#failure;
      await this.#wait();
    }
  }

  write(line: string): void {
    if (this.#failure) throw this.#failure;
    this.socket.write(line);
  }

  /** Lets go of the socket without closing it, so that TLS can take it over. */
  detach(): void {
    this.socket.removeListener('readable', this.#onReadable);
    this.socket.removeListener('error', this.#onError);
    this.socket.removeListener('close', this.#onClose);
    this.signal?.removeEventListener('abort', this.#onAbort);
  }

  destroy(): void {
    this.signal?.removeEventListener('abort', this.#onAbort);
    this.socket.destroy();
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          this.#wake = null;
          this.#fail('The server did not answer in time.', `no whole answer within ${this.#limitMs} ms`);
          reject(this.#failure);
        },
        Math.max(0, this.#deadline - Date.now()),
      );
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  #fail(words: string, detail: string): void {
    this.#failure ??= new MailboxError('session', words, detail);
    this.socket.destroy();
    this.#wake?.();
  }

  readonly #onReadable = () => this.#wake?.();
  readonly #onError = (error: Error) => this.#fail(LOST, error.message);
  readonly #onClose = () => this.#fail(LOST, 'the server closed the connection');
  readonly #onAbort = () => this.#fail('Reading was stopped.', 'stopped');
}
