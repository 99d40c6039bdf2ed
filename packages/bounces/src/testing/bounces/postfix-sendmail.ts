// Postfix and Sendmail: bounce_templates.c and bounce.cf(5); savemail.c of Sendmail 5 and 8.
import { type Letter, original } from './letter.js';

export const postfixAndSendmailLetters: readonly Letter[] = [
  {
    system: 'Postfix 2',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This is the Postfix program at host relay.example.

I'm sorry to have to inform you that your message could not be
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to <postmaster>

If you do so, please include this problem report. You can
delete your own text from the attached returned message.

\t\t\tThe Postfix program

<ann@reader.example>: host mx.reader.example[192.0.2.1] said: 550 <ann@reader.example>:
    User unknown in local recipient table (in reply to RCPT TO command)`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Postfix with templates in German',
    subject: 'Unzustellbare Nachricht zurück an Absender',
    text: `Dies ist das Mailsystem auf Host relay.example.

Es tut uns leid, Ihnen mitteilen zu müssen, dass Ihre Nachricht nicht
an einen oder mehrere Empfänger zugestellt werden konnte.

<ann@reader.example>: host mx.reader.example[192.0.2.1] said: 552 5.2.2 Das Postfach ist voll
    (in reply to RCPT TO command)`,
    expect: ['ann@reader.example mailbox_full'],
  },
  {
    system: 'Postfix, two recipients',
    text: `This is the mail system at host relay.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<ann@reader.example>: host mx.reader.example[192.0.2.1] said: 550 5.1.1
    <ann@reader.example>: Recipient address rejected: User unknown (in reply to
    RCPT TO command)

<bob@reader.example> (expanded from <team@reader.example>): host
    mx.reader.example[192.0.2.1] said: 554 5.7.1 Service unavailable; Client host
    [192.0.2.7] blocked using zen.spamhaus.org (in reply to RCPT TO command)`,
    expect: ['ann@reader.example address_unknown hard', 'bob@reader.example reputation_block'],
  },
  {
    system: 'Sendmail 5',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@relay.example>',
    subject: 'Returned mail: User unknown',
    text: `   ----- Transcript of session follows -----
While talking to mx.reader.example:
>>> RCPT To:<ann@reader.example>
<<< 550 <ann@reader.example>... User unknown
550 <ann@reader.example>... User unknown

   ----- Unsent message follows -----
${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Sendmail 8 without parts',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@relay.example>',
    subject: 'Returned mail: Host unknown (Name server: reader.example: host not found)',
    text: `The original message was received at Tue, 3 Mar 2026 10:00:00 +0100
from localhost [127.0.0.1]

   ----- The following addresses have permanent fatal errors -----
<ann@reader.example>

   ----- Transcript of session follows -----
550 <ann@reader.example>... Host unknown (Name server: reader.example: host not found)

   ----- Original message follows -----
${original}`,
    expect: ['ann@reader.example domain_dead hard'],
  },
  {
    system: 'Sendmail 8, giving up',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@relay.example>',
    subject: 'Returned mail: Cannot send message for 5 days',
    text: `The original message was received at Tue, 3 Mar 2026 10:00:00 +0100
from localhost

   ----- The following addresses had permanent fatal errors -----
ann@reader.example

   ----- Transcript of session follows -----
ann@reader.example... Deferred: Connection timed out with mx.reader.example.
Message could not be delivered for 5 days
Message will be deleted from queue

   ----- Original message follows -----
${original}`,
    expect: ['ann@reader.example expired'],
  },
  {
    system: 'Sendmail, still trying',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@relay.example>',
    subject: 'Warning: could not send message for past 4 hours',
    text: `    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

The original message was received at Tue, 3 Mar 2026 10:00:00 +0100

   ----- The following addresses had transient non-fatal errors -----
<ann@reader.example>

   ----- Transcript of session follows -----
<ann@reader.example>... Deferred: Connection refused by mx.reader.example.
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old`,
    kind: 'delayed',
    expect: ['ann@reader.example unreachable'],
  },
];
