// Delivery status notifications as Postfix writes them (RFC 3464, RFC 6522), and a bounce without any structure.
import { copyOf, domainOf, mail, mailDate, type ReportFacts } from './original.js';

const words = {
  failed: {
    subject: 'Undelivered Mail Returned to Sender',
    text: [
      "I'm sorry to have to inform you that your message could not",
      "be delivered to one or more recipients. It's attached below.",
      '',
      'For further assistance, please send mail to postmaster.',
    ],
  },
  delayed: {
    subject: 'Delayed Mail (still being retried)',
    text: [
      '####################################################################',
      '# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #',
      '####################################################################',
      '',
      'Your message could not be delivered for more than 1 hour.',
      'It will be retried until it is 5 days old.',
    ],
  },
};

/** A multipart/report that says what became of the message at the next host. */
export function deliveryStatus(kind: 'failed' | 'delayed', facts: ReportFacts): string {
  const { original, report, at, serial } = facts;
  const { recipient, host } = original;
  const final = report.forwardedTo ?? recipient;
  const diagnostic = (report.diagnostic ?? '550 5.1.1 <{recipient}>: Recipient address rejected').replaceAll(
    '{recipient}',
    final,
  );
  const boundary = `${serial.toString(16).toUpperCase().padStart(10, 'A')}.${Math.floor(at.getTime() / 1000)}/${host}`;
  const next = `mailstore.${domainOf(final)}`;
  const via = report.forwardedTo ? ` (expanded from <${recipient}>)` : '';
  return mail(
    `Date: ${mailDate(at)}`,
    `From: MAILER-DAEMON@${host} (Mail Delivery System)`,
    `Subject: ${words[kind].subject}`,
    `To: ${original.mailFrom}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="${boundary}"`,
    `Message-Id: <${serial}.${at.getTime()}@${host}>`,
    '',
    'This is a MIME-encapsulated message.',
    '',
    `--${boundary}`,
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `This is the mail system at host ${host}.`,
    '',
    ...words[kind].text,
    '',
    '                   The mail system',
    '',
    `<${final}>${via}: host ${next}[192.0.2.77] said:`,
    `    ${diagnostic} (in reply to RCPT TO command)`,
    '',
    `--${boundary}`,
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${host}`,
    `X-Postfix-Queue-ID: ${original.queueId ?? queueId(serial)}`,
    `X-Postfix-Sender: rfc822; ${original.mailFrom}`,
    `Arrival-Date: ${mailDate(original.acceptedAt)}`,
    '',
    `Final-Recipient: rfc822; ${final}`,
    `Original-Recipient: rfc822;${recipient}`,
    `Action: ${kind}`,
    `Status: ${report.status ?? '5.0.0'}`,
    `Remote-MTA: dns; ${next}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    ...(kind === 'delayed' ? [`Will-Retry-Until: ${mailDate(new Date(at.getTime() + 5 * 86_400_000))}`] : []),
    '',
    `--${boundary}`,
    `Content-Description: Undelivered Message${report.returns === 'full' ? '' : ' Headers'}`,
    `Content-Type: ${report.returns === 'full' ? 'message/rfc822' : 'text/rfc822-headers'}`,
    '',
    copyOf(original.raw, report.returns),
    '',
    `--${boundary}--`,
  );
}

/** qmail's way: one text part, nothing a DSN reader finds. */
export function plainBounce({ original, report, at, serial }: ReportFacts): string {
  const { recipient, host } = original;
  const diagnostic = (report.diagnostic ?? 'Sorry, no mailbox here by that name. (#5.1.1)').replaceAll(
    '{recipient}',
    recipient,
  );
  return mail(
    `Date: ${mailDate(at)}`,
    `From: MAILER-DAEMON@${host}`,
    `To: ${original.mailFrom}`,
    'Subject: failure notice',
    `Message-Id: <${serial}.${at.getTime()}.qmail@${host}>`,
    '',
    `Hi. This is the qmail-send program at ${host}.`,
    "I'm afraid I wasn't able to deliver your message to the following addresses.",
    "This is a permanent error; I've given up. Sorry it didn't work out.",
    '',
    `<${recipient}>:`,
    diagnostic,
    '',
    '--- Below this line is a copy of the message.',
    '',
    `Return-Path: <${original.mailFrom}>`,
    copyOf(original.raw, report.returns),
  );
}

/** A queue id as Postfix prints it. */
export const queueId = (serial: number): string => `4X${(0x1a2b3c4d5e + serial * 7919).toString(36).toUpperCase()}`;
