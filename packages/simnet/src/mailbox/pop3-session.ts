// One POP3 session: commands in, replies out, no socket; what is deleted goes at QUIT only (RFC 1939 §6).
import type { BounceMailbox, MailboxMessage } from './bounce-mailbox.js';
import type { MailboxAccount } from './imap-server.js';

const capabilities = ['TOP', 'UIDL', 'USER', 'SASL PLAIN', 'RESP-CODES', 'PIPELINING', 'IMPLEMENTATION simnet'];

export class Pop3Session {
  isOver = false;
  #user: string | null = null;
  #isAwaitingPlain = false;
  /** The mailbox as it was at sign-in; null before. */
  #messages: MailboxMessage[] | null = null;
  #deleted = new Set<number>();

  constructor(
    private readonly account: MailboxAccount,
    private readonly mailbox: BounceMailbox,
    private readonly era: string,
  ) {}

  /** @returns the whole reply, ended by CR LF, one sign per byte */
  answer(line: string): string {
    if (this.#isAwaitingPlain) return this.#signInPlain(line);
    const [word = '', ...args] = line.split(' ');
    const command = word.toUpperCase();
    if (command === 'QUIT') return this.#quit();
    if (command === 'CAPA') return listing('capabilities follow', capabilities);
    return this.#messages ? this.#transaction(command, args, this.#messages) : this.#authorization(command, args);
  }

  #authorization(command: string, args: string[]): string {
    switch (command) {
      case 'USER':
        this.#user = args.join(' ');
        return ok('send PASS');
      case 'PASS':
        return this.#signIn(this.#user, args.join(' '));
      case 'AUTH':
        if (args[0]?.toUpperCase() !== 'PLAIN') return err('mechanism not supported');
        if (args[1] !== undefined) return this.#signInPlain(args[1]);
        this.#isAwaitingPlain = true;
        return '+ \r\n';
      default:
        return err('sign in first');
    }
  }

  #transaction(command: string, args: string[], messages: MailboxMessage[]): string {
    switch (command) {
      case 'NOOP':
        return ok('');
      case 'RSET':
        this.#deleted.clear();
        return ok('');
      case 'STAT': {
        const kept = this.#kept(messages);
        return ok(`${kept.length} ${kept.reduce((sum, [, { raw }]) => sum + raw.length, 0)}`);
      }
      case 'LIST':
        return this.#each(args, messages, ({ raw }) => String(raw.length));
      case 'UIDL':
        return this.#each(args, messages, ({ uid }) => `${this.era}-${uid}`);
      case 'RETR':
        return this.#one(args[0], messages, ({ raw }) => ok(`${raw.length} octets`) + dotted(raw));
      case 'TOP':
        if (!/^\d+$/.test(args[1] ?? '')) return err('TOP wants a message number and a number of lines');
        return this.#one(
          args[0],
          messages,
          ({ raw }) => ok('top of message follows') + dotted(top(raw, Number(args[1]))),
        );
      case 'DELE':
        return this.#one(args[0], messages, ({ uid }) => {
          this.#deleted.add(uid);
          return ok('marked for deletion');
        });
      default:
        return err('unknown command');
    }
  }

  #kept(messages: MailboxMessage[]): [number, MailboxMessage][] {
    const numbered = messages.map((message, index): [number, MailboxMessage] => [index + 1, message]);
    return numbered.filter(([, { uid }]) => !this.#deleted.has(uid));
  }

  #each(args: string[], messages: MailboxMessage[], write: (message: MailboxMessage) => string): string {
    if (args[0]) return this.#one(args[0], messages, (message) => ok(`${args[0]} ${write(message)}`));
    return listing(
      'listing follows',
      this.#kept(messages).map(([number, message]) => `${number} ${write(message)}`),
    );
  }

  #one(number: string | undefined, messages: MailboxMessage[], write: (message: MailboxMessage) => string): string {
    const message = /^\d+$/.test(number ?? '') ? messages[Number(number) - 1] : undefined;
    return message && !this.#deleted.has(message.uid) ? write(message) : err('no such message');
  }

  #signInPlain(encoded: string): string {
    this.#isAwaitingPlain = false;
    const [, user, password] = Buffer.from(encoded, 'base64').toString('utf8').split('\0');
    return this.#signIn(user ?? null, password ?? '');
  }

  #signIn(user: string | null, password: string): string {
    if (user !== this.account.username || password !== this.account.password)
      return err('[AUTH] invalid user name or password');
    this.#messages = this.mailbox.list();
    return ok(`${this.#messages.length} messages`);
  }

  #quit(): string {
    this.isOver = true;
    if (this.#deleted.size > 0) this.mailbox.remove(this.#deleted);
    return ok('goodbye');
  }
}

const ok = (text: string): string => `+OK${text && ` ${text}`}\r\n`;
const err = (text: string): string => `-ERR ${text}\r\n`;
const listing = (text: string, lines: string[]): string => ok(text) + [...lines, '.', ''].join('\r\n');

/** Multi-line end mark and byte stuffing (RFC 1939 §3). */
function dotted(raw: string): string {
  const stuffed = raw.replace(/(^|\r\n)\./g, '$1..');
  return `${stuffed}${raw.endsWith('\r\n') ? '' : '\r\n'}.\r\n`;
}

function top(raw: string, lines: number): string {
  const end = raw.indexOf('\r\n\r\n');
  if (end < 0) return raw;
  const body = raw.slice(end + 4).split('\r\n');
  return `${raw.slice(0, end + 4)}${body.slice(0, lines).join('\r\n')}`;
}
