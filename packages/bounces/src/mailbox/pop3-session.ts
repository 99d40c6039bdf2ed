// A POP3 session (RFC 1939, 2449, 2595, 5034): one command at a time, every answer bounded in size and time.
import type net from 'node:net';
import { cleanLine } from '../reply-words.js';
import { ByteStream } from './byte-stream.js';
import { DEFAULT_TIMEOUT_MS, secure, type Wire } from './dial.js';
import { MailboxError, type MailboxSettings, type MailboxStep, type StepListener } from './mailbox.js';
import { MultiLineBody, readStatusLine } from './pop3-answer.js';

/** RFC 2449 §4 allows 512 bytes; some servers write more. */
const MAX_LINE_BYTES = 8192;
/** A multi-line answer may take this many times the time of a single line. */
const LONG_ANSWER = 4;

export class Pop3Session {
  #stream: ByteStream;
  #isEnded = false;

  constructor(
    private wire: Wire,
    private readonly settings: MailboxSettings,
  ) {
    this.#stream = new ByteStream(wire, settings.signal);
  }

  get timeoutMs(): number {
    return this.settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  async greeting(): Promise<void> {
    this.#stream.allow(this.timeoutMs);
    await this.#status('greeting');
  }

  /** Sends one line and reads its status line. @throws MailboxError when the server says -ERR */
  async command(line: string, step: MailboxStep | 'session' = 'session'): Promise<string> {
    this.#send(line);
    return this.#status(step);
  }

  /** The same where a -ERR is an answer too. */
  async ask(line: string): Promise<string | null> {
    this.#send(line);
    const status = readStatusLine(await this.#line('session'));
    if (!status) throw this.#nonsense('session');
    return status.isOk ? status.text : null;
  }

  /** Sends one line of a sign-in and reads what it leads to: a yes, a no, or one more question (RFC 5034 §4). */
  async challenge(line: string): Promise<{ kind: 'ok' | 'challenge' | 'refused'; text: string }> {
    this.#send(line);
    const answer = await this.#line('sign_in');
    const status = readStatusLine(answer);
    if (!status) throw this.#nonsense('sign_in');
    if (!status.isOk) return { kind: 'refused', text: cleanLine(status.text, 300) };
    return { kind: /^\+OK/i.test(answer) ? 'ok' : 'challenge', text: status.text };
  }

  /**
   * Sends one line and reads a multi-line answer.
   * @param keepBytes what is kept of it; @param maxBytes above this the session is given up
   */
  async multiLine(line: string, keepBytes: number, maxBytes: number): Promise<MultiLineBody> {
    await this.command(line);
    return this.body(keepBytes, maxBytes);
  }

  async body(keepBytes: number, maxBytes: number): Promise<MultiLineBody> {
    this.#stream.allow(this.timeoutMs * LONG_ANSWER);
    const body = new MultiLineBody(keepBytes);
    for (;;) {
      const chunk = await this.#stream.read();
      const end = body.take(chunk);
      if (end >= 0) {
        this.#stream.unread(chunk.subarray(end));
        return body;
      }
      if (body.totalBytes > maxBytes) {
        this.end();
        throw new MailboxError(
          'session',
          'The server sent more than it announced; reading was stopped.',
          `over ${maxBytes} bytes`,
        );
      }
    }
  }

  /** STLS (RFC 2595 §4). */
  async startTls(onStep: StepListener): Promise<void> {
    await this.command('STLS', 'tls');
    // Bytes before the handshake were put there by somebody in between: they must not be read as the server's.
    if (this.#stream.hasUnread) throw this.#nonsense('tls');
    this.#stream.detach();
    this.wire = await secure(this.wire as net.Socket, this.settings, onStep);
    this.#stream = new ByteStream(this.wire, this.settings.signal);
  }

  end(): void {
    this.#isEnded = true;
    this.#stream.destroy();
  }

  #send(line: string): void {
    if (this.#isEnded) throw new MailboxError('session', 'The session with the mailbox has ended.', 'ended');
    if (/[\r\n\0]/.test(line)) throw new RangeError('a command of POP3 is one line');
    this.#stream.allow(this.timeoutMs);
    this.#stream.write(`${line}\r\n`);
  }

  async #status(step: MailboxStep | 'session'): Promise<string> {
    const status = readStatusLine(await this.#line(step));
    if (!status) throw this.#nonsense(step);
    if (status.isOk) return status.text;
    throw refusal(step, status.text, this.settings);
  }

  async #line(step: MailboxStep | 'session'): Promise<string> {
    const parts: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = await this.#stream.read();
      const end = chunk.indexOf(10);
      const taken = end < 0 ? chunk : chunk.subarray(0, end);
      length += taken.length;
      if (length > MAX_LINE_BYTES) throw this.#nonsense(step);
      parts.push(taken);
      if (end < 0) continue;
      this.#stream.unread(chunk.subarray(end + 1));
      return Buffer.concat(parts).toString('latin1').replace(/\r$/, '');
    }
  }

  #nonsense(step: MailboxStep | 'session'): MailboxError {
    this.end();
    const { host, port } = this.settings;
    return new MailboxError(
      step,
      `What answers on port ${port} of ${host} is no POP3 server as it is set. Check the protocol, the port and the encryption.`,
      'not an answer of POP3',
    );
  }
}

function refusal(step: MailboxStep | 'session', text: string, { host, port }: MailboxSettings): MailboxError {
  const detail = cleanLine(text, 300);
  if (step === 'tls')
    return new MailboxError(
      step,
      `${host} offers no encryption on port ${port}. Use port 995 with TLS from the start.`,
      detail,
    );
  if (step !== 'sign_in') return new MailboxError(step, `${host} refused a command.`, detail);
  // RFC 2449 §8.1.1 and RFC 3206: somebody else reads the mailbox, or the server has trouble of its own.
  if (/in-use|locked|already/i.test(text))
    return new MailboxError(step, 'Another program has the mailbox open. It is tried again by itself.', detail);
  if (/sys\/temp|login-delay/i.test(text))
    return new MailboxError(step, 'The server asks to come back later. It is tried again by itself.', detail);
  return new MailboxError(
    step,
    'The server did not accept the user name and password. Check both; some providers want an app password.',
    detail,
  );
}
