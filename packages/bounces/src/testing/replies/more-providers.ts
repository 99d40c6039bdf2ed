// Replies of regional providers, hosters and filters, as seen by everybody who sends to them; names and addresses are ours.
import { knownReplies } from './table.js';

const europe = knownReplies(`
address_unknown      | r | 550 5.1.1 <ann@reader.example> : Recipient address rejected : No such user (ann@reader.example)
mailbox_full         | r | 552 5.2.2 <ann@reader.example> over quota
reputation_block     | c | 554 5.7.1 Mail from your IP is refused. See https://postmaster.free.example/
rate_limited         | r | 451 too many errors detected from your IP (192.0.2.1), please visit http://postmaster.free.fr/
reputation_block     | c | 550 5.7.1 Requested action not taken: your message was refused, the IP 192.0.2.1 has a bad reputation
address_unknown      | r | 550 5.1.1 Account <ann@reader.example> does not exist
mailbox_full         | r | 550 5.1.1 <ann@reader.example> mailbox size exceeded
content_spam         | d | 554 5.7.1 Spamverdacht! Ihre Nachricht wurde abgelehnt
content_spam         | d | 550 5.7.1 Rejected (SPAM), ID: 12345
address_unknown      | r | 550 Schránka neexistuje
address_unknown      | r | 550 Requested action not taken: mailbox unavailable; nie ma takiego uzytkownika
address_unknown      | r | 550 5.1.1 ann@reader.example konto nie istnieje
mailbox_full         | r | 552 5.2.2 skrzynka przepelniona (mailbox full)
mailbox_full         | r | 552 Quota exceeded, mailbox <ann@reader.example> full
address_unknown      | r | 550 RCPT TO:<ann@reader.example> User unknown
mailbox_full         | r | 452 <ann@reader.example> account over quota. Please try again later
reputation_block     | b | 554 5.7.1 Bad reputation (sender score too low)
reputation_block     | c | 421 4.7.1 Connection refused. IP 192.0.2.1 is currently blocked for abuse
reputation_block     | b | 550 smtp-out.reader.example Libero: IP 192.0.2.1 blacklisted. [smtp-14.iol.local; LIB_103]
mailbox_disabled     | r | 550 5.7.1 mailbox blocked
mailbox_disabled     | r | 550 Casella disabilitata
address_unknown      | r | 550 Casella inesistente
mailbox_full         | r | 552 5.2.2 Casella piena
greylist             | r | 450 4.7.1 <ann@reader.example>: Recipient address rejected: Policy restrictions; try later
greylist             | r | 451 4.7.1 <ann@reader.example>: Recipient address rejected: Temporarily rejected. Try again in 300 seconds
greylist             | r | 450 4.3.2 You have been greylisted, try again later
authentication       | d | 550 5.7.1 Email rejected per SPF policy
authentication       | d | 554 5.7.1 rejected by DMARC policy for news.example
`);

const americas = knownReplies(`
mailbox_disabled     | r | 550 5.2.1 Mailbox unavailable due to inactivity
address_unknown      | r | 550 5.1.1 <ann@reader.example>: invalid address
reputation_block     | c | 554 refused: 192.0.2.1 is listed on our internal blacklist. Please contact postmaster@reader.example
rate_limited         | c | 421 Too many messages from 192.0.2.1 today. Slow down
reputation_block     | c | 550 5.7.1 Mail server 192.0.2.1 blocked for sending spam
address_unknown      | r | 551 not our user
address_unknown      | r | 550 5.1.1 Recipient invalid: ann@reader.example
address_unknown      | r | 550 5.1.1 sorry, that recipient is not valid here
address_unknown      | r | 550 <ann@reader.example> Recipient not accepted. User not found.
mailbox_full         | r | 552 5.2.2 User is over the storage quota
mailbox_full         | r | 522 5.2.2 Mailbox has exceeded the limit for number of messages
rate_limited         | m | 421 4.7.0 Sending rate exceeded, back off
mailbox_disabled     | r | 554 5.2.1 Account closed
mailbox_disabled     | r | 550 5.7.1 Caixa postal inativa
address_unknown      | r | 550 5.1.1 Usuário não existe
address_unknown      | r | 550 Destinatario invalido
mailbox_full         | r | 552 Cuota de disco excedida
domain_refuses_mail  | r | 550 5.1.10 This domain does not accept mail
content_spam         | d | 554 5.7.1 Your message looks like phishing
content_spam         | d | 552 5.7.0 blocked attachment type .zip
`);

const asia = knownReplies(`
address_unknown      | r | 550 5.1.1 Recipient not found. <ann@reader.example>
address_unknown      | r | 550 5.1.1 No such user - ann@reader.example
address_unknown      | r | 550 Unknown user: ann@reader.example
recipient_refuses_you| r | 550 5.7.1 Rejected by user's spam filter
mailbox_full         | r | 452 4.2.2 User's mailbox is full - ann@reader.example
reputation_block     | c | 421 4.3.2 Your ip blocked from this server
reputation_block     | m | 550 5.7.1 Your IP has been blocked by our RBL
rate_limited         | m | 451 4.7.1 your ip has sent too many messages in the last hour
mailbox_disabled     | r | 550 5.2.1 user is dormant: account inactive
`);

const filtersAndHosters = knownReplies(`
address_unknown      | r | 550 5.1.1 Recipient verification failed: user does not exist
reputation_block     | r | 554 5.7.1 You've hit a honeypot; sender IP blocked
reputation_block     | c | 550 5.7.1 Sender IP reverse lookup rejected by reputation filter
ptr_helo             | c | 554 5.7.1 Client host has no reverse DNS entry
ptr_helo             | c | 450 4.7.1 Client host rejected: your DNS PTR does not match
ptr_helo             | e | 550 5.7.1 HELO/EHLO greeting does not resolve
authentication       | d | 550 5.7.1 SPF check failed for news.example from 192.0.2.1
authentication       | d | 550 5.7.1 [SPF] 192.0.2.1 is not allowed to send mail from news.example. Please see http://www.openspf.org/why.html
authentication       | d | 550 5.7.1 DKIM signature verification failed
reputation_domain    | d | 554 5.7.1 The domain news.example is listed in SURBL
reputation_domain    | r | 550 5.7.1 sender domain blacklisted
reputation_domain    | r | 553 5.1.8 sender domain does not exist
reputation_domain    | m | 550 Sender rejected: no MX for news.example
content_spam         | d | 550 5.7.1 Message blocked as SPAM by our content filter
content_spam         | d | 571 5.7.1 Message rejected: suspected phishing
content_spam         | d | 550 5.7.1 Content-Filter: blocked by rule 17
content_spam         | d | 554 5.7.1 Message cannot be accepted, spam rejection
content_spam         | d | 550 This email has been automatically tagged as spam
content_spam         | d | 550 5.7.1 score 18.4, rejected
content_spam         | d | 554 Message refused: bulk mail not accepted
message_too_big      | d | 552 5.3.4 message is larger than the limit of 10 MB
message_too_big      | d | 554 5.3.4 Message too large (maximum 20480 KB)
message_too_big      | m | 552 Too large: declared size is more than we take
message_format       | d | 554 5.6.0 Missing From header
message_format       | d | 550 5.7.1 Messages without a Message-ID are not accepted
message_format       | d | 550 5.6.0 Lone CR or LF in headers (see RFC2822 section 2.2)
message_format       | d | 554 5.5.2 bare <LF> received after DATA
rate_limited         | m | 452 4.3.2 Connection limit reached, try later
rate_limited         | m | 421 4.4.5 Too many concurrent SMTP connections from this IP address; please try again later.
rate_limited         | r | 450 4.7.1 Requested action not taken: rate exceeded
rate_limited         | r | 450 4.7.0 Rate limit applied to 192.0.2.1
rate_limited         | r | 451 4.7.1 Per-user message limit per hour reached
tls_required         | m | 554 5.7.3 TLS encryption required, connection not secure
tls_required         | m | 530 5.7.1 A secure connection is required (use STARTTLS)
domain_misconfig     | r | 550 5.7.1 This server does not relay for reader.example
domain_misconfig     | r | 551 5.7.1 Forwarding to remote hosts disabled
domain_misconfig     | r | 550 Domain reader.example is not configured on this server
domain_misconfig     | r | 550 5.4.1 Relay Access Denied for reader.example
domain_misconfig     | d | 554 5.4.12 SMTP; Hop count exceeded
domain_dead          | r | 550 5.4.4 Invalid domain
domain_dead          | - | DNS Error: DNS type 'mx' lookup of reader.example responded with code NXDOMAIN
dns_temp             | - | DNS Error: DNS type 'mx' lookup of reader.example responded with code SERVFAIL
unreachable          | - | The recipient server did not accept our requests to connect. [mx.reader.example 192.0.2.1: timed out]
unreachable          | - | SMTP connect failed: network is unreachable
unreachable          | - | connection reset by peer
unreachable          | - | Host mx.reader.example is down
unreachable          | - | Unable to connect to remote host
unreachable          | - | 4.4.2 - Connection dropped due to SocketError
expired              | - | Delivery attempts exhausted after 72 hours
expired              | - | Message has been in queue for too long
expired              | - | 4.4.7 Message delayed too long; giving up
system_temp          | r | 451 4.3.2 Please try again later; system is shutting down
system_temp          | r | 451 4.2.0 Internal server error, try again
system_temp          | r | 450 4.2.0 <ann@reader.example>: Recipient address rejected: Service is unavailable
system_temp          | d | 452 4.3.1 Out of memory
dns_temp             | d | 451 Unable to complete command, DNS not available or timed out
system_temp          | r | 421 4.3.0 service not available, closing transmission channel
`);

export const moreReplies = { europe, americas, asia, filtersAndHosters } as const;
