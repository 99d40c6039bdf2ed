// The same troubles in the many words hosts of all kinds have for them; names and addresses are ours.
import { knownReplies } from './table.js';

const nobodyThere = knownReplies(`
address_unknown      | r | 550 No mailbox by that name is currently available
address_unknown      | r | 550 no account by that name here
address_unknown      | r | 550 No such address here
address_unknown      | r | 550 5.1.1 No such local user
address_unknown      | r | 550 ann@reader.example is not a known user on this system
address_unknown      | r | 553 ann@reader.example is not a valid mailbox
address_unknown      | r | 550 Mailbox not present
address_unknown      | r | 550 invalid mailbox path
address_unknown      | r | 550 Recipient not exists
address_unknown      | r | 550 5.1.1 Recipient not ok
address_unknown      | r | 550 There is no one at this address
address_unknown      | r | 550 this address does not receive mail
address_unknown      | r | 550 Address not present in directory
address_unknown      | r | 550 can't accept user
address_unknown      | r | 550 Non-existent user
address_unknown      | r | 550 user not listed here
address_unknown      | r | 550 Account not found
address_unknown      | r | 550 address unknown
address_unknown      | r | 550 5.1.1 Unknown account
address_unknown      | r | 550 Cuenta inexistente
address_unknown      | r | 550 no existe dicha persona
address_unknown      | r | 550 Utilisateur inconnu
address_unknown      | r | 550 Benutzer unbekannt
address_unknown      | r | 550 Der Empfänger ist unbekannt
address_unknown      | r | 550 Dieser Benutzer existiert nicht
address_unknown      | r | 550 Utente sconosciuto
address_unknown      | r | 550 Destinatário desconhecido
address_unknown      | r | 550 Gebruiker onbekend
address_unknown      | r | 550 Пользователь не найден
address_unknown      | r | 550 Ukendt modtager
address_unknown      | r | 550 Okänd mottagare
address_unknown      | r | 550 用户不存在
address_unknown      | r | 550 5.1.1 Email address could not be found, or was misspelled
address_unknown      | r | 550 Your e-mail has been returned because the intended recipient's address doesn't exist
address_unknown      | r | 550 5.1.1 <ann@reader.example>... No matches to nameserver query
address_unknown      | r | 550 5.7.1 mailbox does not exist
address_unknown      | r | 550 invalid user
address_unknown      | r | 550 User (ann) unknown. (#5.1.1)
address_unknown      | r | 550 5.1.1 destination address unknown
address_unknown      | r | 550 That address is not handled here
address_moved        | r | 550 5.1.6 recipient no longer on server: ann@reader.example
address_moved        | r | 550 ann@reader.example has been replaced by ann@other.example
`);

const full = knownReplies(`
mailbox_full         | r | 552 5.2.2 Account is exceeding their quota
mailbox_full         | r | 452 4.2.2 account is temporarily over quota
mailbox_full         | r | 552 Mailbox does not have enough space for the message
mailbox_full         | r | 552 Full mailbox
mailbox_full         | r | 550 insufficient disk quota
mailbox_full         | r | 552 5.2.2 ann is over disk quota
mailbox_full         | r | 550 mail file size exceeds the maximum size allowed for mail delivery
mailbox_full         | r | 550 Mailbox has exceeded the limit
mailbox_full         | r | 552 Mailbox has exceeded its disk space limit
mailbox_full         | r | 450 mailbox quota usage exceeded
mailbox_full         | r | 452 maildir over quota
mailbox_full         | r | 550 quota violation for ann@reader.example
mailbox_full         | r | 552 5.2.2 recipient reached disk quota
mailbox_full         | r | 550 recipient rejected: mailbox would exceed maximum allowed storage
mailbox_full         | r | 552 5.2.2 The user's space has been used up
mailbox_full         | r | 552 too much mail data
mailbox_full         | r | 550 user has exceeded quota, bouncing mail
mailbox_full         | r | 550 User has too many messages on the server
mailbox_full         | d | 552 Not enough storage space in mailbox
mailbox_full         | r | 552 La casilla del destinatario esta llena
mailbox_full         | r | 552 Das Postfach des Empfängers ist voll
mailbox_full         | r | 552 La boîte aux lettres du destinataire est pleine
mailbox_full         | r | 552 De mailbox van de ontvanger is vol
mailbox_full         | r | 552 Caixa postal cheia
mailbox_full         | r | 552 почтовый ящик переполнен
mailbox_full         | r | 552 メールボックスの容量が一杯です
`);

const closed = knownReplies(`
mailbox_disabled     | r | 550 account has been suspended
mailbox_disabled     | r | 550 inactive account
mailbox_disabled     | r | 550 5.1.1 invalid/inactive user
mailbox_disabled     | r | 550 ann is a deactivated mailbox
mailbox_disabled     | r | 550 ann@reader.example: this account is not active
mailbox_disabled     | r | 550 Mailbox is frozen. See http://help.reader.example/frozen
mailbox_disabled     | r | 550 recipient rejected: temporarily inactive
mailbox_disabled     | r | 550 Recipient suspend the service
mailbox_disabled     | r | 550 This account has been temporarily suspended. Please try again later
mailbox_disabled     | r | 550 Due to extended inactivity new mail is not currently being accepted for this mailbox
mailbox_disabled     | r | 550 Mailbox has been blocked due to inactivity
mailbox_disabled     | r | 550 5.2.1 This mailbox has been closed
recipient_refuses_you| r | 550 User refuses to receive this mail
recipient_refuses_you| r | 550 You have been blocked by the recipient
recipient_refuses_you| r | 550 5.7.1 Message rejected due to user rules
recipient_refuses_you| r | 550 the recipient is only accepting mail from specific email addresses
recipient_refuses_you| r | 550 5.7.1 by non-member to a members-only list
recipient_refuses_you| r | 550 User reject
`);

const oursToMend = knownReplies(`
reputation_block     | r | 550 bad sender IP address
reputation_block     | c | 554 your IP 192.0.2.1 is blacklisted
reputation_block     | r | 554 5.7.1 currently sending spam see: http://list.example/
reputation_block     | r | 550 Email blocked by list.example
reputation_block     | c | 550 no access from mail server 192.0.2.1
reputation_block     | r | 550 not currently accepting mail from your IP
reputation_block     | r | 550 5.7.1 Please use the smtp server of your ISP
reputation_block     | r | 554 rejecting open proxy
reputation_block     | r | 550 server access forbidden by your IP 192.0.2.1
reputation_block     | c | 550 too many spams from your IP (192.0.2.1), please visit http://antispam.example/
reputation_block     | c | 450 4.7.1 your network is temporary blacklisted
reputation_block     | r | 550 Your access from 192.0.2.1 has been denied
reputation_block     | c | 554 5.7.1 You are not allowed to connect
reputation_block     | c | 550 5.7.1 Connection denied by country policy of the receiving network
ptr_helo             | c | 550 All mail servers must have a PTR record with a valid reverse DNS entry
ptr_helo             | r | 550 please get a custom reverse DNS name from your ISP for your host
ptr_helo             | r | 550 5.7.1 unresolvable relay host name
ptr_helo             | c | 421 connections not accepted from servers without a valid sender domain
ptr_helo             | r | 450 Client host rejected: cannot find your hostname
reputation_domain    | m | 550 BATV failed to verify
reputation_domain    | r | 550 backscatter protection detected invalid signature
reputation_domain    | m | 550 Empty envelope senders not allowed
reputation_domain    | m | 553 Requested action not taken: NULL sender is not allowed
reputation_domain    | r | 550 sender denied
reputation_domain    | r | 550 Sender is spammer
reputation_domain    | r | 550 Unroutable sender address
reputation_domain    | r | 550 your email address has been blacklisted
rate_limited         | c | 421 all available IPs are at maximum connection limit
rate_limited         | c | 421 too many SMTP sessions for this host
rate_limited         | c | 421 Too much load; please try again slower
rate_limited         | m | 454 Throttling failure: Daily message quota exceeded
rate_limited         | r | 450 4.7.1 you have sent too many messages this hour
domain_misconfig     | r | 550 sorry, not an open relay
domain_misconfig     | r | 550 not permitted to relay through this server without authentication
domain_misconfig     | r | 550 we don't handle mail for reader.example
domain_misconfig     | r | 550 specified domain is not allowed
domain_misconfig     | r | 550 5.7.1 Relaying not allowed: ann@reader.example
tls_required         | m | 550 5.7.10 encryption needed for this recipient
`);

const messageRefused = knownReplies(`
content_spam         | d | 550 mail appears to be unsolicited
content_spam         | d | 554 5.7.1 this message has been identified as bulk email
content_spam         | d | 550 blacklisted URL in message
content_spam         | d | 550 5.7.1 content filter rejection
content_spam         | d | 554 rejecting banned content
content_spam         | d | 554 Sending address not accepted due to spam filter
content_spam         | d | 550 message scored 12.3 points
content_spam         | d | 554 The content of this message looked like SPAM.
content_spam         | d | 550 executable files are not allowed in compressed files
content_spam         | d | 550 an illegal attachment on your message
content_spam         | d | 554 5.7.1 The file attached is not allowed
content_spam         | d | 550 the message was rejected because it contains prohibited virus or spam content
content_spam         | d | 550 5.7.1 Worm.Gen found in your message
message_too_big      | d | 552 exceeded maximum inbound message size
message_too_big      | d | 552 message file too big
message_too_big      | d | 552 Max message size exceeded
message_too_big      | d | 552 taille limite du message atteinte
message_too_big      | d | 552 5.3.4 Nachricht zu groß
message_format       | d | 550 charset not supported
message_format       | d | 550 header size exceeds maximum permitted
message_format       | d | 550 we cannot accept messages in this form: missing Date header
`);

const hostsInTrouble = knownReplies(`
domain_dead          | - | domain is not reachable
domain_dead          | r | 550 recipient domain must exist
domain_dead          | - | Name or service not known
domain_dead          | r | 550 5.1.2 Recipient address rejected: unknown domain name
domain_dead          | - | unrouteable mail domain "reader.example"
domain_dead          | r | 550 mail domain mentioned in email address is unknown
domain_refuses_mail  | r | 550 mail receiving disabled
domain_refuses_mail  | - | host/domain does not accept mail
domain_misconfig     | - | aliasing/forwarding loop broken
domain_misconfig     | - | maximum forwarding loop count exceeded
dns_temp             | - | malformed or unexpected name server reply
unreachable          | - | could not connect and send the mail to mx.reader.example
unreachable          | - | server did not respond
expired              | - | message expired after sitting in queue for 5 days
expired              | - | Host was not reachable within the allowed queue period
expired              | - | unable to deliver message after multiple retries
expired              | - | message could not be delivered for more than 4 days
expired              | - | Delivery expired (message too old) 'timeout'
system_temp          | - | internal error reading data
system_temp          | - | interrupted system call
system_temp          | r | 451 Local error in processing
system_temp          | r | 451 4.3.0 Recipient deferred because there is no Mdb
system_temp          | - | remote server is misconfigured
system_temp          | r | 451 timeout waiting for input
system_temp          | d | 451 unexpected failure
system_temp          | - | procmail: Unable to treat as directory
`);

export const commonReplies = { nobodyThere, full, closed, oursToMend, messageRefused, hostsInTrouble } as const;
