// Replies as receivers word them when they speak of us, of the message or of themselves, each with what it means.

/** Category, MX host (null: anybody's), and replies. */
export type Labelled = readonly (readonly [category: string, mxHost: string | null, replies: readonly string[]])[];

export const ofOurSide: Labelled = [
  [
    'reputation_block',
    null,
    [
      '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1',
      '550 5.7.1 Your IP 192.0.2.1 is listed at bl.spamcop.net',
      "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation",
      '550 5.7.1 Client host rejected: your IP address is blacklisted',
      '554 5.7.1 Mail from 192.0.2.1 refused, blacklisted by Barracuda Reputation',
      '550 5.7.1 Your server IP address has poor reputation',
      '521 5.2.1 192.0.2.1 blocked: Client host listed in RBL',
      '554 5.7.1 The sending IP address 192.0.2.1 is listed in a DNSBL',
      '550 5.7.1 Blocked by IP reputation: sending IP rejected',
      '553 5.3.0 blocked using b.barracudacentral.org, Client host blocked',
      '550 Connection rejected by policy: ip blocked 192.0.2.1',
    ],
  ],
  [
    'reputation_block',
    'outlook-com.olc.protection.outlook.com',
    [
      "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
    ],
  ],
  [
    'reputation_block',
    'firm-example.mail.protection.outlook.com',
    [
      '550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/',
    ],
  ],
  [
    'reputation_block',
    'mta5.am0.yahoodns.net',
    ["553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list"],
  ],
  [
    'reputation_domain',
    null,
    [
      '550 5.7.1 The sending domain news.example is blocklisted',
      '554 5.7.1 Sender domain listed at dbl.spamhaus.org',
      '550 5.7.1 Your domain has a low domain reputation',
      '554 5.7.1 From domain is listed in SURBL',
    ],
  ],
  [
    'reputation_domain',
    'gmail-smtp-in.l.google.com',
    [
      '550-5.7.1 Gmail has detected that this message is likely suspicious due to the\n550 5.7.1 very low reputation of the sending domain.',
    ],
  ],
  [
    'authentication',
    null,
    [
      '550 5.7.1 SPF check failed',
      '550 5.7.23 SPF validation failed',
      '550 5.7.1 Email rejected per DMARC policy',
      '550 5.7.20 No passing DKIM signature found',
      '550 5.7.1 DKIM signature verification failed',
      '554 5.7.1 Message rejected: does not pass DMARC',
      '550 5.7.1 Sender Policy Framework failure',
      '550 5.7.26 multiple authentication checks failed',
    ],
  ],
  [
    'authentication',
    'gmail-smtp-in.l.google.com',
    [
      '550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n550 5.7.26 DKIM = did not pass SPF [news.example] with ip: [192.0.2.1] = did not pass',
      '550-5.7.30 DKIM did not pass. Gmail requires all large senders to authenticate\n550 5.7.30 with DKIM.',
      "421-4.7.32 Your email has been rate limited because the From: header (RFC5322)\n421 4.7.32 in this message isn't aligned with the authenticated SPF or DKIM domain.",
    ],
  ],
  [
    'authentication',
    'firm-example.mail.protection.outlook.com',
    [
      '550 5.7.509 Access denied, sending domain news.example does not pass DMARC verification and has a DMARC policy of reject.',
      "550 5.7.515 Access denied, sending domain news.example doesn't meet the required authentication level.",
    ],
  ],
  [
    'ptr_helo',
    null,
    [
      '550 5.7.25 Client host rejected: no PTR record',
      '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]',
      '554 5.7.1 No reverse DNS for your address',
      '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
      '550 5.7.1 invalid HELO name',
      '550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)',
      '450 4.7.25 Client host rejected: cannot find your hostname',
      '554 5.7.1 Missing reverse DNS (PTR record)',
    ],
  ],
  [
    'ptr_helo',
    'gmail-smtp-in.l.google.com',
    [
      '550-5.7.25 The IP address sending this message does not have a PTR record setup, or\n550 5.7.25 the corresponding forward DNS entry does not match the sending IP.',
    ],
  ],
  [
    'tls_required',
    null,
    [
      '530 5.7.0 Must issue a STARTTLS command first',
      '530 5.7.10 TLS is required',
      '550 5.7.10 Encryption required',
      '554 5.7.1 This server requires TLS',
    ],
  ],
  [
    'tls_required',
    'gmail-smtp-in.l.google.com',
    ['421-4.7.29 Gmail requires all senders to use a TLS connection for sending mail.\n421 4.7.29 encryption required'],
  ],
  [
    'content_spam',
    null,
    [
      '554 5.7.1 Message rejected as spam',
      '550 5.7.1 This message looks like spam',
      '554 5.7.1 Spam message rejected',
      '550 High probability of spam',
      '554 5.7.1 Virus detected in message',
      '550 5.7.1 Message content rejected',
      '554 5.6.0 Message contains a prohibited attachment',
      '552 5.7.0 message content rejected: blocked attachment type',
      '550 5.7.1 Blocked by content filter',
      '554 5.7.1 Unsolicited bulk mail is not accepted',
      '550 spam detected',
    ],
  ],
  [
    'content_spam',
    'gmail-smtp-in.l.google.com',
    [
      '550-5.7.1 Gmail has detected that this message is likely unsolicited mail. To\n550 5.7.1 reduce the amount of spam sent to Gmail, this message has been blocked.',
      '552-5.7.0 This message was blocked because its content presents a potential\n552 5.7.0 security issue.',
    ],
  ],
  [
    'message_format',
    null,
    [
      '550 5.6.0 Malformed message headers',
      '550 5.7.1 Message is not RFC 5322 compliant',
      '554 5.6.0 Message has bare LF',
      '550 5.6.0 missing Message-ID header',
      '554 5.6.0 line too long',
      '550 5.7.1 multiple From headers',
      '554 5.6.0 duplicate header: From',
    ],
  ],
  [
    'message_too_big',
    null,
    [
      '552 5.3.4 Message size exceeds fixed limit',
      '552 5.3.4 message too big for system',
      '552 Message size exceeds maximum permitted',
      '554 5.3.4 Message too large',
      '550 5.2.3 Message exceeds local size limit',
      '552 5.3.4 Error: message file too big',
      "523 5.2.3 The message size exceeds the recipient's limit",
    ],
  ],
  [
    'system_temp',
    null,
    [
      '451 4.3.0 Temporary server error. Please try again later',
      '451 4.3.0 Error: queue file write error',
      '452 4.3.1 Insufficient system storage',
      '451 Requested action aborted: local error in processing',
      '421 4.3.2 Service shutting down',
      '451 4.3.5 Server configuration problem',
      '421 4.3.0 Internal server error',
      '450 4.3.0 Temporary lookup failure',
      '421 Service not available, closing transmission channel',
      '431 4.3.1 disk full',
      '451 4.3.2 System not accepting messages at the moment',
    ],
  ],
  ['system_temp', 'eu-smtp-inbound-1.mimecast.com', ['451 Internal resources are temporarily unavailable']],
];
