// Hosts that take the message and send it back later.
import type { Character } from './character.js';

export const returning: readonly Character[] = [
  {
    name: 'returns-unknown',
    story: 'Takes the message; two minutes later a bounce says that there is no such user.',
    expect: 'returned',
    domains: ['bounces-later.example'],
    share: 8,
    behaviour: {
      later: [
        {
          kind: 'failed',
          afterSeconds: 120,
          status: '5.1.1',
          diagnostic: '550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in local recipient table',
          returns: 'full',
        },
      ],
    },
  },
  {
    name: 'returns-full',
    story: 'Takes the message; two minutes later a bounce says that the mailbox is full.',
    expect: 'returned',
    domains: ['full-later.example'],
    share: 5,
    behaviour: {
      later: [
        {
          kind: 'failed',
          afterSeconds: 120,
          status: '5.2.2',
          diagnostic: '552 5.2.2 <{recipient}>: user is over quota, mailbox full',
        },
      ],
    },
  },
  {
    name: 'forwards-into-nothing',
    story: 'Forwards to an old address that is gone: the bounce names an address that is not on the list.',
    expect: 'returned',
    domains: ['forwarding.example'],
    share: 3,
    behaviour: {
      later: [
        {
          kind: 'failed',
          afterSeconds: 120,
          status: '5.1.1',
          forwardedTo: 'retired.long.ago@old-employer.example',
          diagnostic: '550 5.1.1 <{recipient}>: Recipient address rejected: User unknown',
          returns: 'full',
        },
      ],
    },
  },
  {
    name: 'delays-then-returns',
    story: 'Takes the message, first says that it is late (4.4.1), then gives it back.',
    expect: 'returned',
    domains: ['delays-first.example'],
    share: 3,
    behaviour: {
      later: [
        {
          kind: 'delayed',
          afterSeconds: 60,
          status: '4.4.1',
          diagnostic: '450 4.4.1 connect to mailstore.delays-first.example[192.0.2.77]:25: Connection timed out',
        },
        {
          kind: 'failed',
          afterSeconds: 180,
          status: '5.1.1',
          diagnostic: '550 5.1.1 <{recipient}>: Recipient address rejected: no such mailbox',
        },
      ],
    },
  },
  {
    name: 'returns-plainly',
    story: 'Takes the message; the bounce comes as plain text, in the manner of qmail.',
    expect: 'returned',
    domains: ['qmail.example'],
    share: 3,
    behaviour: {
      later: [
        {
          kind: 'plain',
          afterSeconds: 120,
          diagnostic: 'Sorry, no mailbox here by that name. (#5.1.1)',
          returns: 'full',
        },
      ],
    },
  },
];
