// Blind scenarios where several things happen at once, to her or to others, and only the whole picture tells.
import { atDot, atRcpt, host, type Scenario, says, wellElsewhere } from './scenario.js';

/** Domains of others that take everything, as most do of a real campaign. */
const many = (name: string, count: number) => Array.from({ length: count }, (_, n) => `p${n}@${name}-${n}.example`);

export const mixturesOfMany: readonly Scenario[] = [
  {
    name: 'two companies refuse, each by a filter and in words of its own; all the others take it',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'end' },
    her: 'anna@own-filter-one.example',
    others: ['ben@own-filter-two.example', ...many('takes-it-one', 12)],
    behaviours: {
      'own-filter-one.example': atRcpt(550, '5.7.1 Rejected by the security policy of this company, ticket {id}'),
      'own-filter-two.example': atRcpt(554, 'Denied by policy: bulk senders must apply for access first'),
    },
  },
  {
    name: 'a company behind Proofpoint has a rule of its own; another behind another filter has one, too',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'end' },
    her: 'anna@pp-one.example',
    others: ['ben@pp-two.example', 'cleo@pp-three.example', 'dan@other-filter.example', ...many('takes-it-two', 6)],
    behaviours: {
      'pp-one.example': {
        ...host('mxb-00112233.gslb.pphosted.com'),
        ...atDot(554, '5.7.0 Message rejected by content rule "newsletters"'),
      },
      'pp-two.example': host('mxb-00445566.gslb.pphosted.com'),
      'pp-three.example': host('mxb-00778899.gslb.pphosted.com'),
      'other-filter.example': atDot(550, 'This mail looks like spam to us, sorry'),
    },
  },
  {
    name: 'one company refuses our content by its filter, a third of all others do in the same words',
    ...{ causes: ['our_content_refused'], side: 'our_content', until: 'end' },
    her: 'anna@same-words-0.example',
    others: [...Array.from({ length: 4 }, (_, n) => `b@same-words-${n + 1}.example`), ...many('takes-it-three', 8)],
    behaviours: Object.fromEntries(
      Array.from({ length: 5 }, (_, n) => [
        `same-words-${n}.example`,
        atDot(550, `5.7.1 Your message {id} was classified as spam and not delivered (host mx${n})`),
      ]),
    ),
  },
  {
    name: 'a server that says of everybody that there is nobody of that name',
    ...{ causes: ['server_knows_nobody', 'server_misconfigured'], side: 'her_server', until: 'end' },
    her: 'anna@knows-nobody.example',
    others: [...Array.from({ length: 5 }, (_, n) => `b${n}@knows-nobody.example`), ...wellElsewhere],
    behaviours: {
      'knows-nobody.example': atRcpt(
        550,
        '5.1.1 <{recipient}>: Recipient address rejected: User unknown in relay recipient table',
      ),
    },
  },
  {
    name: 'her mailbox was full twice; now the filter of her company refuses everybody',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'end' },
    her: 'anna@full-then-filter.example',
    others: ['ben@full-then-filter.example', ...wellElsewhere],
    behaviours: { 'full-then-filter.example': atRcpt(452, '4.2.2 <{recipient}>: mailbox over its limit') },
    rounds: [
      {},
      {},
      { 'full-then-filter.example': atDot(550, '5.7.1 Blocked by the mail rules of this organisation') },
    ],
  },
  {
    name: 'one server of hers puts off, the other knows nobody of that name',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@two-minds.example',
    others: ['ben@well-one.example'],
    behaviours: {
      'two-minds.example': {
        hosts: [{}, {}],
        rcpt: { ...says(451, '4.3.5 Server configuration problem'), times: 2 },
        unknownUser: says(550, '5.1.1 No such user'),
      },
    },
    rounds: [{ 'two-minds.example': atRcpt(550, 'Invalid recipient: no such mailbox') }],
  },
  {
    name: 'unknown last time, then put back by hand; now she is only put off',
    ...{ causes: ['greylisted', 'still_trying'], side: 'nobody_yet', until: 'deferred', isPatient: true },
    her: 'anna@second-life.example',
    behaviours: { 'second-life.example': atRcpt(550, '5.1.1 User unknown') },
    rounds: [{}, { 'second-life.example': atRcpt(451, '4.7.1 Greylisted, come back in 300 hours') }],
  },
  {
    name: 'our signature fails at one provider, her mailbox is full at another',
    ...{ causes: ['mailbox_full_once'], side: 'her_mailbox', until: 'end' },
    her: 'anna@full-among-broken.example',
    others: ['ben@strict-one.example', 'cleo@strict-two.example'],
    behaviours: {
      'full-among-broken.example': atRcpt(552, '5.2.2 Over quota'),
      ...Object.fromEntries(
        ['one', 'two'].map((name) => [`strict-${name}.example`, atDot(550, '5.7.26 DMARC policy of news.example')]),
      ),
    },
  },
  {
    name: 'colleagues get it, she alone is put off until the time is over because her box is full',
    ...{ causes: ['mailbox_full_once', 'mailbox_full'], side: 'her_mailbox', until: 'end' },
    her: 'full.anna@roomy.example',
    others: ['ben@roomy.example', 'cleo@roomy.example'],
    behaviours: { 'roomy.example': { mailboxFull: says(431, 'The recipient has no space left in the mailbox') } },
  },
];
