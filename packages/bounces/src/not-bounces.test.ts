// What comes to a bounce mailbox and is no bounce: answers of machines and people, receipts, reports, parcels.
import { describe, expect, it } from 'vitest';
import { parseReport } from './parse-report.js';
import { failedFields, statusReport, textMail } from './testing/mails.js';

const ann = { From: 'Ann Reader <ann@reader.example>', Subject: 'Re: News' };
const replied = { ...ann, 'Auto-Submitted': 'auto-replied' };

/** A mail of one part of any type. */
const typed = (type: string, body: string, headers: Record<string, string>) =>
  textMail(body, { ...headers, 'Content-Type': type });

const mails: readonly (readonly [what: string, mail: string, kind: string])[] = [
  ...(
    [
      ['English', 'Out of office: News', 'I am out of the office until Monday and will answer when I return.'],
      [
        'German',
        'Abwesenheitsnotiz: News',
        'Ich bin bis Montag nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.',
      ],
      ['French', 'Réponse automatique : News', 'Je suis absente du bureau jusqu’à lundi, en congés.'],
      ['Spanish', 'Respuesta automática: News', 'Estaré fuera de la oficina, de vacaciones, hasta el lunes.'],
      ['Italian', 'Risposta automatica: News', 'Sono fuori ufficio fino a lunedì.'],
      ['Portuguese', 'Resposta automática: News', 'Estou ausente até segunda-feira, de férias.'],
      ['Dutch', 'Automatisch antwoord: News', 'Ik ben afwezig tot maandag.'],
      ['Swedish', 'Autosvar: News', 'Jag är på semester, vacation, till måndag.'],
      ['Danish', 'Automatisk svar: News', 'Jeg er på ferie til mandag.'],
      ['Polish', 'Automatyczna odpowiedź: News', 'Jestem na urlopie do poniedziałku.'],
      ['Russian', 'Автоответ: News', 'Я в отпуске до понедельника.'],
      ['Japanese', '自動返信: News', '月曜日まで不在にしております。'],
      ['Chinese', '自动回复: News', '我在休假，周一回来。'],
      ['Finnish', 'Automaattinen vastaus: News', 'Olen lomalla maanantaihin asti.'],
      ['Turkish', 'Otomatik yanıt: News', 'Pazartesiye kadar izindeyim.'],
      ['Czech', 'Automatická odpověď: News', 'Jsem na dovolené do pondělí.'],
    ] as const
  ).map(
    ([language, Subject, text]) =>
      [`a holiday in ${language}`, textMail(text, { ...ann, Subject }), 'vacation'] as const,
  ),
  [
    'a holiday that names another address',
    textMail(
      'I am away. For urgent matters write to bob@reader.example; mail to old@reader.example cannot be delivered.',
      {
        ...ann,
        Subject: 'Out of office',
        'Auto-Submitted': 'auto-replied',
        'Return-Path': '<>',
      },
    ),
    'vacation',
  ],
  [
    'a ticket system',
    textMail('Your request #4242 was received. We could not find an open ticket for bounces@news.example.', {
      From: 'Support <support@shop.example>',
      Subject: '[#4242] News',
      'Auto-Submitted': 'auto-generated',
      'X-Autoreply': 'yes',
    }),
    'autoreply',
  ],
  [
    'a ticket system that answers with a null sender',
    textMail('Your mail has been received and a ticket was opened.', {
      From: 'Help Desk <help@shop.example>',
      Subject: 'Ticket received: News',
      'Return-Path': '<>',
      'Auto-Submitted': 'auto-replied',
    }),
    'autoreply',
  ],
  [
    'a challenge by TMDA',
    textMail(
      'This message was created automatically by mail delivery software (TMDA).\n\nYour message is being held because the address ann@reader.example is protected. Please confirm your address by replying.',
      {
        From: 'Ann <ann-confirm-1234@reader.example>',
        Subject: 'Please confirm your message',
        'Auto-Submitted': 'auto-replied (TMDA)',
      },
    ),
    'autoreply',
  ],
  [
    'a challenge with a link',
    textMail(
      'I apologise for this automatic reply. To control spam, I now allow incoming messages only from senders I have approved beforehand. To be added to my list of approved senders, please fill out the short request form.',
      {
        ...replied,
        Subject: 'Re: News [Sender Address Verification]',
      },
    ),
    'autoreply',
  ],
  [
    'a list that asks its moderator',
    textMail(
      "Your mail to 'talk' with the subject\n\n    News\n\nIs being held until the list moderator can review it for approval.\n\nThe reason it is being held:\n\n    Post by non-member to a members-only list",
      {
        From: 'talk-bounces@lists.reader.example',
        Subject: 'Your message to talk awaits moderator approval',
        Precedence: 'bulk',
      },
    ),
    'not-bounce',
  ],
  [
    'a reader who asks',
    textMail(
      'Hello, I got this, what is it?\n\n> Your message could not be delivered to bob@reader.example\n> 550 5.1.1 User unknown',
      { ...ann, Subject: 'Your last newsletter' },
    ),
    'not-bounce',
  ],
  [
    'a newsletter about bounces',
    textMail('This month: why mail is returned.\n\n<bob@reader.example>: 550 5.1.1 User unknown is what many see.', {
      From: 'Deliverability Weekly <news@other.example>',
      Subject: 'Why your mail bounces',
      'List-Unsubscribe': '<https://other.example/u>',
    }),
    'not-bounce',
  ],
  [
    'a parcel',
    textMail(
      'Dear ann@reader.example, your parcel could not be delivered to ann@reader.example. Please choose a new date.',
      {
        From: 'Parcels <service@parcels.example>',
        Subject: 'Your parcel could not be delivered',
      },
    ),
    'not-bounce',
  ],
  [
    'a meeting that is accepted',
    typed(
      'text/calendar; method=REPLY; charset=utf-8',
      'BEGIN:VCALENDAR\nMETHOD:REPLY\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@reader.example\nEND:VCALENDAR',
      { ...ann, Subject: 'Accepted: Meeting' },
    ),
    'not-bounce',
  ],
  [
    'a read receipt',
    statusReport(
      [{ 'Final-Recipient': 'rfc822; ann@reader.example', Disposition: 'manual-action/MDN-sent-manually; displayed' }],
      {
        type: 'message/disposition-notification',
        text: 'Your message was read.',
      },
    ).replace('report-type=delivery-status', 'report-type=disposition-notification'),
    'not-bounce',
  ],
  [
    'a read receipt whose part lost its type',
    statusReport([{ 'Final-Recipient': 'rfc822; ann@reader.example', Disposition: 'manual-action; displayed' }], {
      type: 'application/octet-stream',
      text: 'Your message was read.',
    }).replace('report-type=delivery-status', 'report-type=disposition-notification'),
    'not-bounce',
  ],
  [
    'an aggregate report of DMARC',
    typed('application/gzip; name="provider.example!news.example!1!2.xml.gz"', 'H4sIAAAA', {
      From: 'DMARC <noreply-dmarc-support@provider.example>',
      Subject: 'Report domain: news.example Submitter: provider.example Report-ID: 42',
    }),
    'not-bounce',
  ],
  [
    'a report of TLS',
    typed(
      'multipart/report; report-type="tlsrpt"; boundary=b',
      '--b\nContent-Type: application/tlsrpt+gzip\n\nxx\n--b--',
      {
        From: 'noreply-smtp-tls-reporting@provider.example',
        Subject: 'Report Domain: news.example Submitter: provider.example Report-ID: <1@x>',
      },
    ),
    'not-bounce',
  ],
  [
    'a message that arrived',
    statusReport([
      failedFields('ann@reader.example', { Action: 'delivered', Status: '2.0.0', 'Diagnostic-Code': 'smtp; 250 OK' }),
    ]),
    'not-bounce',
  ],
  ...(
    [
      [
        'Postfix',
        'Successful Mail Delivery Report',
        'Your message was successfully delivered to the destination(s)\nlisted below.\n\n<ann@reader.example>: delivery via mx[192.0.2.1]:25: 250 2.0.0 Ok',
      ],
      [
        'Sendmail',
        'Return receipt',
        '   ----- The following addresses had successful delivery notifications -----\n<ann@reader.example>  (successfully delivered to mailbox)',
      ],
      [
        'Exchange',
        'Delivery Status Notification (Relay)',
        'Your message has been successfully relayed to the following recipients.\n\n       ann@reader.example',
      ],
      ['a small system', 'Delivered: News', 'Your message was delivered to the recipient: ann@reader.example'],
    ] as const
  ).map(
    ([system, Subject, text]) =>
      [
        `the word of ${system} that a message arrived`,
        textMail(text, { From: 'MAILER-DAEMON@relay.example', Subject }),
        'not-bounce',
      ] as const,
  ),
  [
    'a message that was passed on',
    statusReport([
      failedFields('ann@reader.example', { Action: 'relayed', Status: '2.0.0', 'Diagnostic-Code': 'smtp; 250 OK' }),
    ]),
    'not-bounce',
  ],
];

describe('parseReport', () => {
  it.each(mails)('takes %s for no bounce', (_, mail, kind) => {
    const report = parseReport(Buffer.from(mail, 'utf8'));
    expect([report.kind, report.recipients.length === 0 || kind === 'not-bounce']).toEqual([kind, true]);
    expect(report.recipients.some(({ isHard }) => isHard)).toBe(false);
  });
});
