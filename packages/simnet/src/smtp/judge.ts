// What a simulated host says at each step, by the behaviour of its site and of the recipient's domain.
import type { Answer, Behaviour, LateReport } from '../behaviour.js';
import type { SimClock } from '../clock.js';
import { domainOf } from '../reports/original.js';
import type { MxHost, Sites } from './sites.js';

export interface Envelope {
  /** The client's address. */
  readonly client: string;
  /** Empty for the null sender. */
  readonly mailFrom: string;
  readonly recipient: string;
}

export type DotVerdict =
  | { readonly kind: 'accept'; readonly answer: Answer }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'drop' };

const relayDenied: Answer = { code: 554, lines: ['5.7.1 <{recipient}>: Relay access denied'] };
const unknownUser: Answer = {
  code: 550,
  lines: ['5.1.1 <{recipient}>: Recipient address rejected: User unknown in virtual mailbox table'],
};
const mailboxFull: Answer = { code: 452, lines: ['4.2.2 <{recipient}>: Recipient address rejected: Mailbox is full'] };
const greylisted: Answer = {
  code: 450,
  lines: [
    '4.2.0 <{recipient}>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/{domain}.html',
  ],
};
const tooMany: Answer = { code: 421, lines: ['4.7.0 {host} Error: too many connections from {client}'] };
const limitReached: Answer = { code: 421, lines: ['4.7.0 Too many messages in this connection, closing'] };
const complaintLater: LateReport = { kind: 'complaint', afterSeconds: 180, returns: 'full' };
const replyLater: LateReport = { kind: 'auto-reply', afterSeconds: 60 };

export class Judge {
  /** When an envelope first came, by client, sender and recipient. */
  readonly #greyFirst = new Map<string, number>();
  readonly #tries = new Map<string, number>();

  constructor(
    private readonly sites: Sites,
    private readonly clock: SimClock,
  ) {}

  forget(): void {
    this.#greyFirst.clear();
    this.#tries.clear();
  }

  behaviourOfHost(host: MxHost): Behaviour {
    return this.sites.behaviourOf(host.site.owner) ?? {};
  }

  /** Null: the usual greeting. */
  atConnect(host: MxHost): Answer | null {
    const { greeting, maxConnections, tooMany: said = tooMany } = this.behaviourOfHost(host);
    if (greeting) return greeting;
    return maxConnections !== undefined && host.site.openConnections > maxConnections ? said : null;
  }

  atMail(host: MxHost, acceptedMessages: number): Answer | null {
    const { maxMessagesPerConnection: max, limitReached: said = limitReached } = this.behaviourOfHost(host);
    return max !== undefined && acceptedMessages >= max ? said : null;
  }

  atRcpt(host: MxHost, envelope: Envelope): Answer | null {
    const domain = domainOf(envelope.recipient);
    const behaviour = this.sites.behaviourOf(domain);
    if (!behaviour || this.sites.siteOf(domain) !== host.site) return relayDenied;
    const local = envelope.recipient.toLowerCase();
    if (behaviour.rcpt && this.#isStillSaid('rcpt', behaviour.rcpt, envelope)) return behaviour.rcpt;
    if (/^(gone|nobody)/.test(local)) return behaviour.unknownUser ?? unknownUser;
    if (local.startsWith('full')) return behaviour.mailboxFull ?? mailboxFull;
    if (behaviour.greylistSeconds !== undefined && this.#isGrey(behaviour.greylistSeconds, envelope))
      return behaviour.greylisted ?? greylisted;
    return null;
  }

  dropsInData(recipient: string): boolean {
    return this.sites.behaviourOf(domainOf(recipient))?.drops === 'data';
  }

  atDot(envelope: Envelope): DotVerdict {
    const { dot, drops, acceptedText } = this.sites.behaviourOf(domainOf(envelope.recipient)) ?? {};
    if (drops === 'dot' || (drops === 'dot-once' && this.#tryOf('dot-once', envelope) === 1)) return { kind: 'drop' };
    if (dot && this.#isStillSaid('dot', dot, envelope))
      return { kind: dot.code < 300 ? 'accept' : 'answer', answer: dot };
    return { kind: 'accept', answer: { code: 250, lines: [acceptedText ?? '2.0.0 Ok: queued as {id}'] } };
  }

  laterReports(recipient: string): LateReport[] {
    const later = [...(this.sites.behaviourOf(domainOf(recipient))?.later ?? [])];
    const local = recipient.toLowerCase();
    if (local.startsWith('spamreporter')) later.push(complaintLater);
    if (local.startsWith('holiday')) later.push(replyLater);
    return later;
  }

  #isGrey(seconds: number, envelope: Envelope): boolean {
    const now = this.clock.now().getTime();
    const key = keyOf(envelope);
    const first = this.#greyFirst.get(key);
    if (first === undefined) this.#greyFirst.set(key, now);
    return now - (first ?? now) < seconds * 1000;
  }

  #isStillSaid(step: string, { times }: Answer, envelope: Envelope): boolean {
    return times === undefined || this.#tryOf(step, envelope) <= times;
  }

  /** Counts this try; the first is 1. */
  #tryOf(step: string, envelope: Envelope): number {
    const key = `${step} ${keyOf(envelope)}`;
    const count = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.set(key, count);
    return count;
  }
}

const keyOf = ({ client, mailFrom, recipient }: Envelope): string => `${client} ${mailFrom} ${recipient}`.toLowerCase();
