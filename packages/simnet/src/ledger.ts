// What the simulated hosts saw and decided: the other side's book, against which a test or the demo checks ours.

export interface ReceivedMessage {
  readonly recipient: string;
  /** Envelope sender; empty for the null sender. */
  readonly mailFrom: string;
  readonly messageId: string | null;
  readonly at: Date;
  /** The message as it came, dots unstuffed, one sign per byte; empty once later ones filled the memory set aside. */
  readonly raw: string;
  readonly host: string;
  readonly tls: boolean;
}

export type SimEventKind =
  | 'connected'
  | 'closed'
  | 'turned_away'
  | 'tls_failed'
  | 'refused'
  | 'deferred'
  | 'accepted'
  | 'dropped'
  | 'returned'
  | 'warned'
  | 'complained'
  | 'auto_replied'
  | 'vanished';

/** turned_away: refused before any recipient · dropped: connection cut in DATA or after the dot · returned, warned (of a delay), complained, auto_replied: that report came to the bounce mailbox · vanished: it had none to go to. */
export interface SimEvent {
  readonly at: Date;
  readonly kind: SimEventKind;
  readonly host: string;
  readonly domain?: string;
  readonly recipient?: string;
  /** The reply as it went over the wire, lines joined by a line feed; for what came later the kind of report. */
  readonly reply?: string;
}

export interface RecipientSummary {
  accepted: number;
  refused: number;
  deferred: number;
  dropped: number;
  returned: number;
  complained: number;
  lastReply: string | null;
}

export interface EventFilter {
  readonly kind?: string;
  readonly domain?: string;
  readonly recipient?: string;
  readonly host?: string;
}

const maxRawBytes = 256 * 1024 * 1024;
const maxEvents = 200_000;

export class Ledger {
  #received: ReceivedMessage[] = [];
  #firstWithRaw = 0;
  #rawBytes = 0;
  #events: SimEvent[] = [];
  #summary = new Map<string, RecipientSummary>();

  noteReceived(message: ReceivedMessage): void {
    this.#received.push(message);
    this.#rawBytes += message.raw.length;
    while (this.#rawBytes > maxRawBytes && this.#firstWithRaw < this.#received.length - 1) {
      const old = this.#received[this.#firstWithRaw]!;
      this.#rawBytes -= old.raw.length;
      this.#received[this.#firstWithRaw++] = { ...old, raw: '' };
    }
  }

  noteEvent(event: SimEvent): void {
    if (this.#events.length >= maxEvents) this.#events.splice(0, maxEvents / 10);
    this.#events.push(event);
    if (event.recipient) this.#count(event.recipient.toLowerCase(), event);
  }

  received({ recipient, domain }: { recipient?: string; domain?: string } = {}): ReceivedMessage[] {
    const wanted = recipient?.toLowerCase();
    const end = domain && `@${domain.toLowerCase()}`;
    return this.#received.filter((message) => {
      const to = message.recipient.toLowerCase();
      return (!wanted || to === wanted) && (!end || to.endsWith(end));
    });
  }

  events(filter: EventFilter = {}): SimEvent[] {
    const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
    return this.#events.filter((event) =>
      wanted.every(([key, value]) => event[key as keyof EventFilter]?.toLowerCase() === value.toLowerCase()),
    );
  }

  summary(): Record<string, RecipientSummary> {
    return Object.fromEntries(this.#summary);
  }

  clear(): void {
    this.#received = [];
    this.#firstWithRaw = 0;
    this.#rawBytes = 0;
    this.#events = [];
    this.#summary.clear();
  }

  #count(recipient: string, { kind, reply }: SimEvent): void {
    const entry = this.#summary.get(recipient) ?? {
      accepted: 0,
      refused: 0,
      deferred: 0,
      dropped: 0,
      returned: 0,
      complained: 0,
      lastReply: null,
    };
    if (kind in entry) entry[kind as Exclude<keyof RecipientSummary, 'lastReply'>] += 1;
    if (reply !== undefined && /^\d/.test(reply)) entry.lastReply = reply;
    this.#summary.set(recipient, entry);
  }
}
