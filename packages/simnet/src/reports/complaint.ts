// A complaint in the Abuse Reporting Format (RFC 5965), as feedback loops send it when a reader presses "this is spam".
import { copyOf, domainOf, mail, mailDate, type ReportFacts } from './original.js';

export function complaint({ original, report, at, serial }: ReportFacts): string {
  const domain = domainOf(original.recipient);
  const boundary = `feedback-${serial}-${at.getTime()}`;
  return mail(
    `Date: ${mailDate(at)}`,
    `From: <feedback-loop@${domain}>`,
    `To: <${original.mailFrom}>`,
    `Subject: complaint about message from ${original.client}`,
    `Message-ID: <fbl-${serial}.${at.getTime()}@${domain}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=feedback-report;\r\n\tboundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset="US-ASCII"',
    'Content-Transfer-Encoding: 7bit',
    '',
    `This is an email abuse report for an email message received from IP ${original.client}`,
    `on ${mailDate(original.acceptedAt)}. For more information see https://feedback.${domain}/arf`,
    '',
    `--${boundary}`,
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: SimulatedFeedbackLoop/1.0',
    'Version: 1',
    `Original-Mail-From: <${original.mailFrom}>`,
    `Original-Rcpt-To: <${original.recipient}>`,
    `Received-Date: ${mailDate(original.acceptedAt)}`,
    `Source-IP: ${original.client}`,
    `Reporting-MTA: dns; ${original.host}`,
    '',
    `--${boundary}`,
    `Content-Type: ${report.returns === 'full' ? 'message/rfc822' : 'text/rfc822-headers'}`,
    'Content-Disposition: inline',
    '',
    copyOf(original.raw, report.returns),
    '',
    `--${boundary}--`,
  );
}
