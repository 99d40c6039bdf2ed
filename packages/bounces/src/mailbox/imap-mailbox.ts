// A bounce mailbox over IMAP: listed, read in part, moved or removed by UID.
import type { ImapFlow } from 'imapflow';
import { asMailboxError, type Wire, within } from './dial.js';
import { beginImap, listFolders } from './imap-session.js';
import {
  type FetchedMessage,
  type ListedMessage,
  type Mailbox,
  MailboxError,
  type MailboxSettings,
  MessageGone,
  type StepListener,
} from './mailbox.js';

const UIDS_PER_COMMAND = 500;

/** Signs in over an open connection and opens the folder. @throws MailboxError */
export async function openImap(
  wire: Wire,
  settings: MailboxSettings,
  onStep: StepListener,
  accessToken: string | null,
): Promise<Mailbox> {
  const { client, uidValidity } = await beginImap(wire, { settings, accessToken }, onStep);
  return new ImapMailbox(client, settings, uidValidity);
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
    if (message === false || message.source === undefined) throw new MessageGone(uid);
    const raw = message.source.subarray(0, maxBytes);
    return { raw, isCut: (message.size ?? 0) > raw.length };
  }

  async remove(uids: readonly string[]): Promise<void> {
    for (const range of this.#ranges(uids)) await this.#session(() => this.client.messageDelete(range, { uid: true }));
  }

  async mark(uids: readonly string[]): Promise<void> {
    if (uids.length === 0) return;
    const unseen = await this.#session(() => this.client.search({ seen: false }, { uid: true }));
    const wanted = new Set((unseen || []).map((number) => `${this.uidValidity}/${number}`));
    for (const range of this.#ranges(uids.filter((uid) => wanted.has(uid))))
      await this.#session(() => this.client.messageFlagsAdd(range, ['\\Seen'], { uid: true }));
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

  folders(): Promise<string[]> {
    return this.#session(() => listFolders(this.client, this.settings));
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
