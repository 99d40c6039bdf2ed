// Behaviour of the report reader on bounces written for people, in the shapes of many mail systems.
import { describe, expect, it } from 'vitest';
import { parseReport } from './parse-report.js';
import { textMail } from './testing/mails.js';

const parse = (text: string, headers: Record<string, string> = {}) =>
  parseReport(Buffer.from(textMail(text, headers), 'utf8'));

describe('a bounce written for people', () => {
  it.each<[system: string, text: string, category: string, isHard: boolean]>([
    [
      'Postfix',
      'This is the mail system at host relay.example.\n\nSorry.\n\n<ann@reader.example>: host mx.reader.example[192.0.2.1] said: 550 5.1.1\n    Nobody here: user unknown (in reply to RCPT TO command)',
      'address_unknown',
      true,
    ],
    [
      'qmail',
      "Hi. This is the qmail-send program at relay.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ann@reader.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 no such user\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\nTo: bob@other.example",
      'address_unknown',
      true,
    ],
    [
      'Exim',
      'A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n  ann@reader.example\n    SMTP error from remote mail server after RCPT TO:<ann@reader.example>:\n    552 5.2.2 mailbox is full\n\n------ This is a copy of the message ------\n\nTo: bob@other.example',
      'mailbox_full',
      false,
    ],
    [
      'Sendmail',
      '   ----- The following addresses had permanent fatal errors -----\n<ann@reader.example>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Transcript of session follows -----\n>>> RCPT To:<ann@reader.example>\n<<< 550 5.1.1 User unknown',
      'address_unknown',
      true,
    ],
    [
      'Exchange',
      'Your message\n  Subject: News\ndid not reach the following recipient(s):\n\nann@reader.example on Tue, 3 Mar 2026 10:00:00 +0100\n    The recipient name is not recognized; recipient unknown',
      'address_unknown',
      true,
    ],
    [
      'Gmail',
      "** Address not found **\n\nYour message wasn't delivered to ann@reader.example because the address couldn't be found.\n\nThe response was:\n550 5.1.1 The email account that you tried to reach does not exist.",
      'address_unknown',
      true,
    ],
    [
      'Domino',
      'Your message\n\n  Subject: News\n\nwas not delivered to:\n\n  ann@reader.example\n\nbecause:\n\n  Connection timed out',
      'unreachable',
      false,
    ],
    [
      'a gateway',
      'Unable to deliver message to the following recipients:\n\n  ann@reader.example: 554 5.7.1 blocked using list.example',
      'reputation_block',
      false,
    ],
    [
      'Spanish words',
      'Unable to deliver mail to the following address:\n<ann@reader.example>:\n550 El usuario no existe',
      'address_unknown',
      true,
    ],
    [
      'a system nobody knows',
      'Sorry, that did not work.\n\n<ann@reader.example>:\n550 mailbox closed: account disabled',
      'mailbox_disabled',
      false,
    ],
  ])('of %s', (_, text, category, isHard) => {
    const report = parse(text);
    expect(report.kind).toBe('bounce');
    expect(report.recipients).toMatchObject([{ address: 'ann@reader.example', isHard, classification: { category } }]);
  });

  it.each<[system: string, text: string, category: string]>([
    [
      'the transcript of an old Sendmail',
      '   ----- Transcript of session follows -----\n550 reader.example (smtp)... 550 Host unknown\n554 <ann@reader.example>... 550 Host unknown (no answer of DNS)\n\n   ----- Unsent message follows -----\nTo: bob@other.example',
      'domain_dead',
    ],
    [
      'a gateway of Lotus Notes',
      '------- Failure Reasons  --------\n\nUser not listed in the public address book\nann@reader.example\n\n------- Returned Message --------\nTo: bob@other.example',
      'address_unknown',
    ],
    ['a gateway nobody knows', 'The following recipients failed:\n\nann@reader.example: mailbox full', 'mailbox_full'],
  ])('finds whom %s speaks of', (_, text, category) => {
    expect(parse(text).recipients).toMatchObject([{ address: 'ann@reader.example', classification: { category } }]);
  });

  it('is one by a code alone, and none by a subject alone', () => {
    expect(parse('5.1.1 '.repeat(40)).kind).toBe('bounce');
    expect(parse(`${'a.'.repeat(3000)}: 550\n`).kind).toBe('bounce');
    expect(parse('a@'.repeat(3000)).kind).toBe('not-bounce');
  });

  it('takes no reason out of the subject of our own message', () => {
    const text =
      'Your message\n\n  Subject: Mailbox full? User unknown?\n\ncould not be delivered to:\n\n  ann@reader.example';
    expect(parse(text).recipients).toMatchObject([{ classification: { category: 'unclassified' }, isHard: false }]);
  });

  it('reads a numbered list under a line that ends with a colon', () => {
    const { recipients } = parse(
      'Fehlgeschlagen:\n  1. ann@reader.example: 550 5.1.1 no such user\n  2. bob@reader.example: 552 5.2.2 mailbox full',
    );
    expect(recipients.map(({ address, classification }) => `${address} ${classification.category}`)).toEqual([
      'ann@reader.example address_unknown',
      'bob@reader.example mailbox_full',
    ]);
  });

  it('speaks of the only stranger it names, where no sentence is known', () => {
    const text =
      'Die Post kann Ihren Brief nicht ausliefern; ann@reader.example gibt es nicht. 550 5.1.1. Fragen an postmaster@relay.example.';
    expect(parse(text).recipients).toMatchObject([{ address: 'ann@reader.example', isHard: true }]);
    expect(parse(`${text} Auch bob@reader.example nicht.`).recipients).toEqual([]);
    expect(parse(text, { To: 'ann@reader.example' }).recipients).toEqual([]);
  });

  it('takes an address made unreadable for none', () => {
    const text = 'The following address(es) failed:\n\n  ann...@reader.example\n    550 no such user';
    expect(parse(text).recipients).toEqual([]);
  });

  it('names each of several with its own reason', () => {
    const { recipients } = parse(
      'This is the mail system at host relay.example.\n\n<a@reader.example>: 550 5.1.1 user unknown\n\n<b@reader.example>: 552 5.2.2 over quota',
    );
    expect(recipients.map(({ address, classification }) => `${address} ${classification.category}`)).toEqual([
      'a@reader.example address_unknown',
      'b@reader.example mailbox_full',
    ]);
  });

  it('keeps whom it was passed on from', () => {
    const { recipients } = parse(
      'The following address(es) failed:\n\n  new@other.example\n    (generated from ann@reader.example)\n    550 no such user',
    );
    expect(recipients).toMatchObject([
      { address: 'new@other.example', originalRecipient: 'ann@reader.example', finalRecipient: 'new@other.example' },
    ]);
  });

  it('finds the address in X-Failed-Recipients where the text has none', () => {
    const { recipients } = parse('Your message could not be delivered: mailbox full.', {
      'X-Failed-Recipients': 'ann@reader.example',
    });
    expect(recipients).toMatchObject([{ address: 'ann@reader.example', classification: { category: 'mailbox_full' } }]);
  });

  it('is a delay while it is still tried', () => {
    const report = parse(
      'This is a warning message only. You do not need to resend.\n\n<ann@reader.example>: 451 later',
      { Subject: 'Warning: could not send message for past 4 hours' },
    );
    expect(report).toMatchObject({ kind: 'delayed', recipients: [{ isHard: false }] });
  });

  it.each([
    ['an unknown charset', 'x-nobody-knows', 'latin1'],
    ['utf-16', 'utf-16le', 'utf16le'],
    ['iso-2022-jp', 'iso-2022-jp', 'latin1'],
    ['utf-7', 'utf-7', 'latin1'],
  ] as const)('is read in %s', (_, charset, encoding) => {
    const body = Buffer.from('<ann@reader.example>: 550 5.1.1 User unknown\r\n', encoding).toString('base64');
    const mail = textMail(body, {
      'Content-Type': `text/plain; charset=${charset}`,
      'Content-Transfer-Encoding': 'base64',
    });
    expect(parseReport(Buffer.from(mail)).recipients).toMatchObject([{ address: 'ann@reader.example' }]);
  });
});
