// What a started simulated internet offers: to tests in the same process, and to the control server.
import type { Behaviour } from './behaviour.js';
import type { SimClock } from './clock.js';
import type { ZoneRecord } from './dns/zone.js';
import type { EventFilter, ReceivedMessage, RecipientSummary, SimEvent } from './ledger.js';

export interface MailboxLogin {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

export interface Simnet {
  /** "127.0.0.1:port", UDP and TCP. */
  readonly dnsServer: string;
  /** Every MX host listens on this port, each at its own address in 127.0.0.0/8. */
  readonly smtpPort: number;
  /** The one bounce mailbox; POP3 and IMAP show the same messages. */
  readonly pop3: MailboxLogin;
  readonly imap: MailboxLogin;
  readonly controlUrl: string | null;
  readonly clock: SimClock;
  /** Adds records; those of the same name and type are replaced. A list as data stands for several records. */
  putRecords(records: readonly ZoneRecord[]): void;
  /** Gives a domain, known or new, a behaviour, and with it its MX hosts and records. */
  putBehaviour(domain: string, behaviour: Behaviour): void;
  /** Puts a mail in the bounce mailbox: bytes as they are, text as UTF-8 with CR LF. */
  putMailboxMessage(raw: string | Uint8Array): void;
  /** What a host answered 250 to after the final dot, oldest first. */
  received(filter?: { recipient?: string; domain?: string }): ReceivedMessage[];
  events(filter?: EventFilter): SimEvent[];
  /** By recipient in lower case: what the hosts recorded. */
  summary(): Record<string, RecipientSummary>;
  /** Forgets messages, events, greylists, planned reports and the mailbox; records and behaviours stay. */
  reset(): void;
  close(): Promise<void>;
}
