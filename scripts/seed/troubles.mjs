// The chronic causes of the made-up year, and the passing ones: whom they befall, since when, and what the servers say.

/**
 * `at`: whom it befalls (a domain, or a share of everybody). `share`: of these people. `from`: the campaign it begins with,
 * as a share of the year. `outcome`: refused · expired · returned. `reply`: [stage, words]; no code: the words are our own.
 * `tries`: attempts until it is final. `chance`: how often it strikes.
 */
export const CHRONIC = [
  {
    ...{ key: 'mailbox_full', at: ['web-de.example', 'gmx.example'], share: 0.012, from: 0.55, outcome: 'expired' },
    reply: ['rcpt', '452 4.2.2 <{r}>: Recipient mailbox is full, over quota'],
    ...{ tries: 4, chance: 0.96 },
  },
  {
    ...{ key: 'blocked_by_filter', at: ['acme.example', 'globex.example'], share: 1, from: 0.3, outcome: 'refused' },
    reply: ['dot', '550 5.7.1 Message rejected as spam by content filtering (policy of this company) {q}'],
    ...{ tries: 1, chance: 1 },
  },
  {
    ...{ key: 'group_is_closed', at: 'microsoft365', share: 0.03, from: 0, outcome: 'refused' },
    reply: ['rcpt', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; {r}'],
    ...{ tries: 1, chance: 1 },
  },
  {
    ...{ key: 'host_is_silent', at: ['initech.example', 'hooli.example'], share: 1, from: 0.45, outcome: 'expired' },
    reply: ['connect', 'connect ETIMEDOUT 192.0.2.77:25'],
    ...{ tries: 9, chance: 1 },
  },
  {
    ...{ key: 'returned_later', at: ['umbrella.example', 'wayne.example'], share: 0.8, from: 0.2, outcome: 'returned' },
    reply: ['dot', '554 5.4.14 Hop count exceeded - possible mail loop ATTR34'],
    ...{ tries: 1, chance: 1 },
  },
  {
    ...{ key: 'unauthenticated', at: ['gmail.example'], share: 0.004, from: 0.6, outcome: 'refused' },
    reply: [
      'dot',
      "550-5.7.26 Unauthenticated email from doorstep.example is not accepted due to domain's DMARC policy. {q} - gsmtp",
    ],
    ...{ tries: 1, chance: 0.97 },
  },
];

export const PASSING = [
  {
    ...{ key: 'gone', at: 'everybody', share: 0.022, from: null, outcome: 'refused' },
    reply: ['rcpt', '550 5.1.1 <{r}>: Recipient address rejected: User unknown in virtual mailbox table'],
    ...{ tries: 1, chance: 1 },
  },
  {
    ...{ key: 'switched_off', at: 'everybody', share: 0.004, from: null, outcome: 'refused' },
    reply: ['rcpt', '550 5.2.1 The email account that you tried to reach is disabled. {q}'],
    ...{ tries: 1, chance: 1 },
  },
  {
    ...{ key: 'sometimes_full', at: 'everybody', share: 0.012, from: 0, outcome: 'expired' },
    reply: ['rcpt', '452 4.2.2 <{r}> mailbox full'],
    ...{ tries: 4, chance: 0.12 },
  },
  {
    ...{ key: 'too_large', at: 'everybody', share: 0.01, from: 0, outcome: 'refused' },
    reply: ['data', '552 5.3.4 Message size exceeds fixed limit'],
    ...{ tries: 1, chance: 0.05 },
  },
  {
    ...{ key: 'complains', at: 'everybody', share: 0.004, from: null, outcome: 'complained' },
    reply: ['dot', ''],
    ...{ tries: 1, chance: 1 },
  },
];

/** Companies that exist by name, so that the chronic causes have somewhere to be. */
export const NAMED_COMPANIES = ['acme', 'globex', 'initech', 'hooli', 'umbrella', 'wayne'];

/** Minutes from the first try to the following ones, about as the retry policy spaces them. */
export const WAIT_MINUTES = [0, 6, 16, 36, 76, 196, 436, 916, 1636, 2836];
