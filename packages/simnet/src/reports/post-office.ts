// Sends what comes later (bounces, complaints, auto-replies) to the envelope sender's mailbox when its time has come.
import type { LateReport } from '../behaviour.js';
import type { SimulatedClock } from '../clock.js';
import type { Zone } from '../dns/zone.js';
import type { Ledger } from '../ledger.js';
import type { BounceMailbox } from '../mailbox/bounce-mailbox.js';
import { autoReply } from './auto-reply.js';
import { complaint } from './complaint.js';
import { deliveryStatus, plainBounce } from './delivery-status.js';
import { domainOf, mailDate, type Original, type ReportFacts } from './original.js';

/** The MX host of the bounce mailbox: return-path domains whose MX record names it get their mail there. */
export const mailboxMxHost = 'mx.mailbox.example';

const eventKinds = {
  failed: 'returned',
  plain: 'returned',
  delayed: 'warned',
  complaint: 'complained',
  'auto-reply': 'auto_replied',
} as const;

export class PostOffice {
  #serial = 0;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly zone: Zone,
    private readonly ledger: Ledger,
    private readonly mailbox: BounceMailbox,
  ) {}

  /** Plans all reports on one accepted message. No report follows a message from the null sender (RFC 5321 §6.1). */
  plan(original: Original, reports: readonly LateReport[]): void {
    if (original.mailFrom === '') return;
    for (const report of reports) this.clock.after(report.afterSeconds, () => this.#send(original, report));
  }

  /** Puts a mail in the mailbox with the trace lines the last host adds. */
  deliver(mailFrom: string, recipient: string, raw: string, from: string): void {
    const at = this.clock.now();
    const id = `${at.getTime().toString(36)}${(this.#serial++).toString(36)}`;
    const trace = [
      `Return-Path: <${mailFrom}>`,
      `Delivered-To: ${recipient}`,
      `Received: from ${from} by ${mailboxMxHost} (Postfix) with ESMTP id ${id}\r\n\tfor <${recipient}>; ${mailDate(at)}`,
    ];
    this.mailbox.put(`${trace.join('\r\n')}\r\n${raw}`);
  }

  #send(original: Original, report: LateReport): void {
    const { mailFrom, recipient, host } = original;
    const domain = domainOf(recipient);
    const at = this.clock.now();
    const hasMailbox = this.zone.mxOf(domainOf(mailFrom)).includes(mailboxMxHost);
    if (hasMailbox) this.deliver('', mailFrom, write({ original, report, at, serial: this.#serial++ }), host);
    this.ledger.noteEvent({
      at,
      kind: hasMailbox ? eventKinds[report.kind] : 'vanished',
      host,
      domain,
      recipient,
      reply: report.kind,
    });
  }
}

function write(facts: ReportFacts): string {
  switch (facts.report.kind) {
    case 'failed':
    case 'delayed':
      return deliveryStatus(facts.report.kind, facts);
    case 'plain':
      return plainBounce(facts);
    case 'complaint':
      return complaint(facts);
    case 'auto-reply':
      return autoReply(facts);
  }
}
