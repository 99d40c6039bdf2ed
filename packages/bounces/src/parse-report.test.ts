// Behaviour of the report reader on well-formed reports: what it finds, and what it must not take for a bounce.
import { describe, expect, it } from 'vitest';
import { parseReport } from './parse-report.js';
import type { Report } from './report.js';
import { failedFields, statusReport, textMail } from './testing/mails.js';
import { createTokenSigner, tokenKeysFrom } from './token.js';

const parse = (mail: string): Report => parseReport(Buffer.from(mail, 'utf8'));
const addresses = ({ recipients }: Report) => recipients.map(({ address }) => address);

describe('a report of RFC 3464', () => {
  it('is read field by field', () => {
    expect(parse(statusReport([failedFields('Ann@Reader.example')]))).toMatchObject({
      kind: 'bounce',
      format: 'rfc3464',
      reportingMta: 'relay.example',
      remoteQueueId: '4AB12C',
      from: 'mailer-daemon@relay.example',
      original: { to: ['ann@reader.example'], subject: 'News', messageId: '<one@news.example>' },
      recipients: [
        {
          address: 'ann@reader.example',
          action: 'failed',
          status: '5.1.1',
          replyCode: 550,
          remoteMta: 'mx.reader.example',
          diagnostic: '550 5.1.1 No such user',
          isHard: true,
          classification: { category: 'address_unknown', scope: 'address', isPermanent: true },
        },
      ],
      cuts: [],
    });
  });

  it('speaks of the original recipient where the mail was passed on', () => {
    const [one] = parse(
      statusReport([failedFields('new@other.example', { 'Original-Recipient': 'rfc822;ann@reader.example' })]),
    ).recipients;
    expect(one).toMatchObject({ address: 'ann@reader.example', finalRecipient: 'new@other.example' });
  });

  it('counts only those that failed', () => {
    const report = parse(
      statusReport([
        failedFields('a@reader.example', { Action: 'relayed', Status: '2.0.0' }),
        failedFields('b@reader.example', { Status: '5.2.2', 'Diagnostic-Code': 'smtp; 552 5.2.2 Over quota' }),
        failedFields('c@reader.example', { Action: 'delayed', Status: '4.4.1' }),
      ]),
    );
    expect([report.kind, addresses(report)]).toEqual(['bounce', ['b@reader.example']]);
    expect(report.recipients[0]).toMatchObject({ isHard: false, classification: { category: 'mailbox_full' } });
  });

  it('is a delay when nothing failed yet, and no bounce when all went well', () => {
    const delayed = failedFields('a@reader.example', {
      Action: 'delayed',
      Status: '4.4.1',
      'Diagnostic-Code': 'smtp; 451 later',
    });
    expect(parse(statusReport([delayed]))).toMatchObject({ kind: 'delayed', recipients: [{ isHard: false }] });
    const delivered = failedFields('a@reader.example', { Action: 'delivered', Status: '2.1.5' });
    expect(parse(statusReport([delivered])).kind).toBe('not-bounce');
  });

  it('is not hard when it gave up on a temporary failure', () => {
    const expired = failedFields('a@reader.example', {
      Status: '4.4.7',
      'Diagnostic-Code': 'smtp; delivery time expired',
    });
    expect(parse(statusReport([expired]))).toMatchObject({
      kind: 'bounce',
      recipients: [{ isHard: false, status: '4.4.7' }],
    });
  });

  it.each<[name: string, mail: string, address: string]>([
    [
      'global addresses (RFC 6533)',
      statusReport([failedFields('x', { 'Final-Recipient': 'utf-8; jörg@bücher.example' })], {
        type: 'message/global-delivery-status',
      }),
      'jörg@bücher.example',
    ],
    [
      'escaped global addresses',
      statusReport([failedFields('x', { 'Final-Recipient': 'utf-8; j\\x{F6}rg@reader.example' })]),
      'jörg@reader.example',
    ],
    [
      'blanks before the colon',
      statusReport([{ 'Final-Recipient ': 'rfc/822;ann@reader.example', 'Action ': 'failed', 'Status ': '5.1.1' }]),
      'ann@reader.example',
    ],
    ['a base64 part', statusReport([failedFields('ann@reader.example')], { encoding: 'base64' }), 'ann@reader.example'],
    [
      'bare line feeds',
      statusReport([failedFields('ann@reader.example')]).replaceAll('\r\n', '\n'),
      'ann@reader.example',
    ],
    [
      'bare carriage returns',
      statusReport([failedFields('ann@reader.example')]).replaceAll('\r\n', '\r'),
      'ann@reader.example',
    ],
    [
      'a missing last boundary',
      statusReport([failedFields('ann@reader.example')]).replace('--b1--', ''),
      'ann@reader.example',
    ],
    [
      'a boundary that never comes',
      statusReport([failedFields('ann@reader.example')]).replace('boundary="b1"', 'boundary="b2"'),
      'ann@reader.example',
    ],
    [
      'a name before the address',
      statusReport([failedFields('x', { 'Final-Recipient': 'rfc822; "Ann Reader" <ann@reader.example>' })]),
      'ann@reader.example',
    ],
    [
      'a comment behind the address',
      statusReport([failedFields('x', { 'Final-Recipient': 'rfc822; ann@reader.example (Ann)' })]),
      'ann@reader.example',
    ],
    ['a quoted local part', statusReport([failedFields('"odd one"@reader.example')]), '"odd one"@reader.example'],
  ])('is read in spite of %s', (_, mail, address) => {
    expect(addresses(parse(mail))).toEqual([address]);
  });

  it('is read whole with empty lines between its fields, and with replies that are not folded', () => {
    const fields = failedFields('ann@reader.example', { Status: '5.0.0' });
    const reply = 'smtp; 550-5.1.1 The account that you tried\r\n550 5.1.1 to reach does not exist';
    const loose = statusReport([{ ...fields, 'Diagnostic-Code': reply }]).replace(
      /(Action|Status|Remote-MTA|Diagnostic-Code): /g,
      '\r\n$1: ',
    );
    for (const mail of [loose, statusReport([{ ...fields, 'Diagnostic-Code': reply }])])
      expect(parse(mail)).toMatchObject({
        kind: 'bounce',
        recipients: [{ address: 'ann@reader.example', status: '5.1.1', replyCode: 550, isHard: true }],
      });
  });

  it('is read inside the mail of a scanner that hands it on, and not inside that of a person', () => {
    const within = statusReport([failedFields('ann@reader.example')]);
    const wrapped = (from: string) =>
      `From: ${from}\r\nSubject: Returned mail: User unknown\r\nContent-Type: multipart/mixed; boundary=w\r\n\r\n--w\r\n\r\nThe original message is enclosed.\r\n--w\r\nContent-Type: message/rfc822\r\n\r\n${within}\r\n--w--\r\n`;
    expect(addresses(parse(wrapped('MAILER-DAEMON@scanner.example')))).toEqual(['ann@reader.example']);
    expect(addresses(parse(wrapped('Bob <bob@reader.example>')))).toEqual([]);
  });

  it('takes nothing out of a field that is no address', () => {
    const evil = failedFields('ann@reader.example\\r\\nBcc: all@reader.example<script>');
    for (const original of ['Subject: News', 'To: ann@reader.example\r\nSubject: News'])
      expect(addresses(parse(statusReport([evil], { original })))).toEqual([]);
  });
});

describe('tokens', () => {
  it('are collected from the envelope and from the returned original, the envelope first', () => {
    const signer = createTokenSigner(tokenKeysFrom(new TextEncoder().encode('a secret for the tests here')));
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()].map((id) => signer.sign('return', id));
    const mail = statusReport([failedFields('a@b.example')], { original: `Message-ID: <${second}@news.example>` });
    const { tokens } = parse(mail.replace('bounces@news.example', `bounce-${first!.toUpperCase()}@news.example`));
    expect(tokens).toEqual([first, second]);
  });
});

describe('feedback of RFC 5965', () => {
  const feedback = (type: string, recipient: string) =>
    statusReport([], { original: 'To: ann@reader.example' })
      .replace('report-type=delivery-status', 'report-type=feedback-report')
      .replace('message/delivery-status', 'message/feedback-report')
      .replace(
        /Reporting-MTA:[^\n]*\n[^\n]*/,
        `Feedback-Type: ${type}\r\nVersion: 1\r\nOriginal-Rcpt-To: ${recipient}\r`,
      );

  it.each(['abuse', 'fraud', 'opt-out', 'virus'])('is a complaint for %s', (type) => {
    const report = parse(feedback(type, 'ann@reader.example'));
    expect(report).toMatchObject({ kind: 'complaint', feedbackType: type });
    expect(report.recipients).toMatchObject([
      { address: 'ann@reader.example', classification: { category: 'complaint' } },
    ]);
  });

  it.each(['auth-failure', 'not-spam', 'dmarc'])('is none for %s', (type) => {
    expect(parse(feedback(type, 'ann@reader.example'))).toMatchObject({ kind: 'not-bounce', recipients: [] });
  });

  it('is what Apple Mail sends when a reader asks to be left alone', () => {
    const asked = { From: 'ann@reader.example', Subject: 'unsubscribe', 'Auto-Submitted': 'auto-replied' };
    const mail = textMail('Apple Mail sent this email to unsubscribe.', { ...asked, 'X-Apple-Unsubscribe': 'true' });
    expect(parse(mail)).toMatchObject({
      kind: 'complaint',
      feedbackType: 'opt-out',
      recipients: [{ address: 'ann@reader.example', isHard: false }],
    });
  });

  it('finds a hidden address in the returned original', () => {
    expect(addresses(parse(feedback('abuse', 'redacted@provider.example')))).toEqual(['ann@reader.example']);
  });
});

describe('a mail that is no bounce', () => {
  const person = { From: 'Ann <ann@reader.example>', Subject: 'Re: Undelivered Mail Returned to Sender' };
  it.each<[name: string, mail: string, kind: string]>([
    [
      'a letter that quotes one',
      textMail('Why do I get this?\n> <bob@reader.example>: 550 5.1.1 unknown', person),
      'not-bounce',
    ],
    [
      'out of office',
      textMail('I am away until Monday. 550 5.1.1', { ...person, Subject: 'Out of office: News' }),
      'vacation',
    ],
    [
      'an answering machine',
      textMail('Thank you for your message.', { ...person, Subject: 'Hello', 'Auto-Submitted': 'auto-replied' }),
      'autoreply',
    ],
    [
      'an answer with an old mark',
      textMail('We got it.', { ...person, Subject: 'Ticket', Precedence: 'auto_reply' }),
      'autoreply',
    ],
    [
      'an answer marked X-Autoreply',
      textMail('We got it.', { ...person, Subject: 'Ticket', 'X-Autoreply': 'yes' }),
      'autoreply',
    ],
    [
      'a challenge',
      textMail('Your message has been waitlisted. Please verify you are a person.', {
        From: 'guard@reader.example',
        Subject: 'News',
        'Return-Path': '<>',
        'Auto-Submitted': 'auto-replied',
      }),
      'autoreply',
    ],
    [
      'a forwarded report',
      `From: ann@reader.example\r\nSubject: Fwd: failure\r\nContent-Type: multipart/mixed; boundary=f\r\n\r\n--f\r\n\r\nsee\r\n--f\r\nContent-Type: message/rfc822\r\n\r\n${statusReport([failedFields('a@b.example')])}\r\n--f--\r\n`,
      'not-bounce',
    ],
    ['an empty mail', '', 'not-bounce'],
  ])('%s', (_, mail, kind) => {
    const report = parse(mail);
    expect([report.kind, report.recipients]).toEqual([kind, []]);
  });
});
