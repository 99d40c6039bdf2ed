// Exim, qmail, Courier, OpenSMTPD, dma, smail, ZMailer, James: the bounce templates of their source distributions.
import { type Letter, original } from './letter.js';

export const eximAndQmailLetters: readonly Letter[] = [
  {
    system: 'Exim 3',
    subject: 'Mail delivery failed: returning message to sender',
    text: `This message was created automatically by mail delivery software (Exim).

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ann@reader.example
    unknown local-part "ann" in domain "reader.example"

------ This is a copy of the message, including all the headers. ------

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Exim 4, an alias and two addresses',
    subject: 'Mail delivery failed: returning message to sender',
    text: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ann@new.example
    (generated from ann@reader.example)
    host mx.new.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<ann@new.example>:
    550 5.1.1 No such user
  bob@reader.example
    mailbox is full: retry timeout exceeded

------ This is a copy of the message, including all the headers. ------

${original}`,
    expect: ['ann@new.example address_unknown hard', 'bob@reader.example mailbox_full'],
  },
  {
    system: 'Exim, still trying',
    subject: 'Warning: message 1abcde-000123-4F delayed 24 hours',
    text: `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on relay.example.

The message identifier is:     1abcde-000123-4F
The subject of the message is: News
The date of the message is:    Tue, 3 Mar 2026 10:00:00 +0100

The address to which the message has not yet been delivered is:

  ann@reader.example
    Delay reason: Connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered.`,
    kind: 'delayed',
    expect: ['ann@reader.example unreachable'],
  },
  {
    system: 'qmail',
    from: 'MAILER-DAEMON@relay.example',
    subject: 'failure notice',
    text: `Hi. This is the qmail-send program at relay.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@reader.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 <ann@reader.example>... User unknown
Giving up on 192.0.2.1.

<bob@reader.example>:
Sorry, I couldn't find any host named reader.example. (#5.1.2)

--- Below this line is a copy of the message.

${original}`,
    expect: ['ann@reader.example address_unknown hard', 'bob@reader.example domain_dead hard'],
  },
  {
    system: 'qmail with vpopmail',
    subject: 'failure notice',
    text: `Hi. This is the qmail-send program at mx.reader.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@reader.example>:
user is over quota

--- Below this line is a copy of the message.

${original}`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'Courier',
    from: '"Courier mail server at mx.reader.example" <@mx.reader.example>',
    subject: 'NOTICE: mail delivery status.',
    text: `This is a delivery status notification from mx.reader.example,
running the Courier mail server, version 0.65.

The original message was received on Tue, 3 Mar 2026 10:00:00 +0100
from relay.example (192.0.2.7)

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<ann@reader.example>:
    mx.reader.example [192.0.2.1]:
>>> RCPT TO:<ann@reader.example>
<<< 550 User unknown.

---------------------------------------------------------------------------`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'OpenSMTPD',
    from: 'Mailer Daemon <MAILER-DAEMON@relay.example>',
    subject: 'Delivery status notification: error',
    text: `    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

ann@reader.example: 550 5.1.1 <ann@reader.example>: Invalid recipient

    Below is a copy of the original message:`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'DragonFly Mail Agent',
    from: 'MAILER-DAEMON <>',
    text: `This is the DragonFly Mail Agent v0.13 at relay.example.

There was an error delivering your mail to <ann@reader.example>.

mx.reader.example [192.0.2.1] did not like our RCPT TO:
550 5.1.1 <ann@reader.example>: Recipient address rejected: User unknown

Message headers follow.

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'smail 3',
    from: '<MAILER-DAEMON@relay.example>',
    subject: 'mail failed, returning to sender',
    text: `|------------------------- Message log follows: -------------------------|
 no valid recipients were found for this message
|------------------------- Failed addresses follow: ---------------------|
 <ann@reader.example> ... unknown user
|------------------------- Message text follows: ------------------------|
${original}`,
    expect: ['ann@reader.example address_unknown'],
  },
  {
    system: 'ZMailer',
    from: 'The Post Office <postmaster@relay.example>',
    subject: 'Delivery reports about your email',
    text: `This is a collection of reports about email delivery
process concerning a message you originated.

FAILED:
  Original Recipient:
    rfc822;ann@reader.example
  Control data:
    smtp reader.example ann@reader.example 99
  Diagnostic texts:
    <<- RCPT To:<ann@reader.example>
    ->> 550 5.1.1 User unknown

Following is a copy of MESSAGE/DELIVERY-STATUS format section below.`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Apache James',
    from: 'postmaster@relay.example',
    subject: 'Re: News',
    more: { 'Return-Path': '<>' },
    text: `Message from mail.relay.example

Hi. This is the James mail server at mail.relay.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.  Below
I include the list of recipients and the reason why I was unable to deliver
your message.

Failed recipient(s):
ann@reader.example

Error message:
550 5.1.1 <ann@reader.example>: User unknown`,
    expect: ['ann@reader.example address_unknown hard'],
  },
];
