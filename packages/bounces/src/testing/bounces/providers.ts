// Providers and services with words of their own: Google, Yahoo, AOL, Amazon, GMX, Zoho, carriers, big senders' engines.
import { type Letter, original } from './letter.js';

export const providerLetters: readonly Letter[] = [
  {
    system: 'Gmail until 2016',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Failure)',
    text: `Delivery to the following recipient failed permanently:

     ann@reader.example

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the recipient domain. We recommend contacting the other email provider for further information about the cause of this error. The error that the other server returned was: 550 550 5.1.1 <ann@reader.example>... User unknown (state 14).

----- Original message -----

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Gmail until 2016, waiting',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Delay)',
    text: `This is an automatically generated Delivery Status Notification

THIS IS A WARNING MESSAGE ONLY.

YOU DO NOT NEED TO RESEND YOUR MESSAGE.

Delivery to the following recipient has been delayed:

     ann@reader.example

Message will be retried for 2 more day(s)

Technical details of temporary failure:
The recipient server did not accept our requests to connect.`,
    kind: 'delayed',
    expect: ['ann@reader.example unreachable'],
  },
  {
    system: 'Gmail',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Failure)',
    text: `** Recipient inbox full **

Your message couldn't be delivered to ann@reader.example. Their inbox is full, or it's getting too much mail right now.

The response from the remote server was:
452 4.2.2 The email account that you tried to reach is over quota. g1-2 - gsmtp`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'Google Groups',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Failure)',
    more: { 'X-Failed-Recipients': 'ann-group@reader.example' },
    text: `Hello news@news.example,

We're writing to let you know that the group you tried to contact (ann-group) may not exist, or you may not have permission to post messages to the group. A few more details on why you weren't able to post:

 * You might have spelled or formatted the group name incorrectly.
 * The owner of the group may have removed this group.

If you have questions related to this or any other Google Group, visit the Help Center at https://support.google.com/a/reader.example/bin/topic.py?topic=25838.`,
    expect: ['ann-group@reader.example recipient_refuses_you'],
  },
  {
    system: 'Yahoo',
    from: 'MAILER-DAEMON@yahoo.com',
    subject: 'Failure Notice',
    text: `Sorry, we were unable to deliver your message to the following address.

<ann@reader.example>:
554: 5.7.1 <ann@reader.example>: Relay access denied

--- Below this line is a copy of the message.

${original}`,
    expect: ['ann@reader.example domain_misconfig'],
  },
  {
    system: 'old Yahoo',
    from: 'MAILER-DAEMON@yahoo.com',
    subject: 'Delivery failure',
    text: `Message from yahoo.com.
Unable to deliver message to the following address(es).

<ann@yahoo.com>:
This user doesn't have a yahoo.com account (ann@yahoo.com) [-9]

--- Original message follows.

${original}`,
    expect: ['ann@yahoo.com address_unknown hard'],
  },
  {
    system: 'AOL',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@aol.com>',
    subject: 'Returned mail: User unknown',
    text: `The original message was received at Tue, 3 Mar 2026 10:00:00 -0500 (EST)
from root@localhost

   *** ATTENTION ***

Your e-mail is being returned to you because there was a problem with its
delivery.  The address which was undeliverable is listed in the section
labeled: "----- The following addresses had permanent fatal errors -----".

   ----- The following addresses had permanent fatal errors -----
<ann@aol.com>

   ----- Transcript of session follows -----
... while talking to air-xx.mail.aol.com.:
>>> RCPT To:<ann@aol.com>
<<< 550 MAILBOX NOT FOUND
550 <ann@aol.com>... User unknown`,
    expect: ['ann@aol.com address_unknown hard'],
  },
  {
    system: 'Amazon SES',
    from: 'MAILER-DAEMON@email-bounces.amazonses.com',
    subject: 'Delivery Status Notification (Failure)',
    text: `An error occurred while trying to deliver the mail to the following recipients:
ann@reader.example`,
    expect: ['ann@reader.example unclassified'],
  },
  {
    system: 'GMX',
    from: '"GMX Mailer Daemon" <mailer-daemon@gmx.net>',
    subject: 'Mail delivery failed: returning message to sender',
    text: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address
failed:

"ann@reader.example":
SMTP error from remote server for RCPT TO command, host: mx.reader.example (192.0.2.1) reason: 550 5.1.1 user unknown

--- The header of the original message is following. ---

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Zoho',
    from: 'mailer-daemon@mail.zoho.com',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

ann@reader.example Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <ann@reader.example>: Recipient address rejected: User unknown in local recipient table`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'KDDI',
    from: 'no-reply@app.auone-net.example',
    subject: 'Delivery failure',
    more: { 'Return-Path': '<>' },
    text: `Your mail sent on: Tue, 3 Mar 2026 10:00:00 +0900
    Could not be delivered to: ann@reader.example
    As their mailbox is full.

${original}`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'Biglobe',
    from: 'postmaster@biglobe.example',
    subject: 'Returned mail: User mailbox full',
    text: `   ----- The following addresses had delivery problems -----
ann@reader.example    (unrecoverable error)

   ----- Non-delivered information -----
The number of messages in recipient's mailbox exceeded the local limit.`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'Openwave InterMail',
    from: 'Mail Administrator <postmaster@reader.example>',
    subject: 'Mail System Error - Returned Mail',
    text: `This Message was undeliverable due to the following reason:

One or more of the recipients of your message did not receive it
because they would have exceeded their mailbox size limit.  It
may be possible for you to successfully send your message again
at a later time; however, if it is large, it is recommended that
you first contact the recipients to confirm that the space will be
available for your message when you send it.

User quota exceeded: SMTP <ann@reader.example>

Please reply to postmaster@reader.example
if you feel this message to be in error.`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'Openwave InterMail, nobody there',
    from: 'Mail Administrator <postmaster@reader.example>',
    subject: 'Mail System Error - Returned Mail',
    text: `This Message was undeliverable due to the following reason:

The user(s) account is disabled.

<ann@reader.example>

Please reply to <postmaster@reader.example>
if you feel this message to be in error.`,
    expect: ['ann@reader.example mailbox_disabled'],
  },
  {
    system: 'PMDF and Sun Messaging Server',
    from: 'Internet Mail Delivery <postmaster@relay.example>',
    subject: 'Delivery Notification: Delivery has failed',
    text: `This report relates to a message you sent with the following header fields:

  Message-id: <one@news.example>
  Date: Tue, 03 Mar 2026 10:00:00 +0100
  From: News <news@news.example>
  To: someone@other.example
  Subject: mailbox full of spam

Your message cannot be delivered to the following recipients:

  Recipient address: ann@reader.example
  Reason: Remote SMTP server has rejected address
  Diagnostic code: smtp;550 5.1.1 unknown or illegal alias: ann@reader.example
  Remote system: dns;mx.reader.example (TCP|192.0.2.7|33213|192.0.2.1|25)`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'PowerMTA',
    from: 'mailer-daemon@relay.example',
    subject: 'Delivery report',
    text: `Hello, this is the mail server on relay.example.

I am sending you this message to inform you on the delivery status of a
message you previously sent.  Immediately below you will find a list of
the affected recipients;  also attached is a Delivery Status Notification
(DSN) report in standard format, as well as the headers of the original
message.

  <ann@reader.example>  delivery failed; will not continue trying

550 5.1.1 unknown user`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Momentum',
    from: 'Mail Delivery System <mailer-daemon@relay.example>',
    subject: 'Mail Delivery Failure',
    text: `This is a system-generated message to inform you that your email could not
be delivered to one or more recipients. Details of the email and the error are as follows:


<ann@reader.example>: 554 5.4.7 [internal] exceeded max time without delivery`,
    expect: ['ann@reader.example expired'],
  },
  {
    system: 'a carrier in Japan',
    from: 'Postmaster@mobile.example',
    subject: '=?UTF-8?B?44Oh44O844Or6YWN5L+h44Ko44Op44O8?=',
    text: `次のあて先へのメッセージはエラーのため送信できませんでした。

ann@reader.example

宛先ユーザが存在しません。`,
    expect: ['ann@reader.example address_unknown hard'],
  },
];
