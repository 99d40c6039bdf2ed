// Filters and gateways before other systems: Symantec, Barracuda, MailMarshal, IronPort, Trend Micro, McAfee, amavis, …
import { type Letter, original } from './letter.js';

export const gatewayLetters: readonly Letter[] = [
  {
    system: 'MessageLabs',
    from: 'MAILER-DAEMON@messagelabs.com',
    subject: 'Mail Delivery Failure',
    text: `This is the mail delivery agent at messagelabs.com.
I was not able to deliver your message to the following addresses:

ann@reader.example:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 User unknown

--- Below this line is a copy of the message.

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'Barracuda',
    from: '"Barracuda Spam Firewall" <postmaster@reader.example>',
    subject: '**Message you sent blocked by our bulk email filter**',
    text: `Your message to: ann@reader.example
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: News`,
    expect: ['ann@reader.example content_spam'],
  },
  {
    system: 'MailMarshal',
    from: '"Reader Firm" <postmaster@reader.example>',
    subject: 'Undeliverable Mail: News',
    text: `Your message:
   From:    bounces@news.example
   Subject: mailbox full of spam

Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:
    ann@reader.example

  Additional Information
   Original Sender: bounces@news.example`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'IronPort',
    from: 'Mail Delivery System <MAILER-DAEMON@relay.example>',
    subject: 'Delivery Status Notification (Failure)',
    text: `The following message to <ann@reader.example> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'5.1.1 No such user'`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'IronPort, giving up',
    from: 'Mail Delivery System <MAILER-DAEMON@relay.example>',
    subject: 'Delivery Status Notification (Failure)',
    text: `The following message to <ann@reader.example> was undeliverable.
The reason for the problem:
5.4.7 - Delivery expired (message too old) 'timeout'`,
    expect: ['ann@reader.example expired'],
  },
  {
    system: 'Trend Micro IMSS',
    from: 'MAILER-DAEMON@reader.example',
    subject: 'Mail could not be delivered',
    text: `****** Message from InterScan Messaging Security Suite ******

Sent <<< RCPT TO:<ann@reader.example>
Received >>> 550 5.1.1 User unknown

Unable to deliver message to <ann@reader.example>.

************************     End of message     **********************`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'McAfee Email Gateway',
    from: 'postmaster@reader.example',
    subject: 'Delivery Status',
    text: `--------------- The following addresses had delivery problems ---------------

   <ann@reader.example>   (User unknown ann@reader.example)

-------- The following message headers --------
${original}`,
    expect: ['ann@reader.example address_unknown'],
  },
  {
    system: 'SurfControl',
    from: 'Mail Administrator <postmaster@reader.example>',
    subject: 'Message not delivered',
    text: `Your message could not be sent.
A transcript of the attempts to send the message follows.
The number of attempts made: 1
Addressed To: ann@reader.example

Tue 3 Mar 2026 10:00:00 +0100
Failed to send to identified host,
ann@reader.example: [192.0.2.1], 550 Recipient unknown
--- Message non-deliverable.`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'amavis',
    from: '"Content-filter at mx.reader.example" <postmaster@mx.reader.example>',
    subject: 'Undeliverable mail, invalid characters in header',
    text: `WARNING! INVALID HEADER

A message from <bounces@news.example> to:
-> ann@reader.example

was considered to have an invalid header:
  Non-encoded 8-bit data (char E4 hex): Subject: ...

Our internal reference code for your message is 12345-06/abc

The message WAS NOT relayed to:
  <ann@reader.example>:
     554 5.6.0 Bounce, id=12345-06 - BAD HEADER`,
    expect: ['ann@reader.example message_format'],
  },
  {
    system: 'm-FILTER',
    from: 'mailer-daemon@reader.example',
    subject: 'Mail delivery failed',
    text: `ann@reader.example

-------server message
550 5.1.1 <ann@reader.example>... User unknown
-------original message

${original}`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'a gateway in French',
    from: 'Mailer-Daemon <postmaster@reader.example>',
    subject: 'Échec de remise du message',
    text: `Votre message n'a pas pu être remis à :
ann@reader.example

Motif : 550 5.1.1 Utilisateur inconnu`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'a gateway in Italian',
    from: 'Mailer-Daemon <postmaster@reader.example>',
    subject: 'Mancato recapito',
    text: `Il messaggio non è stato consegnato ai seguenti destinatari:

  ann@reader.example

550 Utente sconosciuto`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'a gateway in Spanish',
    from: 'Mailer-Daemon <postmaster@reader.example>',
    subject: 'Mensaje no entregado',
    text: `No se ha podido entregar su mensaje a los siguientes destinatarios:

  ann@reader.example

550 Usuario desconocido`,
    expect: ['ann@reader.example address_unknown hard'],
  },
  {
    system: 'a gateway in German',
    from: 'Mailer-Daemon <postmaster@reader.example>',
    subject: 'Nachricht konnte nicht zugestellt werden',
    text: `Ihre Nachricht konnte nicht an folgende Empfänger zugestellt werden:

  ann@reader.example

550 Benutzer unbekannt`,
    expect: ['ann@reader.example address_unknown hard'],
  },
];
