// A bounce mailbox over POP3: our own client, because it must read byte-exactly and within limits.
import type { Wire } from './dial.js';
import {
  type FetchedMessage,
  type ListedMessage,
  type Mailbox,
  MailboxError,
  type MailboxSettings,
  MessageGone,
  type StepListener,
} from './mailbox.js';
import { Pop3Session } from './pop3-session.js';
import { askCapabilities, greetingWords, signIn } from './pop3-sign-in.js';

/** UIDL and LIST of half a million messages stay below this. */
const MAX_LISTING_BYTES = 64 * 1024 * 1024;
/** Above this much beyond what is wanted, a message is not read to its end: TOP asks for its beginning. */
const SLACK_BYTES = 256 * 1024;
/** No line of a mail is counted as shorter than this when TOP is asked for lines. */
const SHORT_LINE_BYTES = 16;

interface Known {
  readonly number: number;
  readonly sizeBytes: number;
}

/** Signs in over an open connection. @throws MailboxError */
export async function openPop3(
  wire: Wire,
  settings: MailboxSettings,
  onStep: StepListener,
  accessToken: string | null,
): Promise<Mailbox> {
  const session = new Pop3Session(wire, settings);
  try {
    await session.greeting();
    let capabilities = await askCapabilities(session);
    const greeted = () => onStep('greeting', 'pass', greetingWords(capabilities));
    if (settings.tls !== 'starttls') greeted();
    if (settings.tls === 'starttls') {
      await session.startTls(onStep);
      capabilities = await askCapabilities(session); // what was said in the clear does not count (RFC 2595 §4)
      greeted();
    }
    await signIn(session, settings, capabilities, accessToken);
    onStep('sign_in', 'pass', `${settings.username} is signed in${accessToken === null ? '' : ' by a token'}.`);
    onStep('open_folder', 'pass', 'POP3 has one folder.');
    return new Pop3Mailbox(session, capabilities.has('TOP'));
  } catch (error) {
    session.end();
    throw error;
  }
}

class Pop3Mailbox implements Mailbox {
  #known: Map<string, Known> | null = null;
  #isOver = false;

  constructor(
    private readonly session: Pop3Session,
    private readonly hasTop: boolean,
  ) {}

  async list(): Promise<ListedMessage[]> {
    const known = await this.#listing();
    return [...known].map(([uid, { sizeBytes }]) => ({ uid, sizeBytes }));
  }

  async fetch(uid: string, maxBytes: number): Promise<FetchedMessage> {
    const { number, sizeBytes } = await this.#find(uid);
    const isLarge = this.hasTop && sizeBytes > maxBytes + SLACK_BYTES;
    const command = isLarge ? `TOP ${number} ${Math.ceil(maxBytes / SHORT_LINE_BYTES)}` : `RETR ${number}`;
    // A server that counts wrongly is believed up to twice its word.
    const body = await this.session.multiLine(command, maxBytes, 2 * Math.max(sizeBytes, maxBytes) + SLACK_BYTES);
    return { raw: body.content(), isCut: body.isCut || (isLarge && body.totalBytes < sizeBytes) };
  }

  async remove(uids: readonly string[]): Promise<void> {
    for (const uid of uids) await this.session.command(`DELE ${(await this.#find(uid)).number}`);
  }

  mark(): Promise<void> {
    return Promise.reject(
      new MailboxError('session', 'POP3 cannot mark mail as read. Choose keep or delete, or read over IMAP.', ''),
    );
  }

  move(): Promise<void> {
    return Promise.reject(
      new MailboxError('session', 'POP3 has no folders to move mail to. Choose keep or delete, or read over IMAP.', ''),
    );
  }

  folders(): Promise<string[]> {
    return Promise.resolve([]);
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    try {
      await this.session.command('QUIT'); // only now does the server remove what DELE marked (RFC 1939 §6)
    } finally {
      this.session.end();
    }
  }

  async #find(uid: string): Promise<Known> {
    const found = (await this.#listing()).get(uid);
    if (!found) throw new MessageGone(uid);
    return found;
  }

  /** Numbers are good for one session (RFC 1939 §3), so they are asked for once. */
  async #listing(): Promise<Map<string, Known>> {
    if (this.#known) return this.#known;
    const uids = await this.#pairs('UIDL');
    const sizes = await this.#pairs('LIST');
    const known = new Map<string, Known>();
    for (const [number, uid] of uids) known.set(uid, { number, sizeBytes: Number(sizes.get(number) ?? 0) || 0 });
    this.#known = known;
    return known;
  }

  async #pairs(command: 'UIDL' | 'LIST'): Promise<Map<number, string>> {
    const body = await this.session.multiLine(command, MAX_LISTING_BYTES, MAX_LISTING_BYTES);
    const pairs = new Map<number, string>();
    for (const line of body.content().toString('latin1').split('\r\n')) {
      const found = /^(\d{1,9}) {1,4}(\S{1,200})/.exec(line);
      if (found) pairs.set(Number(found[1]), found[2]!);
    }
    return pairs;
  }
}
