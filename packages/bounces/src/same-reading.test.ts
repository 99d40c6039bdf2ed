// A bounce means the same however it was encoded, wrapped or renamed on its way: properties over the letters of all systems.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from './parse-report.js';
import { eximAndQmailLetters } from './testing/bounces/exim-qmail.js';
import { gatewayLetters } from './testing/bounces/gateways.js';
import type { Letter } from './testing/bounces/letter.js';
import { moreLetters } from './testing/bounces/more.js';
import { postfixAndSendmailLetters } from './testing/bounces/postfix-sendmail.js';
import { providerLetters } from './testing/bounces/providers.js';
import { windowsLetters } from './testing/bounces/windows.js';
import { failedFields, statusReport } from './testing/mails.js';
import { type PlainMail, transports } from './testing/transports.js';

const letters: readonly Letter[] = [
  ...postfixAndSendmailLetters,
  ...eximAndQmailLetters,
  ...windowsLetters,
  ...providerLetters,
  ...gatewayLetters,
  ...moreLetters,
];

function plainMail({ from, subject, more, text }: Letter): PlainMail {
  return {
    headers: {
      From: from ?? 'Mail Delivery System <mailer-daemon@relay.example>',
      To: 'bounces@news.example',
      Subject: subject ?? 'Mail delivery failed',
      'Content-Type': 'text/plain; charset=utf-8',
      ...more,
    },
    text,
  };
}

function reading(mail: Buffer): object {
  const { kind, recipients } = parseReport(mail);
  return {
    kind,
    recipients: recipients.map(
      ({ address, classification, isHard }) => `${address} ${classification.category}${isHard ? ' hard' : ''}`,
    ),
  };
}

/** Names that would mislead whoever read a reason out of them. */
const words = fc.constantFrom('spam', 'quota', 'full', 'unknown', 'blocked', 'dmarc', 'greylist', 'news', 'x7');
const label = fc.tuple(words, words).map(([a, b]) => `${a}-${b}`);
const localPart = fc
  .tuple(words, fc.constantFrom('', '.', '+', '_'))
  .map(([a, mark]) => (mark ? `${a}${mark}7` : `${a}7`));

/** The letter about other people at another domain, and what it then says. */
function renamed(letter: Letter, local: string, domain: string): Letter {
  const swap = (text: string) =>
    text
      .replaceAll('ann@reader.example', `${local}@${domain}.example`)
      .replaceAll('reader.example', `${domain}.example`);
  return {
    ...letter,
    text: swap(letter.text),
    ...(letter.more ? { more: Object.fromEntries(Object.entries(letter.more).map(([k, v]) => [k, swap(v)])) } : {}),
    expect: letter.expect.map(swap),
  };
}

describe('a letter', () => {
  it.each(Object.keys(transports))('says the same to us with: %s', (name) => {
    for (const letter of letters)
      expect(reading(transports[name]!(plainMail(letter))), letter.system).toEqual({
        kind: letter.kind ?? 'bounce',
        recipients: letter.expect,
      });
  });

  it('says the same about other people, other hosts and in any wrapping', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...letters),
        localPart,
        label,
        fc.constantFrom(...Object.keys(transports)),
        (letter, local, domain, name) => {
          const other = renamed(letter, local, domain);
          expect(reading(transports[name]!(plainMail(other))), `${letter.system}, ${name}`).toEqual({
            kind: letter.kind ?? 'bounce',
            recipients: other.expect,
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('that a person passes on says nothing', () => {
    for (const letter of letters) {
      const enclosed = transports['as it is']!(plainMail(letter)).toString('utf8');
      const mail = `From: Ann <ann@reader.example>\r\nSubject: Fwd: ${letter.subject ?? 'News'}\r\nContent-Type: multipart/mixed; boundary=fwd\r\n\r\n--fwd\r\n\r\nWhat is this?\r\n--fwd\r\nContent-Type: message/rfc822\r\n\r\n${enclosed}\r\n--fwd--\r\n`;
      expect(reading(Buffer.from(mail, 'utf8')), letter.system).toEqual({ kind: 'not-bounce', recipients: [] });
    }
  });
});

describe('a report of RFC 3464', () => {
  const replies = [
    ['550 5.1.1 User unknown', '5.1.1'],
    ['552 5.2.2 Mailbox full', '5.2.2'],
    ['554 5.7.1 blocked using list.example', '5.7.1'],
    ['451 4.7.1 Greylisted', '4.7.1'],
  ] as const;
  const forms: readonly ((mail: string) => string)[] = [
    (mail) => mail.replaceAll('\r\n', '\n'),
    (mail) =>
      mail.replace(/^(Final-Recipient|Action|Status|Diagnostic-Code|Remote-MTA)(?=:)/gm, (name) => name.toUpperCase()),
    (mail) => mail.replace(/^(Final-Recipient|Action|Status|Diagnostic-Code)(?=:)/gm, '$1 '),
    (mail) => mail.replace(/^(Diagnostic-Code: smtp;) /m, '$1\r\n    '),
    (mail) => mail.replaceAll('b1', '----=_NextPart_000_0001'),
    (mail) => mail.replace('message/delivery-status', 'application/octet-stream'),
    (mail) => mail.replace('message/delivery-status', 'Message/Delivery-Status; charset=us-ascii; name="details.txt"'),
    (mail) => mail.replace('The letter could not be delivered.', ''),
    (mail) => mail.replace('From: MAILER-DAEMON@relay.example\r\n', ''),
    (mail) => mail.replace(/Subject: Undelivered[^\r\n]*/, 'Subject: Hello'),
    (mail) => mail.replace('rfc822; ', 'RFC822;<').replace(/(RFC822;<[^\r\n]*)/, '$1>'),
  ];

  it('says the same in any of the forms it comes in, and in all of them together', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...replies),
        localPart,
        label,
        fc.subarray([...forms.keys()]),
        ([reply, status], local, domain, chosen) => {
          const address = `${local}@${domain}.example`;
          const mail = statusReport([
            failedFields(address, {
              Status: status,
              'Remote-MTA': `dns; mx.${domain}.example`,
              'Diagnostic-Code': `smtp; ${reply}`,
            }),
          ]);
          const changed = chosen.reduce((text, at) => forms[at]!(text), mail);
          expect(reading(Buffer.from(changed, 'utf8'))).toEqual(reading(Buffer.from(mail, 'utf8')));
          expect(parseReport(Buffer.from(changed, 'utf8')).recipients[0]?.address).toBe(address);
        },
      ),
      { numRuns: 500 },
    );
  });
});
