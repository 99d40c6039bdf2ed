// Letters of further systems, written before they were tried: they show how well what is known carries over.
import { type Letter, original } from './letter.js';

export const moreLetters: readonly Letter[] = [
  {
    system: 'Kerio Connect',
    from: 'Mail Delivery System <postmaster@reader.example>',
    subject: 'Undeliverable: News',
    text: `Message from mail server relay.example

Your message could not be delivered to the following recipients:

<ann@reader.example> (550 5.1.1 User unknown; rejecting)

Original message headers follow.`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Haraka',
    from: 'MAILER-DAEMON <postmaster@relay.example>',
    subject: 'failure notice',
    text: `Hi. This is the Haraka Mailer program at relay.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

Intended Recipients: <ann@reader.example>
Failure Reason: Error: 550 5.1.1 User unknown

--- Below this line is a copy of the message.

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'an ISP with its own words',
    from: 'Mailer Daemon <MAILER-DAEMON@isp.example>',
    subject: 'Returned mail',
    text: `We are sorry. Your mail to ann@reader.example has been returned.

The mailbox of the recipient is over its quota.`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'a phone company',
    from: 'postmaster@mms.example',
    subject: 'Undeliverable message',
    text: `Your message to ann@reader.example could not be delivered: the subscriber has not activated e-mail (mailbox inactive).`,
    expect: ['ann@reader.example mailbox_disabled'],
  },
  {
    system: 'Zimbra, still trying',
    from: 'MAILER-DAEMON@relay.example (Mail Delivery System)',
    subject: 'Delayed Mail (still being retried)',
    text: `This is the mail system at host relay.example.

####################################################################
# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #
####################################################################

Your message could not be delivered for more than 4 hour(s).
It will be retried until it is 5 day(s) old.

<ann@reader.example>: connect to mx.reader.example[192.0.2.1]:25: Connection timed out`,
    kind: 'delayed',
    expect: ['ann@reader.example unreachable'],
  },
  {
    system: 'Lotus Notes in German',
    from: 'Postmaster@reader.example',
    subject: 'ZUSTELLUNGSFEHLER: Benutzer nicht in Domino-Verzeichnis gefunden',
    text: `Ihre Nachricht

  Thema: News

konnte nicht zugestellt werden an:

  ann@reader.example

da:

  Benutzer ann (ann@reader.example) nicht im Domino-Verzeichnis gefunden`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Alpine Linux msmtpd-like relays',
    from: 'MAILER-DAEMON@relay.example',
    subject: 'Undelivered mail',
    text: `The message to the following recipient failed:

    ann@reader.example
    451 4.7.1 Greylisting in action, please come back later
    Gave up after 5 days.`,
    expect: ['ann@reader.example greylist'],
  },
  {
    system: 'Scalix',
    from: 'Scalix Error Server <postmaster@reader.example>',
    subject: 'Message not delivered',
    text: `The following mail recipient(s) could not be delivered to:

        ann@reader.example
                User is not known at this address (MTA error)`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'FirstClass',
    from: 'Postmaster <postmaster@reader.example>',
    subject: 'NDN: News',
    text: `Sorry. Your message could not be delivered to:

ann@reader.example (Mailbox or Conference is full.)`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'Eudora Internet Mail Server',
    from: 'Mail Server <MAILER-DAEMON@reader.example>',
    subject: 'Undeliverable mail',
    text: `Failed to deliver to '<ann@reader.example>', there is no such account here.`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Netscape Messaging Server',
    from: 'Mail Administrator <Postmaster@reader.example>',
    subject: 'Mail System Error - Returned Mail',
    text: `This Message was undeliverable due to the following reason:

The following destination addresses were unknown (please check
the addresses and re-mail the message):

SMTP <ann@reader.example>

Please reply to Postmaster@reader.example
if you feel this message to be in error.`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Post.Office',
    from: 'Postmaster <postmaster@reader.example>',
    subject: 'Mail delivery failed',
    text: `This Message was undeliverable due to the following reason:

Your message was not delivered because the destination computer was
not found.  Carefully check that it was spelled correctly and try
sending it again if there were any mistakes.

It is also possible that a network problem caused this situation,
so if you are sure the address is correct you might want to try to
send it again.  If the problem continues, contact your friendly
system administrator.

     Host reader.example not found

The following recipients did not receive your message:

     <ann@reader.example>

Please reply to Postmaster@reader.example
if you feel this message to be in error.`,
    expect: ['ann@reader.example domain_dead hard'],
  },
  {
    system: 'a virus scanner that speaks of its recipient',
    from: 'Antivirus <virus-alert@reader.example>',
    subject: 'VIRUS (Eicar) in mail from you',
    more: { 'Return-Path': '<>' },
    text: `A virus was found in a message you sent.

Our internal reference code for your message is 1234-01

The message WAS NOT delivered to:
<ann@reader.example>:
   554 5.7.0 Bounce, id=1234-01 - INFECTED: Eicar-Test-Signature`,
    expect: ['ann@reader.example content_spam'],
  },
  {
    system: 'Mailtraq',
    from: 'Mail Delivery Service <postmaster@relay.example>',
    subject: 'Delivery Failure Report',
    text: `Your message could not be delivered to some of the intended recipients.

Recipient: ann@reader.example
Status: 550 Invalid recipient
Action: failed`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'XMail',
    from: '"XMail 1.27" <postmaster@relay.example>',
    subject: 'Error sending message [1234.news] from [relay.example]',
    text: `[<00>] XMail bounce: Rcpt=[ann@reader.example];Error=[550 5.1.1 User unknown]


[<01>] Error sending message [1234.news] from [relay.example].

ID:        <1234>
Mail From: <bounces@news.example>
Rcpt To:   <ann@reader.example>
Server:    <mx.reader.example> [192.0.2.1]


[<02>] The reason of the delivery failure was:

550 5.1.1 User unknown


[<05>] Here is listed the initial part of the message:

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Novell NetMail',
    from: 'postmaster@reader.example',
    subject: 'Returned mail',
    text: `The message that you sent was returned for the following reason:

The mailbox ann@reader.example is full (quota exceeded).`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'VPOP3',
    from: 'VPOP3 <postmaster@relay.example>',
    subject: 'Message could not be delivered',
    text: `The message which you sent to the following recipients could not be sent because of the following errors:

Recipient : ann@reader.example
Reason : 550 No such user`,
    expect: ['ann@reader.example address_unknown'],
  },
  {
    system: 'a Czech provider',
    from: 'Mail Delivery System <MAILER-DAEMON@posta.example>',
    subject: 'Nedoručitelná zpráva',
    text: `Vaše zpráva nemohla být doručena následujícím příjemcům:

ann@reader.example

550 5.1.1 Schránka neexistuje`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'a Korean provider',
    from: 'MAILER-DAEMON@mail.example',
    subject: '메일 발송 실패 안내',
    text: `다음 수신자에게 메일을 전달하지 못했습니다.

ann@reader.example

550 5.1.1 존재하지 않는 사용자`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'a Chinese provider',
    from: 'PostMaster <postmaster@mail.example>',
    subject: '系统退信',
    text: `抱歉，您的邮件被退回来了……

收件人：ann@reader.example
退信原因：收件人邮箱不存在 550 5.1.1 User not found`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'an intermediate relay, two reasons',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@relay.example>',
    subject: 'Returned mail: see transcript for details',
    text: `The original message was received at Tue, 3 Mar 2026 10:00:00 +0100
from relay.example [192.0.2.7]

   ----- The following addresses had permanent fatal errors -----
<ann@reader.example>
    (reason: 550 5.1.1 <ann@reader.example>... User unknown)
<bob@reader.example>
    (reason: 552 5.2.2 Mailbox full)

   ----- Transcript of session follows -----
... while talking to mx.reader.example.:
>>> DATA
<<< 550 5.1.1 <ann@reader.example>... User unknown
550 5.1.1 <ann@reader.example>... User unknown
<<< 552 5.2.2 Mailbox full
<<< 503 5.0.0 Need RCPT (recipient)`,
    expect: ['ann@reader.example address_unknown hard', 'bob@reader.example mailbox_full'],
  },
];
