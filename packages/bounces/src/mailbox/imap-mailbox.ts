// A bounce mailbox over IMAP, by imapflow, over a connection we opened ourselves so that every step can be told.
import tls from 'node:tls';
import { ImapFlow, type ImapTransport } from 'imapflow';
import { asMailboxError, DEFAULT_TIMEOUT_MS, tellTls, tlsOptions, type Wire, within } from './dial.js';
import {
  type FetchedMessage,
  type ListedMessage,
  type Mailbox,
  MailboxError,
  type MailboxSettings,
  type MailboxStep,
  type StepListener,
} from './mailbox.js';

/** imapflow gives a session up above this; messages are fetched in part, so nothing near it is wanted. */
const MAX_LITERAL_BYTES = 25 * 1024 * 1024;
const UIDS_PER_COMMAND = 500;

/** Signs in over an open connection and opens the folder. @throws MailboxError */
export async function openImap(wire: Wire, settings: MailboxSettings, onStep: StepListener): Promise<Mailbox> {
  let step: MailboxStep = settings.tls === 'starttls' ? 'tls' : 'sign_in';
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    doSTARTTLS: settings.tls === 'starttls',
    auth: { user: settings.username, pass: settings.password },
    transport: over(wire, settings, (...told) => {
      step = 'sign_in';
      onStep(...told);
    }),
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    greetingTimeout: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    socketTimeout: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxLiteralSize: MAX_LITERAL_BYTES,
    maxResponseSize: MAX_LITERAL_BYTES * 2,
    maxLineLength: 1024 * 1024,
  });
  client.on('error', () => undefined); // every command that was under way fails with the same error
  try {
    await within(settings, client.connect(), step);
    onStep('sign_in', 'pass', `${settings.username} is signed in.`);
    step = 'open_folder';
    const folder = await within(settings, client.mailboxOpen(settings.folder), step);
    onStep('open_folder', 'pass', `The folder ${settings.folder} is open.`);
    return new ImapMailbox(client, settings, folder.uidValidity);
  } catch (error) {
    client.close();
    wire.destroy();
    throw failure(step, error, settings);
  }
}

function over(wire: Wire, settings: MailboxSettings, onStep: StepListener): ImapTransport {
  return {
    connect(_, onConnect) {
      process.nextTick(onConnect);
      return wire;
    },
    upgrade(_, __, onSecure) {
      const secured = tls.connect(tlsOptions(wire, settings), () => {
        tellTls(secured, onStep);
        onSecure();
      });
      return secured;
    },
  };
}

function failure(step: MailboxStep, error: unknown, settings: MailboxSettings): MailboxError {
  const { authenticationFailed, responseText, code } = error as Record<string, unknown>;
  if (authenticationFailed === true)
    return asMailboxError('sign_in', new Error(String(responseText ?? 'authentication failed')), settings);
  // Before the sign-in only the connection can fail: a server that speaks no IMAP, or no STARTTLS.
  if (step === 'sign_in' && /TIMEOUT|Closed|NoConnection|Parser|InvalidResponse/i.test(String(code ?? '')))
    return new MailboxError(
      'connect',
      `What answers on port ${settings.port} of ${settings.host} is no IMAP server as it is set. Check the protocol, the port and the encryption.`,
      asMailboxError('connect', error, settings).detail,
    );
  if (typeof responseText === 'string') return asMailboxError(step, new Error(responseText), settings);
  return asMailboxError(step, error, settings);
}

class ImapMailbox implements Mailbox {
  constructor(
    private readonly client: ImapFlow,
    private readonly settings: MailboxSettings,
    private readonly uidValidity: bigint,
  ) {
    settings.signal?.addEventListener('abort', this.#stop, { once: true });
  }

  readonly #stop = () => this.client.close();

  async list(): Promise<ListedMessage[]> {
    const { client } = this;
    if (client.mailbox === false || client.mailbox.exists === 0) return [];
    return this.#session(async () => {
      const listed: ListedMessage[] = [];
      for await (const message of client.fetch('1:*', { uid: true, size: true }))
        listed.push({ uid: `${this.uidValidity}/${message.uid}`, sizeBytes: message.size ?? 0 });
      return listed;
    });
  }

  async fetch(uid: string, maxBytes: number): Promise<FetchedMessage> {
    const range = this.#number(uid);
    const message = await this.#session(() =>
      this.client.fetchOne(range, { uid: true, size: true, source: { start: 0, maxLength: maxBytes } }, { uid: true }),
    );
    if (message === false || message.source === undefined)
      throw new MailboxError('session', 'The message is not in the mailbox any more.', uid);
    const raw = message.source.subarray(0, maxBytes);
    return { raw, isCut: (message.size ?? 0) > raw.length };
  }

  async remove(uids: readonly string[]): Promise<void> {
    for (const range of this.#ranges(uids)) await this.#session(() => this.client.messageDelete(range, { uid: true }));
  }

  async move(uids: readonly string[], folder: string): Promise<void> {
    if (uids.length === 0) return;
    await this.#session(async () => {
      const folders = await this.client.list();
      if (!folders.some((one) => one.path === folder)) await this.client.mailboxCreate(folder);
    });
    for (const range of this.#ranges(uids)) {
      const moved = await this.#session(() => this.client.messageMove(range, folder, { uid: true }));
      if (moved === false)
        throw new MailboxError(
          'session',
          `Read mail could not be moved to the folder ${folder}. Check its name.`,
          range,
        );
    }
  }

  async close(): Promise<void> {
    try {
      await within({ ...this.settings, timeoutMs: 5000 }, this.client.logout(), 'session');
    } finally {
      this.settings.signal?.removeEventListener('abort', this.#stop);
      this.client.close();
    }
  }

  async #session<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asMailboxError('session', error, this.settings);
    }
  }

  /** UIDs of another UIDVALIDITY name other messages now (RFC 3501 §2.3.1.1). */
  #number(uid: string): string {
    const [validity, number] = uid.split('/');
    if (validity !== String(this.uidValidity) || number === undefined || !/^\d+$/.test(number))
      throw new MailboxError('session', 'The mailbox was made anew; its messages are read again.', uid);
    return number;
  }

  #ranges(uids: readonly string[]): string[] {
    const numbers = uids.map((uid) => this.#number(uid));
    const ranges: string[] = [];
    for (let at = 0; at < numbers.length; at += UIDS_PER_COMMAND)
      ranges.push(numbers.slice(at, at + UIDS_PER_COMMAND).join(','));
    return ranges;
  }
}
