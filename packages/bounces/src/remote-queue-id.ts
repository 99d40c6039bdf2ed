// The id under which a receiving host queued our message, out of its "250": it joins a report that comes hours later.
import { cleanLine } from './reply-words.js';

export interface RemoteQueueId {
  readonly id: string;
  /** Software whose wording it is: "postfix", "exim", … */
  readonly family: string;
}

interface QueueWording {
  readonly family: string;
  /** Where the wording comes from. */
  readonly source: string;
  /** Group 1 is the id. Linear: no nested repetition, every part bounded. */
  readonly pattern: RegExp;
}

/** The more telling wording first: "queued as" is said by many, "Ok <id>" by any. */
const wordings: readonly QueueWording[] = [
  {
    family: 'microsoft',
    source: 'Exchange transport: "2.6.0 <id> [InternalId=N, Hostname=H] Queued mail for delivery"',
    pattern: /\[InternalId=(\d{4,20}), ?Hostname=/i,
  },
  {
    family: 'google',
    source: 'Gmail: "2.0.0 OK  1700000000 <id> - gsmtp"',
    pattern: /\bOK {1,3}(?:DMARC:\w{1,10} )?\d{9,11} ([a-z0-9][a-z0-9.-]{8,80}) - gsmtp\b/i,
  },
  {
    family: 'exim',
    source: 'Exim smtp_in.c: "OK id=<id>", 6-6-2 signs, since 4.97 6-11-4',
    pattern: /\bOK id=([0-9a-z]{6}-(?:[0-9a-z]{6}-[0-9a-z]{2}|[0-9a-z]{11}-[0-9a-z]{4}))(?![0-9a-z-])/i,
  },
  {
    family: 'postfix',
    source: 'Postfix smtpd.c/cleanup: "Ok: queued as <id>", short hexadecimal or long ids; filters repeat it',
    pattern: /\bqueued as ([0-9a-z][0-9a-z._-]{4,80})/i,
  },
  {
    family: 'sendmail',
    source:
      'Sendmail srvrsmtp.c and Proofpoint: "<id> Message accepted for delivery"; OpenSMTPD and CommuniGate say the same',
    pattern: /(?:^|[\s:])([0-9a-z]{5,20}(?:-\d{1,3})?) message accepted for delivery\b/i,
  },
  {
    family: 'qmail',
    source: 'qmail-smtpd.c: "ok <seconds> qp <process>"',
    pattern: /\bok (\d{9,11} qp \d{1,10})\b/i,
  },
  {
    family: 'haraka',
    source: 'Haraka queue plugins: "Message Queued (<uuid>)"',
    pattern: /\bmessage queued \(([0-9a-f]{8}-[0-9a-f-]{27,36}(?:\.\d{1,4})?)\)/i,
  },
  {
    family: 'ironport',
    source: 'Cisco AsyncOS: "ok:  Message <number> accepted"',
    pattern: /\bok: {1,3}message (\d{3,15}) accepted\b/i,
  },
  {
    family: 'named-id',
    source: '1&1, GMX, Kundenserver and others: "completed: id=<id>", "queued id=<id>"',
    pattern: /\b(?:completed|accepted|queued)[:,;]? {0,2}(?:\w{1,20} )?id ?[=:] ?<?([0-9a-z][0-9a-z._-]{4,80})/i,
  },
  {
    family: 'ses',
    source: 'Amazon SES inbound: "250 OK <id>"',
    pattern: /^(?:250[ -])?(?:2\.\d\.\d )?ok ([0-9a-z]{20,80}(?:-[0-9a-f-]{10,60})?)$/i,
  },
];

/**
 * Finds the queue id in the final reply of a host that took a message (RFC 5321 §4.2.5 leaves the text to the host).
 *
 * @param reply text of the reply to the dot, of any length (1,000 signs are read), with or without its code
 * @returns the id as it was written, at most 81 signs; null where the reply names none
 */
export function remoteQueueIdOf(reply: string): RemoteQueueId | null {
  const line = cleanLine(reply, 1000);
  for (const { family, pattern } of wordings) {
    const id = pattern.exec(line)?.[1]?.replace(/[._-]+$/, '');
    if (id !== undefined && id.length >= 4) return { id, family };
  }
  return null;
}

/** Whether an id stands among those of a report: hosts agree on the letters, not always on their case. */
export function isAmongQueueIds(id: string, among: readonly string[]): boolean {
  const wanted = id.toLowerCase();
  return among.some((one) => one.toLowerCase() === wanted);
}
