// Blind scenarios whose cause lies with the reader: her mailbox, her forwarding, her own wish.
import { atRcpt, type Scenario, wellElsewhere } from './scenario.js';

const UNKNOWN = '5.1.1 <{recipient}>: Recipient address rejected: User unknown in virtual mailbox table';

export const ofTheReader: readonly Scenario[] = [
  {
    name: 'nobody of that name, said with its code',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@gone-one.example',
    others: ['ben@well-one.example'],
    behaviours: { 'gone-one.example': atRcpt(550, UNKNOWN) },
  },
  {
    name: 'nobody of that name, in plain words without a code',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@gone-two.example',
    behaviours: { 'gone-two.example': atRcpt(550, 'No such user here') },
  },
  {
    name: 'nobody of that name, refused by a directory that calls it access denied',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@gone-three.example',
    behaviours: {
      'gone-three.example': {
        hosts: [{ name: 'gone-three.mail.protection.outlook.com' }],
        ...atRcpt(
          550,
          '5.4.1 Recipient address rejected: Access denied. [AM5EUR02FT031.eop-EUR02.prod.protection.outlook.com]',
        ),
      },
    },
  },
  {
    name: 'a mailbox that is full through two campaigns',
    ...{ causes: ['mailbox_full'], side: 'her_mailbox', until: 'end' },
    her: 'anna@full-one.example',
    behaviours: {
      'full-one.example': atRcpt(452, '4.2.2 The email account that you tried to reach is over quota.'),
    },
    rounds: [{}, {}],
  },
  {
    name: 'a mailbox that was full once, said for good',
    ...{ causes: ['mailbox_full_once'], side: 'her_mailbox', until: 'end' },
    her: 'anna@full-two.example',
    behaviours: { 'full-two.example': atRcpt(552, '5.2.2 Mailbox full') },
  },
  {
    name: 'an account the provider has switched off',
    ...{ causes: ['mailbox_off'], side: 'her_mailbox', until: 'end' },
    her: 'anna@off.example',
    behaviours: {
      'off.example': atRcpt(550, '5.2.1 The email account that you tried to reach is disabled.'),
    },
  },
  {
    name: 'somebody who has moved',
    ...{ causes: ['address_moved'], side: 'her_mailbox', until: 'end' },
    her: 'anna@moved.example',
    behaviours: { 'moved.example': atRcpt(551, '5.1.6 User has moved; please try anna@new-home.example') },
  },
  {
    name: 'nobody of that name, found out hours after it was taken',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'returned' },
    her: 'anna@late-one.example',
    behaviours: {
      'late-one.example': {
        later: [
          {
            ...{ kind: 'failed', afterSeconds: 7200, status: '5.1.1' },
            diagnostic: '550 5.1.1 <{recipient}>: Recipient address rejected: User unknown',
          },
        ],
      },
    },
  },
  {
    name: 'nobody of that name, told in plain text in the manner of qmail',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'returned' },
    her: 'anna@late-two.example',
    behaviours: {
      'late-two.example': {
        later: [
          {
            ...{ kind: 'plain', afterSeconds: 7200, returns: 'full' },
            diagnostic: 'Sorry, no mailbox here by that name. (#5.1.1)',
          },
        ],
      },
    },
  },
  {
    name: 'a forward to an address that is gone',
    ...{ causes: ['forward_refuses'], side: 'forward', until: 'returned', says: /old\.anna@former-job\.example/ },
    her: 'anna@forwards-one.example',
    behaviours: {
      'forwards-one.example': {
        later: [
          {
            ...{ kind: 'failed', afterSeconds: 3600, status: '5.1.1', forwardedTo: 'old.anna@former-job.example' },
            ...{ diagnostic: '550 5.1.1 <{recipient}>: Recipient address rejected: User unknown', returns: 'full' },
          },
        ],
      },
    },
  },
  {
    name: 'a forward that breaks our signature',
    ...{ causes: ['forward_breaks_signature'], side: 'forward', until: 'returned' },
    her: 'anna@forwards-two.example',
    behaviours: {
      'forwards-two.example': {
        later: [
          {
            ...{ kind: 'failed', afterSeconds: 3600, status: '5.7.26', forwardedTo: 'anna@strict-inbox.example' },
            diagnostic:
              "550 5.7.26 Unauthenticated email from news.example is not accepted due to domain's DMARC policy.",
            returns: 'full',
          },
        ],
      },
    },
  },
  {
    name: 'a reader who pressed "this is spam"',
    ...{ causes: ['complained'], side: 'us_by_choice', until: 'complained' },
    her: 'anna@complains.example',
    behaviours: { 'complains.example': { later: [{ kind: 'complaint', afterSeconds: 3600, returns: 'full' }] } },
  },
  {
    name: 'an address a colleague put on the list of suppressions',
    ...{ causes: ['held_back'], side: 'us_by_choice', until: 'suppressed', says: /Her wish, by telephone/ },
    her: 'anna@by-hand.example',
    behaviours: { 'by-hand.example': {} },
    before: ['suppressed by hand'],
  },
  {
    name: 'an unknown mailbox that was deleted and added again five times',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end', says: /re-adding: done 5 times/ },
    her: 'anna@gone-four.example',
    behaviours: { 'gone-four.example': atRcpt(550, UNKNOWN) },
    rounds: [{}, {}],
    between: [
      'deleted and added again',
      'deleted and added again',
      'deleted and added again',
      'deleted and added again',
      'deleted and added again',
    ],
  },
  {
    name: 'a link scanner that unsubscribed her',
    ...{ causes: ['scanner_unsubscribed'], side: 'her_server', until: 'accepted' },
    her: 'anna@scanner.example',
    behaviours: { 'scanner.example': {} },
    after: ['scanner unsubscribes'],
  },
  {
    name: 'a reader who unsubscribed herself a day later',
    ...{ causes: ['unsubscribed'], side: 'us_by_choice', until: 'accepted' },
    her: 'anna@leaves.example',
    behaviours: { 'leaves.example': {} },
    after: ['unsubscribes next day'],
  },
  {
    name: 'everything accepted, and she sees nothing',
    ...{ causes: ['accepted_everywhere'], side: 'nobody_yet', until: 'accepted' },
    her: 'anna@takes-all.example',
    others: wellElsewhere,
    behaviours: { 'takes-all.example': {} },
    rounds: [{}, {}],
  },
  {
    name: 'an automatic answer is no bounce',
    ...{ causes: ['accepted_everywhere'], side: 'nobody_yet', until: 'accepted' },
    her: 'anna@on-leave.example',
    behaviours: { 'on-leave.example': { later: [{ kind: 'auto-reply', afterSeconds: 60 }] } },
  },
];
