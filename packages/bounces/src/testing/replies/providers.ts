// Replies of mailbox providers and filter vendors, as their postmaster pages and help centres word them; names are ours.
import { type KnownReply, knownReplies } from './table.js';

/** support.google.com/a/answer/3726730 (SMTP error messages and codes). */
const google = knownReplies(
  `
address_unknown      | r | 550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address. https://support.google.com/mail/?p=NoSuchUser a1-2.3 - gsmtp
mailbox_disabled     | r | 550 5.2.1 The email account that you tried to reach is disabled. https://support.google.com/mail/?p=DisabledUser a1 - gsmtp
mailbox_disabled     | r | 550 5.2.1 The email account that you tried to reach is inactive. a1 - gsmtp
mailbox_full         | r | 452 4.2.2 The recipient's inbox is out of storage space. https://support.google.com/mail/?p=OverQuotaTemp a1 - gsmtp
mailbox_disabled     | r | 552 5.2.2 The recipient's inbox is out of storage space and inactive. https://support.google.com/mail/?p=OverQuotaPerm a1 - gsmtp
recipient_rate       | r | 450 4.2.1 The user you are trying to contact is receiving mail too quickly. https://support.google.com/mail/?p=ReceivingRate a1 - gsmtp
recipient_rate       | r | 550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered. a1 - gsmtp
message_too_big      | d | 552 5.2.3 Your message exceeded Google's message size limits. https://support.google.com/mail/?p=MaxSizeError a1 - gsmtp
rate_limited         | m | 550 5.4.5 Daily user sending limit exceeded. a1 - gsmtp
rate_limited         | m | 454 4.5.0 SMTP protocol violation, no commands allowed to pipeline after STARTTLS: too many sessions open, closing connection. a1 - gsmtp
rate_limited         | r | 452 4.5.3 Your message has too many recipients. a1 - gsmtp
content_spam         | d | 552 5.7.0 This message was blocked because its content presents a potential security issue. https://support.google.com/mail/?p=BlockedMessage a1 - gsmtp
rate_limited         | d | 421-4.7.0 Our system has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been temporarily rate limited. a1 - gsmtp
reputation_block     | d | 550-5.7.1 Our system has detected that this message is suspicious due to the very low reputation of the sending IP address. a1 - gsmtp
reputation_domain    | d | 550-5.7.1 Our system has detected that this message is suspicious due to the very low reputation of the sending domain. a1 - gsmtp
content_spam         | d | 550-5.7.1 Our system has detected that this message is likely unsolicited mail. https://support.google.com/mail/?p=UnsolicitedMessageError a1 - gsmtp
reputation_block     | d | 550 5.7.1 The IP you're using to send mail is not authorized to send email directly to our servers. https://support.google.com/mail/?p=NotAuthorizedError a1 - gsmtp
ptr_helo             | d | 550-5.7.25 The IP address sending this message does not have a PTR record setup. a1 - gsmtp
authentication       | d | 550-5.7.26 Unauthenticated email from news.example is not accepted due to domain's DMARC policy. a1 - gsmtp
authentication       | d | 421-4.7.27 Your email has been rate limited because SPF authentication didn't pass for this message. a1 - gsmtp
tls_required         | m | 421 4.7.29 Your email has been rate limited because this message wasn't sent over a TLS connection. a1 - gsmtp
authentication       | d | 421-4.7.30 Your email has been rate limited because DKIM authentication didn't pass. a1 - gsmtp
authentication       | d | 421-4.7.32 Your email has been rate limited because the From: header (RFC5322) isn't aligned with the SPF or DKIM domain. a1 - gsmtp
message_format       | d | 550 5.7.1 This message is not RFC 5322 compliant. https://support.google.com/mail/?p=RfcMessageNonCompliant a1 - gsmtp
message_format       | d | 550 5.6.0 Mail message is malformed. Not accepted. a1 - gsmtp
ptr_helo             | e | 501-5.5.4 Empty HELO/EHLO argument not allowed, closing connection. a1 - gsmtp
recipient_refuses_you| r | 550-5.7.1 We're writing to let you know that the group you tried to contact (ann) may not exist, or you may not have permission to post messages to the group. a1 - gsmtp
`,
  'gmail-smtp-in.l.google.com',
);

/** learn.microsoft.com: NDR error codes in Exchange Online; postmaster.live.com: troubleshooting. */
const microsoft = knownReplies(
  `
address_unknown      | r | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@reader.example not found by SMTP address lookup
address_unknown      | r | 550 5.4.1 Recipient address rejected: Access denied. [AM5EUR02FT000.eop-EUR02.prod.protection.outlook.com]
mailbox_full         | d | 554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded; Failed to process message due to a permanent exception
recipient_rate       | d | 550 5.2.121 Recipient's per hour message receive limit from specific sender exceeded.
recipient_rate       | d | 550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour.
system_temp          | d | 432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded
system_temp          | m | 452 4.3.1 Insufficient system resources
content_spam         | d | 550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy
recipient_refuses_you| d | 550 5.7.124 RESOLVER.RST.SenderNotInAllowedList; not allowed to send to the group
recipient_refuses_you| d | 550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required
recipient_refuses_you| d | 550 5.7.1 RESOLVER.RST.AuthRequired; authentication required
reputation_block     | m | 550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653
reputation_block     | m | 550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/
reputation_block     | m | 550 5.7.511 Access denied, banned sender[192.0.2.1]. To request removal from this list please forward this message to delist@messaging.microsoft.com.
rate_limited         | m | 451 4.7.500 Server busy. Please try again later from [192.0.2.1].
authentication       | d | 550 5.7.509 Access denied, sending domain news.example does not pass DMARC verification and has a DMARC policy of reject.
authentication       | d | 550 5.7.515 Access denied, sending domain news.example doesn't meet the required authentication level.
domain_misconfig     | r | 550 5.7.64 TenantAttribution; Relay Access Denied
domain_misconfig     | d | 554 5.4.14 Hop count exceeded - possible mail loop ATTR34
message_format       | d | 550 5.6.0 CAT.InvalidContent.Exception: DataSourceOperationException
message_format       | d | 554 5.6.211 Invalid MIME Content: Single text value size (32820) exceeded allowed maximum (32768)
expired              | - | 550 4.4.7 QUEUE.Expired; message expired
expired              | - | 550 5.4.316 Message expired, connection refused(Socket error code 10061)
dns_temp             | - | 550 5.4.312 Message expired, DNS query failed
domain_dead          | - | 550 5.4.310 DNS domain reader.example does not exist [Message=InfoDomainNonexistent]
reputation_domain    | m | 550 5.1.8 Access denied, bad outbound sender
message_too_big      | d | 550 5.3.4 ROUTING.SizeLimit; message size exceeds fixed maximum size for route
message_too_big      | d | 550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
content_spam         | d | 550 5.7.520 Message blocked because it contains content identified as spam. AS(4810)
address_moved        | r | 550 5.1.6 Recipient no longer on server
`,
  'reader-example.mail.protection.outlook.com',
);
const outlookCom = knownReplies(
  `
address_unknown      | r | 550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).
reputation_block     | m | 550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).
reputation_block     | m | 550 SC-001 (COL004-MC1F1) Unfortunately, messages from 192.0.2.1 weren't sent.
reputation_block     | b | 550 DY-001 Mail rejected by Windows Live Hotmail for policy reasons.
rate_limited         | m | 421 RP-001 (COL004-MC1F1) Unfortunately, some messages from 192.0.2.1 weren't sent. Please try again. We have limits for how many messages can be sent per hour and per day.
rate_limited         | m | 451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.
mailbox_full         | d | 552 5.2.2 mailbox full
`,
  'reader-com.olc.protection.outlook.com',
);

/** senders.yahooinc.com/smtp-error-codes; postmaster.aol.com/error-codes. */
const yahoo = knownReplies(
  `
address_unknown      | d | 554 delivery error: dd This user doesn't have a yahoo.com account (ann@reader.example) [-5] - mta1045.mail.ne1.yahoo.com
address_unknown      | d | 552 1 Requested mail action aborted, mailbox not found
mailbox_disabled     | d | 554 delivery error: dd Sorry, your message to ann@reader.example cannot be delivered. This account has been disabled or discontinued [#102].
mailbox_disabled     | d | 554 30 Sorry, your message to ann@reader.example cannot be delivered. This mailbox is disabled (554.30).
mailbox_full         | d | 554 delivery error: dd Sorry, your message to ann@reader.example cannot be delivered. This account is over quota.
rate_limited         | b | 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1
rate_limited         | b | 421 4.7.1 [TS03] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed.
reputation_block     | m | 553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list
authentication       | d | 554 5.7.5 (AU01) Message not accepted due to the DMARC policy of the sender
`,
  'mta7.am0.yahoodns.net',
);
const aol = knownReplies(`
reputation_block     | b | 554- (RTR:BL) http://postmaster.info.aol.com/errors/554rtrbl.html 192.0.2.1 Connection refused
reputation_block     | m | 521 5.2.1 : AOL will not accept delivery of this message. (DYN:T1)
address_unknown      | r | 550 MAILBOX NOT FOUND
recipient_refuses_you| r | 550 ann IS NOT ACCEPTING MAIL FROM THIS SENDER
mailbox_full         | r | 552 ann MAILBOX FULL
`);

/** support.apple.com/102322 (postmaster information for iCloud Mail). */
const apple = knownReplies(
  `
address_unknown      | r | 550 5.1.1 <ann@reader.example>: user does not exist
mailbox_full         | r | 552 5.2.2 <ann@reader.example>: user is over quota
content_spam         | d | 554 5.7.1 [HM08] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137
content_spam         | d | 550 5.7.1 [CS01] Message rejected due to local policy.
reputation_domain    | d | 550 5.7.1 Your email was rejected due to having a domain present in the Spamhaus DBL -- please visit https://www.spamhaus.org/lookup/ for more information
reputation_block     | c | 421 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1
authentication       | d | 550 5.7.1 Your message was rejected due to news.example's DMARC policy.
`,
  'mx01.mail.icloud.com',
);

/** postmaster.gmx.net, postmaster.t-online.de, postmaster.orange.fr, postmaster.laposte.net, help.mail.ru, yandex.com/support, service.mail.qq.com. */
const europeAndAsia: readonly KnownReply[] = [
  ...knownReplies(
    `
address_unknown      | r | 550 Requested action not taken: mailbox unavailable
reputation_block     | b | 554-No SMTP service\\n554-IP address is black listed.
ptr_helo             | b | 554-No SMTP service\\n554-Bad DNS PTR resource record.
mailbox_full         | r | 552-Requested mail action aborted: exceeded storage allocation\\n552 Quota exceeded. The recipients mailbox is full.
rate_limited         | r | 450 Requested mail action not taken: mailbox unavailable. Mail rate limit exceeded. For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=rlh
`,
    'mx00.emig.gmx.net',
  ),
  ...knownReplies(`
reputation_block     | b | 554 IP=192.0.2.1 - None/bad reputation. Ask your postmaster for help or to contact tosa@rx.t-online.de for reset. (NOWL)
content_spam         | d | 550-5.7.0 Message considered as spam or virus, rejected
address_unknown      | r | 550 Message was not accepted -- invalid mailbox. Local mailbox ann@reader.example is unavailable: user not found
mailbox_disabled     | r | 550 Message was not accepted -- invalid mailbox. Local mailbox ann@reader.example is unavailable: account is disabled
mailbox_disabled     | r | 550 User ann@reader.example is terminated
content_spam         | d | 550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=abc or report details to abuse@corp.mail.ru.
address_unknown      | r | 550 5.7.1 No such user!
content_spam         | d | 554 5.7.1 [1] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc
mailbox_full         | r | 552 5.2.2 Mailbox size limit exceeded
greylist             | d | 451 4.7.1 Sorry, the service is currently unavailable. Please come back later.
address_unknown      | r | 550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?id=20022
rate_limited         | m | 550 Ip frequency limited. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000725
content_spam         | d | 550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726
address_unknown      | r | 550 User not found: ann@reader.example
mailbox_disabled     | r | 550 User suspended
content_spam         | d | 554 DT:SPM mx3,NDJ_EQCpzxRVAgAA--.1234S2 1234567890
`),
  ...knownReplies(
    `
address_unknown      | r | 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]
mailbox_full         | r | 552 5.2.2 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]
reputation_block     | b | 550 5.7.1 Service refuse. Veuillez essayer plus tard. service refused, please try later. OFR_513 [513]
rate_limited         | b | 421 mwinf5c04 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104 [104]
content_spam         | d | 550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]
reputation_domain    | m | 501 5.1.0 Emetteur invalide. Invalid Sender. OFR_305 [305]
`,
    'smtp-in.orange.fr',
  ),
];

/** postmaster.comcast.net, postmaster.att.net, postmaster.cox.net, Earthlink, Verizon, postmaster.facebook.com/response_codes. */
const northAmerica: readonly KnownReply[] = [
  ...knownReplies(
    `
address_unknown      | r | 550 5.1.1 <ann@reader.example> Not our Customer
reputation_block     | b | 554 resimta-po-01v.sys.comcast.net Comcast BL004 Blocked for spam. Please see http://postmaster.comcast.net/smtp-error-codes.php#BL000000
rate_limited         | b | 421 4.1.0 192.0.2.1 Throttled - try again later. Please see http://postmaster.comcast.net/smtp-error-codes.php#RL000001
mailbox_full         | r | 452 4.2.2 <ann@reader.example> Mailbox full
`,
    'mx1.comcast.net',
  ),
  ...knownReplies(`
reputation_block     | r | 553 5.3.0 flpd578 DNSBL:RBL 521< 192.0.2.1 >_is_blocked.For assistance forward this error to abuse_rbl@abuse-att.net
address_unknown      | r | 550 5.2.1 <ann@reader.example>... Addressee unknown, relay=[192.0.2.1]
mailbox_disabled     | r | 550 [SUSPEND] Mailbox currently suspended - Please contact correspondent directly
mailbox_disabled     | r | 550 4.2.1 mailbox temporarily disabled: ann@reader.example
reputation_block     | b | 550 Dynamic/zombied/spam IPs blocked. Write blocked@abuse.earthlink.net
address_unknown      | r | 550 5.1.1 RCP-P1 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#rcp
recipient_refuses_you| r | 550 5.1.1 RCP-P2 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#rcp Refused due to recipient preferences
reputation_block     | b | 554 5.7.1 POL-P1 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#pol Client host blocked using the Spamhaus PBL
`),
];

/** Mimecast community articles, Proofpoint, Barracuda, Symantec/MessageLabs, Cisco IronPort, Trend Micro, FortiMail, SpamExperts. */
const filters: readonly KnownReply[] = [
  ...knownReplies(
    `
address_unknown      | r | 550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550
content_spam         | d | 550 Rejected by header based manually Blocked Senders - https://community.mimecast.com/docs/DOC-1369#550
greylist             | r | 451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451
reputation_block     | r | 550 csi.mimecast.org Poor Reputation Sender. - https://community.mimecast.com/docs/DOC-1369#550
reputation_block     | r | 550 Local CT IP Reputation - (reject) - https://community.mimecast.com/docs/DOC-1369#550
authentication       | d | 550 DMARC Sender Invalid - envelope rejected - https://community.mimecast.com/docs/DOC-1369#550
authentication       | d | 550 Anti-Spoofing policy - Inbound not allowed - https://community.mimecast.com/docs/DOC-1369#550
content_spam         | d | 554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554
`,
    'eu-smtp-inbound-1.mimecast.com',
  ),
  ...knownReplies(`
reputation_block     | b | 554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1
reputation_block     | r | 550 5.7.1 Service unavailable; client blocked using Proofpoint Dynamic Reputation
address_unknown      | d | 550 permanent failure for one or more recipients (ann@reader.example:550 No such recipient)
reputation_block     | r | 554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.1
content_spam         | d | 554 rejected due to spam content
domain_misconfig     | r | 553 you are trying to use me [server-3.tower-4.messagelabs.com] as a relay, but I have not been configured to let you [192.0.2.1, relay.example] do this. Please visit www.symanteccloud.com/troubleshooting for more details. (#5.7.1)
address_unknown      | r | 550 Invalid recipient <ann@reader.example> (#5.1.1)
content_spam         | d | 553 Message filtered. Refer to the Troubleshooting page at http://www.symanteccloud.com/troubleshooting for more information. (#5.7.1)
reputation_block     | b | 501 Connection rejected by policy [7.7] 38712
address_unknown      | r | 550 #5.1.0 Address rejected.
reputation_block     | b | 554-Your access to this mail system has been rejected due to the sending MTA's poor reputation.
rate_limited         | r | 452 Too many recipients received this hour
domain_dead          | - | 5.1.2 - Bad destination host ('DNS Hard Error looking up reader.example (MX): NXDomain')
expired              | - | 5.4.7 - Delivery expired (message too old)
reputation_block     | r | 550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using Trend Micro RBL+. Please see http://www.mail-abuse.com/cgi-bin/lookup?ip_address=192.0.2.1
content_spam         | d | 554 5.7.1 This message has been blocked because it contains FortiGuard - AntiSpam blocking URL(s).
content_spam         | d | 550 A URL in this email (link.example) is listed on https://spamrl.com/. Please resolve and retry
content_spam         | d | 550 High probability of spam
content_spam         | d | 554 5.7.0 Reject, id=12345-01 - spam
content_spam         | d | 550 5.7.1 Reject - VIRUS: Eicar-Test-Signature
content_spam         | d | 554 5.7.1 Rejected, id=12345-02 - BANNED: application/octet-stream,.exe
content_spam         | d | 554 5.7.1 Spam message rejected
address_unknown      | - | Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.
reputation_block     | c | 550 Your mail server 192.0.2.1 is in the UCEPROTECT-Network list. http://www.uceprotect.net/rblcheck.php?ipr=192.0.2.1
reputation_block     | m | 550 5.7.1 192.0.2.1 has been blocked by SpamCop
`),
];

export const providerReplies = {
  google,
  microsoft,
  outlookCom,
  yahoo,
  aol,
  apple,
  europeAndAsia,
  northAmerica,
  filters,
} as const;
