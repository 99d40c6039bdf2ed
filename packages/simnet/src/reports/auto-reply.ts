// The answer of somebody on holiday (RFC 3834): no bounce, however much it quotes.
import { headerOf, mail, mailDate, type ReportFacts } from './original.js';

export function autoReply({ original, at, serial }: ReportFacts): string {
  const subject = headerOf(original.raw, 'Subject');
  const messageId = headerOf(original.raw, 'Message-ID');
  return mail(
    `Date: ${mailDate(at)}`,
    `From: <${original.recipient}>`,
    `To: <${original.mailFrom}>`,
    `Subject: Out of office: ${subject}`,
    `Message-ID: <vacation-${serial}.${at.getTime()}@${original.host}>`,
    ...(messageId ? [`In-Reply-To: ${messageId}`, `References: ${messageId}`] : []),
    'Auto-Submitted: auto-replied (vacation)',
    'X-Auto-Response-Suppress: All',
    'Precedence: bulk',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Hello,',
    '',
    'I am out of the office until Monday and read no mail. If it is urgent, my colleagues help you.',
    '',
    'Best wishes',
  );
}
