// Replies whose short code says more than their words, as the providers' pages explain them; names are ours.
import { knownReplies } from './table.js';

const goDaddy = knownReplies(
  `
reputation_block     | b | 554 p3plibsmtp02-13.prod.phx3.secureserver.net bizsmtp Connection refused. 192.0.2.1 is blacklisted. IB103 <http://x.co/rblbounce>
rate_limited         | r | 550 5.1.1 <ann@reader.example> - 192.0.2.1 has sent to too many recipients this hour. IB607 <http://x.co/rlbounce>
rate_limited         | b | 421 Temporarily rejected. Try again later. IB007
authentication       | m | 550 5.1.0 192.0.2.1 is not allowed to send from <news.example> per its SPF Record. IB508 <http://x.co/srbounce>
content_spam         | d | 552 5.2.0 Message rejected. IB504 <http://x.co/srbounce>
content_spam         | d | 554 This message has been refused. IB705
`,
  'smtp.secureserver.net',
);

const others = knownReplies(`
ptr_helo             | b | 554 cox.example 192.0.2.1 connection refused. Refer to error codes. AUP#CXDNS
rate_limited         | r | 452 4.1.1 192.0.2.1 requested action aborted: try again later. AUP#CXMXRT
reputation_domain    | m | 550 5.1.0 <bounces@news.example> sender rejected. AUP#CXSNDR
address_unknown      | r | 550 5.1.1 RCP-P1 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#rcp
recipient_refuses_you| r | 550 5.1.1 RCP-P2 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#rcp
content_spam         | d | 554 5.7.1 POL-P6 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#pol
reputation_block     | b | 554 5.7.1 POL-P1 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#pol
ptr_helo             | b | 421 4.7.1 DNS-P3 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#dns
system_temp          | d | 451 4.3.0 INT-T1 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#int
reputation_block     | m | 550 SC-004 (COL0-MC1-F1) Unfortunately, messages from 192.0.2.1 weren't sent. The problem is that too many unwanted messages have been sent from the following IP address above.
reputation_block     | b | 550 OU-001 (BAY0-MC1-F1) Unfortunately, messages from 192.0.2.1 weren't sent.
rate_limited         | d | 451 MI:RFL 163 smtp10,D8CowEA5WXzXyrlPBA--.1234S2 1234567890
authentication       | d | 550 MI:SPF 163 mx13,PsCowEDJ1TzXyrlPBA--.1234S2
message_format       | d | 554 DT:SUM 163 smtp5,D9GowLD7AEDXyrlPBA--.1234S2
mailbox_disabled     | r | 550 5.5.0 Boite du destinataire archivee. Archived recipient. OFR_421
`);

export const codedReplies = { goDaddy, others } as const;
