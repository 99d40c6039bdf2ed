// A third list, written before it was tried: how hosts of no name put it.
import { type KnownReply, knownReplies } from './table.js';

const ofNoName = knownReplies(`
address_unknown      | r | 550 5.1.1 The email account ann@reader.example could not be located
address_unknown      | r | 550 Sorry, no such mailbox here
address_unknown      | r | 554 5.1.1 This user doesn't have an account here
address_unknown      | r | 550 5.1.1 Addressee not known
address_unknown      | r | 550 No one here by that name
address_unknown      | r | 553 5.1.2 We weren't able to find the recipient. Please check for spelling errors
address_unknown      | r | 550 5.1.1 ann is not a registered user
address_unknown      | r | 550 That user is not at this site
address_unknown      | r | 550 5.1.1 ann@reader.example: unrecognized recipient
address_unknown      | r | 550 Mailbox ann@reader.example is unknown
address_unknown      | r | 550 5.1.1 Delivery to this address is not possible: no mailbox
address_unknown      | r | 550 cette adresse n'existe pas
address_unknown      | r | 550 5.1.1 Empfängeradresse existiert nicht
mailbox_disabled     | r | 550 This mailbox is no longer in use
mailbox_disabled     | r | 550 5.2.1 The mailbox is not currently active
mailbox_disabled     | r | 550 5.2.1 Account has been cancelled
mailbox_disabled     | r | 550 5.2.1 Account deleted due to non-use
mailbox_disabled     | r | 550 5.2.1 This e-mail address has been deactivated by its owner
address_moved        | r | 551 5.1.6 The person you write to has moved; new address: bob@other.example
address_moved        | r | 550 ann no longer works here
mailbox_full         | r | 452 4.2.2 The mailbox of the recipient has reached its limit
mailbox_full         | r | 552 5.2.2 The recipient's storage is exhausted
mailbox_full         | r | 452 Requested action not taken: not enough space in the mailbox
mailbox_full         | d | 552 5.2.2 This message would exceed the mailbox quota
mailbox_full         | r | 554 Mailbox of ann@reader.example is over the limit
recipient_refuses_you| r | 550 5.7.1 The recipient has blocked messages from you
recipient_refuses_you| r | 550 5.7.1 Sender is on the recipient's personal blacklist
recipient_refuses_you| r | 550 5.7.1 This person accepts mail from known contacts only
reputation_block     | c | 554 5.7.1 Connections from your network are not accepted here
reputation_block     | b | 550 5.7.1 Go away, spammer host
reputation_block     | r | 550 5.7.1 Rejected: your address range has been used for abuse
reputation_block     | c | 421 4.7.0 IP not in whitelist for RCPT domain, closing connection
reputation_block     | r | 554 5.7.1 Refused. You have a poor sender score
reputation_block     | r | 550 5.7.1 This IP has been temporarily banned
rate_limited         | m | 421 4.7.0 You have reached your hourly limit
rate_limited         | c | 421 4.7.0 Only 5 simultaneous connections are accepted
rate_limited         | r | 450 4.7.1 You are sending too fast
rate_limited         | r | 452 4.5.3 Maximum number of recipients per message reached
greylist             | r | 450 4.7.1 Greylisted: this host is new to us, come back later
greylist             | r | 451 4.7.1 You are unknown here; retry in 10 minutes
ptr_helo             | e | 550 5.7.1 Your HELO name is not valid
ptr_helo             | c | 554 5.7.1 No reverse record for your address
authentication       | d | 550 5.7.1 Message failed authentication checks
authentication       | m | 550 5.7.1 SPF: 192.0.2.1 may not send for news.example
authentication       | d | 550 5.7.26 DMARC: message is not aligned
reputation_domain    | m | 550 5.7.1 The domain of the sender has a bad reputation
reputation_domain    | m | 553 5.1.8 Your domain does not resolve
content_spam         | d | 554 5.7.1 Refused: it looks very much like advertising (spam)
content_spam         | d | 554 5.7.1 Detected as bulk
content_spam         | d | 550 5.7.1 One of the links in your message is on a blacklist
content_spam         | d | 552 5.7.1 Attachment type not permitted
message_too_big      | d | 552 5.3.4 Your mail has 12 MB, we accept 10 MB at most
message_too_big      | m | 552 5.3.4 Size of the message exceeds what is permitted
message_format       | d | 550 5.6.0 Header From is malformed
message_format       | d | 554 5.6.0 Two Subject headers
domain_misconfig     | r | 554 5.7.1 We do not accept mail for this domain: relaying denied
domain_misconfig     | r | 550 5.7.1 reader.example is not one of our domains
domain_dead          | - | No DNS entry for reader.example
domain_dead          | - | The domain reader.example has expired and has no mail server
dns_temp             | - | The name server of reader.example does not answer
unreachable          | - | TCP connection could not be opened
unreachable          | - | The server hung up during the conversation
unreachable          | - | SSL handshake with mx.reader.example failed
system_temp          | d | 451 4.3.0 Our storage has a problem, please repeat later
system_temp          | r | 421 4.3.2 We are closing down for maintenance
system_temp          | d | 452 4.3.1 No disk space left
expired              | - | We tried for five days and gave up
expired              | - | The message was in the queue for too long
`);

/** Of one provider, gateway or language. */
const ofOne: readonly KnownReply[] = [
  ...knownReplies(`
reputation_domain    | r | 550-Callback setup failed while verifying <b@bounces.example>\\n550 Sender verify failed
content_spam         | d | 550 permanent failure for one or more recipients (bob@other.example:blocked)
content_spam         | d | 550 5.7.1 Blocklisted link found in the body
reputation_block     | r | 553 HL:IPB 163 mx7 192.0.2.1
rate_limited         | r | 421 RP:TRC 163 mx30 192.0.2.1
recipient_rate       | r | 450 4.2.1 Rate limit hit for recipient bob, wait
mailbox_full         | r | 552 Skrzynka odbiorcy jest przepełniona
mailbox_full         | r | 452 There is no more space in his mailbox
mailbox_disabled     | r | 550 Ce compte a été désactivé
address_unknown      | r | 550 Endereço não encontrado
mailbox_disabled     | r | 550 To konto zostało zablokowane
mailbox_disabled     | r | 550 Das Postfach ist stillgelegt
reputation_block     | r | 554 5.7.1 Votre adresse IP figure sur une liste noire
reputation_block     | c | 554 Ihre IP-Adresse steht auf unserer Sperrliste
content_spam         | d | 550 Сообщение распознано как спам
domain_misconfig     | r | 550 Sorry, we don't host this domain
recipient_refuses_you| r | 550 5.7.1 Dieses Postfach nimmt nur Nachrichten von internen Absendern an
`),
  ...knownReplies(
    `
domain_misconfig     | r | 550 5.7.1 The hosted tenant has no mail-enabled subscriptions
`,
    'reader-example.mail.protection.outlook.com',
  ),
  ...knownReplies(
    `
reputation_domain    | r | 550 Domain may not exist or DNS check failed
`,
    'mx1.qq.com',
  ),
];

export const thirdList = { ofNoName, ofOne } as const;
