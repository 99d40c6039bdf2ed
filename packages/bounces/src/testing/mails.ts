// Mails for tests, all written for them: the shapes are the field's, the words and names are ours.

const lines = (...parts: (string | readonly string[])[]) => parts.flat().join('\r\n');

export interface StatusFields {
  readonly [field: string]: string;
}

/** A multipart/report with a delivery-status part. */
export function statusReport(
  recipients: readonly StatusFields[],
  more: {
    readonly type?: string;
    readonly text?: string;
    readonly encoding?: 'base64';
    readonly original?: string;
  } = {},
): string {
  const { type = 'message/delivery-status', text = 'The letter could not be delivered.' } = more;
  const original = more.original ?? 'To: ann@reader.example\r\nSubject: News\r\nMessage-ID: <one@news.example>';
  const fields = recipients.map((one) =>
    Object.entries(one)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n'),
  );
  const status = ['Reporting-MTA: dns; relay.example\r\nX-Postfix-Queue-ID: 4AB12C', ...fields].join('\r\n\r\n');
  const body = more.encoding === 'base64' ? Buffer.from(status).toString('base64') : status;
  return lines(
    'From: MAILER-DAEMON@relay.example',
    'To: bounces@news.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b1',
    `Content-Type: ${type}`,
    more.encoding ? `Content-Transfer-Encoding: ${more.encoding}` : 'X-Plain: yes',
    '',
    body,
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    original,
    '',
    '--b1--',
    '',
  );
}

/** A mail of one text part. */
export function textMail(text: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = {
    From: 'Mail Delivery System <mailer-daemon@relay.example>',
    To: 'bounces@news.example',
    Subject: 'Mail delivery failed',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  return lines(
    Object.entries(all).map(([name, value]) => `${name}: ${value}`),
    '',
    text.split('\n'),
  );
}

export const failedFields = (address: string, more: StatusFields = {}): StatusFields => ({
  'Final-Recipient': `rfc822; ${address}`,
  Action: 'failed',
  Status: '5.1.1',
  'Remote-MTA': 'dns; mx.reader.example',
  'Diagnostic-Code': 'smtp; 550 5.1.1 No such user',
  ...more,
});
