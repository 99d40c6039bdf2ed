// Replies and reasons of mail systems, as their documentation and sources word them; names and addresses are ours.
import { knownReplies } from './table.js';

/** Postfix: smtpd(8), smtp(8), local(8), virtual(8), the ACCESS and SMTPD_POLICY READMEs. */
const postfix = knownReplies(`
address_unknown      | r | 550 5.1.1 <ann@reader.example>: Recipient address rejected: User unknown in local recipient table
address_unknown      | r | 550 5.1.1 <ann@reader.example>: Recipient address rejected: User unknown in virtual mailbox table
address_unknown      | r | 550 5.1.1 <ann@reader.example>: Recipient address rejected: User unknown in relay recipient table
address_unknown      | r | 550 5.1.1 <ann@reader.example>: Recipient address rejected: undeliverable address: unknown user: "ann"
address_unknown      | - | unknown user: "ann"
domain_misconfig     | r | 554 5.7.1 <ann@reader.example>: Relay access denied
ptr_helo             | r | 504 5.5.2 <mail>: Helo command rejected: need fully-qualified hostname
ptr_helo             | r | 450 4.7.1 <relay.example>: Helo command rejected: Host not found
ptr_helo             | r | 450 4.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.1]
ptr_helo             | r | 450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]
reputation_block     | r | 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1
reputation_block     | r | 554 5.7.1 <relay.example[192.0.2.1]>: Client host rejected: Access denied
reputation_domain    | r | 450 4.1.8 <bounces@news.example>: Sender address rejected: Domain not found
reputation_domain    | r | 553 5.7.1 <bounces@news.example>: Sender address rejected: not owned by user news
reputation_domain    | r | 554 5.7.1 <bounces@news.example>: Sender address rejected: Access denied
authentication       | r | 550 5.7.23 <ann@reader.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized
greylist             | r | 450 4.2.0 <ann@reader.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/reader.example.html
message_too_big      | m | 552 5.3.4 Message size exceeds fixed limit
message_too_big      | - | message size 26214401 exceeds size limit 10485760 of server mx.reader.example[192.0.2.1]
system_temp          | m | 452 4.3.1 Insufficient system storage
system_temp          | r | 451 4.3.5 Server configuration error
system_temp          | r | 451 4.3.0 <ann@reader.example>: Temporary lookup failure
system_temp          | d | 451 4.3.0 Error: queue file write error
rate_limited         | r | 421 4.7.0 mx.reader.example Error: too many errors
rate_limited         | m | 450 4.7.1 Error: too much mail from 192.0.2.1
rate_limited         | c | 421 4.7.0 mx.reader.example Error: too many connections from 192.0.2.1
rate_limited         | r | 452 4.5.3 Error: too many recipients
domain_misconfig     | - | mail for reader.example loops back to myself
domain_misconfig     | - | mail forwarding loop for ann@reader.example
domain_misconfig     | d | 554 5.4.0 Error: too many hops
domain_dead          | - | Host or domain name not found. Name service error for name=reader.example type=MX: Host not found
dns_temp             | - | Host or domain name not found. Name service error for name=reader.example type=MX: Host not found, try again
domain_refuses_mail  | - | Domain reader.example does not accept mail (nullMX)
unreachable          | - | connect to mx.reader.example[192.0.2.1]:25: Connection timed out
unreachable          | - | connect to mx.reader.example[192.0.2.1]:25: No route to host
unreachable          | - | lost connection with mx.reader.example[192.0.2.1] while receiving the initial server greeting
unreachable          | - | conversation with mx.reader.example[192.0.2.1] timed out while sending end of data -- message may be sent more than once
tls_required         | - | TLS is required, but was not offered by host mx.reader.example[192.0.2.1]
tls_required         | m | 530 5.7.0 Must issue a STARTTLS command first
tls_required         | - | Server certificate not trusted
mailbox_full         | - | maildir delivery failed: error writing message: Disk quota exceeded
mailbox_full         | - | cannot update mailbox /var/mail/ann for user ann. error writing message: File too large
mailbox_full         | - | maildir delivery failed: Sorry, the user's maildir has overdrawn his diskspace quota, please try again later.
system_temp          | - | Command died with status 75: "/usr/bin/vacation"
system_temp          | - | can't create user output file
system_temp          | - | temporary failure. Command output: lda: Fatal
system_temp          | - | unknown mail transport error
message_format       | d | 550 5.6.7 message header contains an invalid address: SMTPUTF8 is required, but was not offered by host mx.reader.example
`);

/** Sendmail: conf.c, readcf, deliver.c, sysexits texts, cf/README (features), milters that are shipped for it. */
const sendmail = knownReplies(`
address_unknown      | r | 550 5.1.1 <ann@reader.example>... User unknown
address_unknown      | r | 550 5.1.1 <ann@reader.example>... Addressee unknown, relay=[192.0.2.1]
address_unknown      | r | 550 5.1.1 unknown or illegal alias: ann@reader.example
address_unknown      | r | 553 5.1.3 <ann>... Invalid recipient address syntax
domain_dead          | - | 550 5.1.2 <ann@reader.example>... Host unknown (Name server: reader.example: host not found)
dns_temp             | - | 451 4.4.3 reader.example: Name server timeout
dns_temp             | - | Deferred: Name server: mx.reader.example: host name lookup failure
unreachable          | - | Deferred: Connection refused by mx.reader.example.
unreachable          | - | Deferred: Operation timed out with mx.reader.example.
unreachable          | - | 421 4.4.2 Connection reset by mx.reader.example.
expired              | - | Message could not be delivered for 5 days
expired              | - | Cannot send message for 5 days
domain_misconfig     | d | 554 5.4.6 Too many hops 26 (25 max): from <bounces@news.example> via relay.example
domain_misconfig     | - | 553 5.3.5 reader.example. config error: mail loops back to me (MX problem?)
domain_misconfig     | r | 550 5.7.1 <ann@reader.example>... Relaying denied. Proper authentication required.
domain_misconfig     | r | 550 5.7.1 <ann@reader.example>... we do not relay <bounces@news.example>
ptr_helo             | r | 550 5.7.1 <ann@reader.example>... Relaying denied. IP name lookup failed [192.0.2.1]
ptr_helo             | r | 550 5.7.1 Fix reverse DNS for 192.0.2.1
system_temp          | - | 554 5.3.0 unknown mailer error 1
system_temp          | - | 554 5.3.5 Local configuration error
system_temp          | m | 452 4.4.5 Insufficient disk space; try again later
system_temp          | c | 421 4.3.2 mx.reader.example: rejecting connections on daemon MTA: load average: 15
message_too_big      | m | 552 5.2.3 Message is too large; 10485760 bytes max
message_too_big      | d | 552 5.2.3 Message exceeds maximum fixed size (10485760)
mailbox_disabled     | r | 550 5.2.1 <ann@reader.example>... Mailbox disabled for this recipient
mailbox_full         | r | 552 5.2.2 <ann@reader.example>... Mailbox full
mailbox_full         | - | mail.local: ann: Disc quota exceeded
address_moved        | r | 551 5.1.6 User has moved; please try <ann@other.example>
address_moved        | r | 551 5.7.1 User not local; please try <ann@other.example>
reputation_domain    | r | 553 5.1.8 <bounces@news.example>... Domain of sender address bounces@news.example does not exist
reputation_domain    | m | 451 4.1.8 Domain of sender address bounces@news.example does not resolve
reputation_domain    | r | 501 5.1.8 Sender domain must exist
reputation_domain    | m | 553 5.5.4 <bounces>... Domain name required for sender address bounces
reputation_block     | r | 550 5.7.1 Rejected: 192.0.2.1 listed at dnsbl.sorbs.net
reputation_block     | r | 553 5.3.0 <ann@reader.example>... Spam blocked see: http://spamcop.net/bl.shtml?192.0.2.1
reputation_block     | m | 550 5.0.0 Mail from 192.0.2.1 rejected by blackholes.mail-abuse.org
reputation_block     | c | 554 5.7.1 Connection refused: 192.0.2.1 is in our local blacklist
rate_limited         | c | 421 4.3.2 Connection rate limit exceeded.
rate_limited         | c | 421 4.3.2 Too many open connections.
greylist             | r | 451 4.7.1 Greylisting in action, please come back in 00:04:59
greylist             | r | 451 4.7.1 Please try again later
content_spam         | d | 550 5.7.1 Blocked by SpamAssassin
message_format       | d | 554 5.6.1 Body type not supported by remote host
message_format       | d | 554 5.6.1 Improper use of 8-bit data in message header
message_format       | - | 501 5.6.0 Data format error
`);

/** Exim: the specification's chapters on routers, transports and retry, transports/*.c, and the default ACLs; cPanel's own words. */
const exim = knownReplies(`
address_unknown      | - | Unrouteable address: unknown user
address_unknown      | r | 550 unknown user
address_unknown      | r | 550 No Such User Here
address_unknown      | r | 550 unknown local-part "ann" in domain "reader.example"
address_unknown      | r | 550 "Unknown User"
address_unknown      | r | 550 No such person at this address.
domain_dead          | - | Unrouteable address
domain_dead          | - | all relevant MX records point to non-existent hosts
domain_refuses_mail  | - | an MX or SRV record indicated no SMTP service
domain_misconfig     | - | lowest numbered MX record points to local host
domain_misconfig     | - | remote host address is the local host
domain_misconfig     | r | 550 relay not permitted
domain_misconfig     | r | 550 relay not permitted, authentication required
domain_misconfig     | - | too many "Received" headers - suspected mail loop
dns_temp             | - | host lookup did not complete
expired              | - | retry timeout exceeded
expired              | - | retry time not reached for any host after a long failure period
expired              | - | all hosts for 'reader.example' have been failing for a long time (and retry time not reached)
expired              | - | all hosts have been failing for a long time and were last tried after this message arrived
unreachable          | - | SMTP timeout while connected to mx.reader.example [192.0.2.1] after initial connection
unreachable          | - | Remote host closed connection in response to initial connection
reputation_domain    | r | 550 Sender verify failed
reputation_domain    | r | 550-Verification failed for <bounces@news.example>
reputation_domain    | r | 550-Callback setup failed while verifying <bounces@news.example>
reputation_block     | r | 550 rejected because 192.0.2.1 is in a black list at dnsbl.sorbs.net
reputation_block     | r | 550 "JunkMail rejected - relay.example [192.0.2.1]:4242 is in an RBL: see http://www.spamcop.net/bl.shtml"
reputation_block     | c | 554 SMTP connection from invalid or blacklisted host rejected
ptr_helo             | e | 550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)
ptr_helo             | r | 550 Bad HELO - Host impersonating domain name [reader.example]
ptr_helo             | r | 550 HELO should be a FQDN or address literal (See RFC 2821 4.1.1.1)
rate_limited         | - | Domain news.example has exceeded the max emails per hour (100/100 (100%)) allowed. Message discarded.
rate_limited         | - | Domain news.example has exceeded the max defers and failures per hour (5/5 (30%)) allowed. Message discarded.
mailbox_full         | - | mailbox is full (MTA-imposed quota exceeded while writing to file /var/mail/ann)
mailbox_full         | - | mailbox is full: retry timeout exceeded
system_temp          | - | local delivery failed
system_temp          | - | Child process of virtual_address_pipe transport returned 127 from command: /usr/bin/filter
system_temp          | - | failed to expand "smtp_connection_limit"
content_spam         | d | 550 This message was classified as SPAM and may not be delivered
message_too_big      | d | 552 Message size exceeds maximum permitted
message_too_big      | - | message is too big (transport limit = 1048576)
message_format       | - | message has lines too long for transport
message_format       | d | 550 maximum allowed line length is 998 octets, got 1234
system_temp          | r | 451 Temporary local problem - please try later
`);

/** qmail: qmail-send, qmail-remote, qmail-smtpd; vpopmail, chkuser, and netqmail's patches. */
const qmail = knownReplies(`
address_unknown      | - | Sorry, no mailbox here by that name. (#5.1.1)
address_unknown      | r | 550 sorry, no mailbox here by that name (#5.1.1 - chkuser)
address_unknown      | r | 511 sorry, no mailbox here by that name (#5.1.1 - chkuser)
address_unknown      | - | This address no longer accepts mail.
domain_dead          | - | Sorry, I couldn't find any host named reader.example. (#5.1.2)
domain_dead          | - | Sorry, I couldn't find a mail exchanger or IP address. (#5.4.4)
dns_temp             | - | CNAME lookup failed temporarily. (#4.4.3)
dns_temp             | r | 451 DNS temporary failure (#4.3.0)
unreachable          | - | Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)
unreachable          | - | Connected to 192.0.2.1 but connection died. (#4.4.2)
domain_misconfig     | - | Sorry. Although I'm listed as a best-preference MX or A for that host, it isn't in my control/locals file, so I don't treat it as local. (#5.4.6)
domain_misconfig     | - | This message is looping: it already has my Delivered-To line. (#5.4.6)
domain_misconfig     | r | 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
domain_misconfig     | d | 554 too many hops, this message is looping (#5.4.6)
mailbox_full         | - | The user(s) mailfolder is over the allowed quota (size). (#5.2.2)
mailbox_full         | - | Recipient's mailbox is full, message returned to sender. (#5.2.2)
mailbox_disabled     | - | account is locked email bounced
reputation_domain    | r | 553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)
reputation_domain    | r | 553 sorry, your envelope sender domain must exist (#5.7.1)
message_too_big      | d | 552 sorry, that message size exceeds my databytes limit (#5.3.4)
content_spam         | d | 554 sorry, invalid message content (#5.3.2)
reputation_block     | r | 571 sorry, you are violating our security policies (#5.7.1 - chkuser)
rate_limited         | r | 571 sorry, reached maximum number of recipients allowed in one session (#5.7.1 - chkuser)
system_temp          | c | 421 unable to read controls (#4.3.0)
expired              | - | I'm not going to try again; this message has been in the queue too long.
`);

/** Courier, Cyrus, Dovecot, OpenSMTPD, Haraka, MDaemon, hMailServer, MailEnable, SmarterMail, CommuniGate, Kerio, IMail: their manuals. */
const others = knownReplies(`
address_unknown      | r | 550 User unknown.
domain_dead          | r | 517-Domain does not exist: reader.example.
domain_misconfig     | r | 513 Relaying denied.
message_too_big      | d | 523 Message length (5000000 bytes) exceeds administrative limit.
dns_temp             | - | DNS lookup failure: reader.example. Try again later.
message_format       | d | 518 Improper use of 8-bit data in message header
address_unknown      | r | 550-Mailbox unknown. Either there is no mailbox associated with this\\n550-name or you do not have authorization to see it.\\n550 5.1.1 User unknown
mailbox_full         | r | 452 4.2.2 Over quota
message_format       | d | 554 5.6.0 Message contains invalid header
message_format       | d | 554 5.6.0 Message contains NUL characters
rate_limited         | r | 452 4.5.3 Too many recipients
address_unknown      | r | 550 5.1.1 <ann@reader.example> User doesn't exist: ann@reader.example
mailbox_full         | d | 552 5.2.2 <ann@reader.example> Quota exceeded (mailbox for user is full)
address_unknown      | r | 550 Invalid recipient
domain_dead          | - | No MX found for domain
expired              | - | Envelope expired
domain_misconfig     | - | Loop detected
unreachable          | - | Network error on destination MXs
domain_misconfig     | r | 550 I cannot deliver mail for <ann@reader.example>
address_unknown      | r | 550 <ann@reader.example>, Recipient unknown
address_unknown      | r | 550 Requested action not taken: mailbox unavailable or not local
domain_misconfig     | r | 503 This mail server requires authentication when attempting to send to a non-local e-mail address.
domain_misconfig     | r | 550 Delivery is not allowed to this address.
domain_misconfig     | r | 530 SMTP authentication is required.
address_unknown      | r | 550 ann@reader.example unknown user account
mailbox_full         | r | 552 account is full (quota exceeded)
mailbox_disabled     | r | 550 user account is unavailable
mailbox_disabled     | r | 550 ann@reader.example account is disabled
address_unknown      | r | 550 not local host reader.example, not a gateway: no such user
domain_misconfig     | r | 550 not local host reader.example, not a gateway
mailbox_full         | r | 552 Requested mail action aborted: exceeded storage allocation
mailbox_full         | - | user mailbox exceeds allowed size: ann@reader.example
address_unknown      | - | Invalid final delivery userid: ann@reader.example
address_unknown      | - | User ann (ann@reader.example) not listed in Domino Directory
address_unknown      | - | User ann (ann@reader.example) not listed in public Name & Address Book
mailbox_full         | - | The recipient's mail file has exceeded its database quota
domain_misconfig     | - | Several matches found in Domino Directory: maximum hop count exceeded. Message probably in a routing loop.
domain_dead          | - | No route found to domain reader.example from server MAIL01. Check Server, Connection and Domain documents in Domino Directory.
address_unknown      | - | Recipient not found (GroupWise: D101 user not in post office)
mailbox_full         | - | 550 5.2.2 GroupWise: Mailbox size limit exceeded
`);

export const mailSystemReplies = { postfix, sendmail, exim, qmail, others } as const;
