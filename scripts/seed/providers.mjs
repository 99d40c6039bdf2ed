// The mail hosts of the made-up year: large providers, companies' own hosts, and how each of them answers.

/** Share of all people, domains of theirs, MX hosts, greeting, final reply ({q}: a queue id), and how it puts off. */
export const PROVIDERS = [
  {
    ...{ share: 27, domains: ['gmail.example', 'googlemail.example'] },
    hosts: ['gmail-smtp-in.l.google.com', 'alt1.gmail-smtp-in.l.google.com', 'alt2.gmail-smtp-in.l.google.com'],
    greeting: '220 mx.google.com ESMTP {q} - gsmtp',
    accepted: '250 2.0.0 OK  {q} - gsmtp',
    putOff: ['rcpt', '450 4.2.1 The user you are trying to contact is receiving mail too quickly. {q} - gsmtp'],
  },
  {
    ...{ share: 13, domains: ['outlook.example', 'hotmail.example', 'live.example'] },
    hosts: ['outlook-com.olc.protection.outlook.com'],
    greeting: '220 DB5EUR02FT041.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready',
    accepted: '250 2.6.0 <{q}@news.doorstep.example> [InternalId={q}] Queued mail for delivery -> 250 2.1.5',
    putOff: ['mail', '451 4.7.500 Server busy. Please try again later from [192.0.2.99].'],
  },
  {
    ...{ share: 11, domains: ['web-de.example', 'gmx.example'] },
    hosts: ['mx00.gmx.net', 'mx01.gmx.net'],
    greeting: '220 gmx.net (mxgmx014) Nemesis ESMTP Service ready',
    accepted: '250 Requested mail action okay, completed: id={q}',
    putOff: ['rcpt', '450 Requested mail action not taken: mailbox unavailable, greylisted, try again later'],
  },
  {
    ...{ share: 8, domains: ['yahoo.example', 'aol.example'] },
    hosts: ['mta5.am0.yahoodns.net', 'mta6.am0.yahoodns.net', 'mta7.am0.yahoodns.net'],
    greeting: '220 mtaproxy311.free.mail.bf1.yahoo.com ESMTP ready',
    accepted: '250 ok dirdel',
    putOff: ['mail', '421 4.7.0 [TSS04] Messages from 192.0.2.99 temporarily deferred due to unexpected volume.'],
  },
  {
    ...{ share: 5, domains: ['icloud.example', 'me.example'] },
    hosts: ['mx01.mail.icloud.com', 'mx02.mail.icloud.com'],
    greeting: '220 p00-icloudmta-asmtp-us-west-3a-60-percent-9 ESMTP',
    accepted: '250 2.0.0 Ok: queued as {q}',
    putOff: ['rcpt', '450 4.2.2 mailbox busy, try again later'],
  },
  {
    ...{ share: 3, domains: ['orange.example', 'wanadoo.example'] },
    hosts: ['smtp-in.orange.fr'],
    greeting: '220 mwinf5c12 ME ESMTP server ready',
    accepted: '250 2.0.0 {q} mail accepted for delivery',
    putOff: ['mail', '421 4.7.1 Service refused, please try later. OFR_999'],
  },
  {
    ...{ share: 2, domains: ['comcast.example'] },
    hosts: ['mx1a1.comcast.net', 'mx2a1.comcast.net'],
    greeting: '220 resimta-a2p-640289.sys.comcast.net ESMTP server ready',
    accepted: '250 2.0.0 {q} mail accepted for delivery',
    putOff: ['mail', '421 4.1.0 192.0.2.99 Throttled - try again later.'],
  },
  {
    ...{ share: 5, domains: ['t-online.example'] },
    hosts: ['mx00.t-online.example', 'mx01.t-online.example', 'mx02.t-online.example'],
    greeting: '220 mailin42.aul.t-online.de T-Online ESMTP receiver fssmtpd2025 ready.',
    accepted: '250 2.0.0 Message accepted. {q}',
    putOff: ['rcpt', '451 4.7.1 Greylisting in action, please come back later'],
  },
];

/** What companies have: weight, hosts of the company with this name, greeting, final reply, how it puts off. */
export const COMPANY_KINDS = [
  [
    42,
    {
      hosts: (name) => [`${name}-example.mail.protection.outlook.com`],
      greeting: '220 AM7EUR03FT028.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready',
      accepted: '250 2.6.0 <{q}@news.doorstep.example> [InternalId={q}] Queued mail for delivery',
      putOff: ['mail', '451 4.7.500 Server busy. Please try again later from [192.0.2.99].'],
    },
  ],
  [
    22,
    {
      hosts: () => ['aspmx.l.google.com', 'alt1.aspmx.l.google.com', 'alt2.aspmx.l.google.com'],
      greeting: '220 mx.google.com ESMTP {q} - gsmtp',
      accepted: '250 2.0.0 OK  {q} - gsmtp',
      putOff: ['data', '421 4.7.0 Temporary System Problem.  Try again later. {q} - gsmtp'],
    },
  ],
  [
    5,
    {
      hosts: () => ['eu-smtp-inbound-1.mimecast.com', 'eu-smtp-inbound-2.mimecast.com'],
      greeting: '220 eu-smtp-1.mimecast.com ESMTP ; ready',
      accepted: '250 SmtpThread-{q}@uk-mta-12.uk.mimecast.lan Received OK [{q}.uk12]',
      putOff: [
        'rcpt',
        '451 Internal resource temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451',
      ],
    },
  ],
  [
    31,
    {
      hosts: (name) => [`mx1.${name}.example`, `mx2.${name}.example`],
      greeting: '220 mx1.{name}.example ESMTP Postfix',
      accepted: '250 2.0.0 Ok: queued as {q}',
      putOff: ['rcpt', '450 4.2.0 <{r}>: Recipient address rejected: Greylisted, see https://postgrey.example/'],
    },
  ],
];

/** Greetings, replies and hosts with the company's own name in them. */
export const companyOf = (kind, name) => ({
  ...kind,
  hosts: kind.hosts(name),
  greeting: kind.greeting.replace('{name}', name),
});

/** A site that answers only after it saw a sender twice does so to everybody. */
export const GREYLISTING_SHARE = 0.35;
