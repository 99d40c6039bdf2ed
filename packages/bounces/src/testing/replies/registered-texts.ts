// The texts the IANA registry gives to enhanced codes (RFC 3463 and its successors), as hosts put them behind the code.
import { knownReplies } from './table.js';

const atRcpt = knownReplies(`
address_unknown      | r | 550 5.1.1 Bad destination mailbox address
domain_dead          | r | 550 5.1.2 Bad destination system address
address_unknown      | r | 550 5.1.3 Bad destination mailbox address syntax
address_unknown      | r | 550 5.1.4 Destination mailbox address ambiguous
address_moved        | r | 550 5.1.6 Destination mailbox has moved, no forwarding address
reputation_domain    | r | 550 5.1.7 Bad sender's mailbox address syntax
reputation_domain    | r | 550 5.1.8 Bad sender's system address
domain_refuses_mail  | r | 556 5.1.10 Recipient address has null MX
mailbox_disabled     | r | 550 5.2.1 Mailbox disabled, not accepting messages
mailbox_full         | r | 552 5.2.2 Mailbox full
message_too_big      | r | 552 5.2.3 Message length exceeds administrative limit
system_temp          | r | 452 4.3.1 Mail system full
domain_refuses_mail  | r | 550 5.3.2 System not accepting network messages
message_too_big      | m | 552 5.3.4 Message too big for system
system_temp          | r | 550 5.3.5 System incorrectly configured
unreachable          | - | 4.4.1 No answer from host
unreachable          | - | 4.4.2 Bad connection
dns_temp             | - | 4.4.3 Directory server failure
domain_dead          | - | 5.4.4 Unable to route
system_temp          | r | 451 4.4.5 Mail system congestion
domain_misconfig     | - | 5.4.6 Routing loop detected
expired              | - | 4.4.7 Delivery time expired
rate_limited         | r | 452 4.5.3 Too many recipients
message_format       | d | 554 5.6.1 Media not supported
message_format       | d | 554 5.6.3 Conversion required but not supported
message_format       | d | 554 5.6.7 Non-ASCII addresses not permitted for that sender/recipient
tls_required         | r | 550 5.7.10 Encryption Needed
mailbox_disabled     | r | 550 5.7.13 User Account Disabled
address_moved        | r | 550 5.7.17 Mailbox owner has changed
domain_dead          | r | 550 5.7.18 Domain owner has changed
authentication       | d | 550 5.7.20 No passing DKIM signature found
authentication       | d | 550 5.7.21 No acceptable DKIM signature found
authentication       | d | 550 5.7.22 No valid author-matched DKIM signature found
authentication       | r | 550 5.7.23 SPF validation failed
authentication       | r | 451 4.7.24 SPF validation error
ptr_helo             | r | 550 5.7.25 Reverse DNS validation failed
authentication       | d | 550 5.7.26 Multiple authentication checks failed
reputation_domain    | r | 550 5.7.27 Sender address has null MX
rate_limited         | d | 550 5.7.28 Mail flood detected
authentication       | d | 550 5.7.29 ARC validation failure
tls_required         | r | 550 5.7.30 REQUIRETLS support required
`);

export const registeredReplies = { atRcpt } as const;
