// Blind scenarios with more than one trouble, or with replies that say one thing and mean another.
import { atRcpt, type Scenario, says, wellElsewhere } from './scenario.js';

const UNKNOWN = '5.1.1 <{recipient}>: Recipient address rejected: User unknown';
const LISTED = '5.7.1 Client host [{client}] blocked using zen.spamhaus.org';

export const mixtures: readonly Scenario[] = [
  {
    name: 'her mailbox was full last time; now our IP is listed',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /Spamhaus/ },
    her: 'anna@mixed-one.example',
    behaviours: { 'mixed-one.example': atRcpt(552, '5.2.2 Mailbox full') },
    rounds: [{}, { 'mixed-one.example': atRcpt(554, LISTED) }],
  },
  {
    name: 'our IP was listed last time; now her mailbox is gone',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@mixed-two.example',
    behaviours: { 'mixed-two.example': atRcpt(554, LISTED) },
    rounds: [{}, { 'mixed-two.example': atRcpt(550, UNKNOWN) }],
  },
  {
    name: 'refused once, accepted since',
    ...{ causes: ['recovered'], side: 'nobody_yet', until: 'accepted' },
    her: 'anna@mixed-three.example',
    behaviours: { 'mixed-three.example': atRcpt(552, '5.2.2 Mailbox full') },
    rounds: [{}, { 'mixed-three.example': {} }],
  },
  {
    name: 'greylisted first, then unknown',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'gone.anna@mixed-four.example',
    behaviours: {
      'mixed-four.example': { rcpt: { ...says(450, '4.2.0 Greylisted, come back'), times: 1 } },
    },
  },
  {
    name: 'the first of two servers is dead, the second knows nobody of that name',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@mixed-five.example',
    behaviours: { 'mixed-five.example': { hosts: [{ isDead: true }, {}], ...atRcpt(550, UNKNOWN) } },
  },
  {
    name: 'a warning that it is late, and nothing after it',
    ...{ causes: ['accepted_everywhere'], side: 'nobody_yet', until: 'accepted' },
    her: 'anna@mixed-six.example',
    behaviours: {
      'mixed-six.example': {
        later: [
          {
            ...{ kind: 'delayed', afterSeconds: 600, status: '4.4.1' },
            diagnostic: '450 4.4.1 connect to mailstore.mixed-six.example: Connection timed out',
          },
        ],
      },
    },
  },
  {
    name: 'the code says unknown, the words say that our IP is listed',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end' },
    her: 'anna@mixed-seven.example',
    others: wellElsewhere,
    behaviours: {
      'mixed-seven.example': atRcpt(550, '5.1.1 {client} is listed at zen.spamhaus.org, see www.spamhaus.org'),
    },
  },
  {
    name: 'the code says policy, the words say that the mailbox is unknown',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@mixed-eight.example',
    behaviours: { 'mixed-eight.example': atRcpt(550, '5.7.1 <{recipient}>: No such user here') },
  },
  {
    name: 'an unknown mailbox among colleagues who get it',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'gone.anna@mixed-nine.example',
    others: ['b1@mixed-nine.example', 'b2@mixed-nine.example', 'b3@mixed-nine.example'],
    behaviours: { 'mixed-nine.example': {} },
  },
  {
    name: 'a rule of hers alone refuses it, her colleagues get it',
    ...{ causes: ['refused_alone', 'person_refuses'], side: 'her_mailbox', until: 'end' },
    her: 'gone.anna@mixed-eleven.example',
    others: ['b1@mixed-eleven.example', 'b2@mixed-eleven.example', 'b3@mixed-eleven.example'],
    behaviours: {
      'mixed-eleven.example': { unknownUser: says(550, '5.7.1 Message rejected due to content restrictions') },
    },
  },
  {
    name: 'a bounce that says her mailbox was full, after two that were taken',
    ...{ causes: ['mailbox_full_once'], side: 'her_mailbox', until: 'returned' },
    her: 'anna@mixed-ten.example',
    behaviours: { 'mixed-ten.example': {} },
    rounds: [
      {},
      {
        'mixed-ten.example': {
          later: [
            {
              ...{ kind: 'failed', afterSeconds: 3600, status: '5.2.2' },
              diagnostic: '552 5.2.2 <{recipient}>: user is over quota',
            },
          ],
        },
      },
    ],
  },
];
