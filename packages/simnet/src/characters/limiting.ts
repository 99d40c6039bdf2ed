// Hosts that take mail in the end but make the sender wait, slow down or come again.
import type { Character } from './character.js';

export const limiting: readonly Character[] = [
  {
    name: 'greylists',
    story: 'Refuses what it does not know for five minutes: 450 4.2.0, then takes it.',
    expect: 'accepted',
    domains: ['greylisting.example'],
    share: 10,
    behaviour: { greylistSeconds: 300 },
  },
  {
    name: 'greylists-with-hint',
    story: 'Greylists and says for how long: 451 4.7.1, try again in 300 seconds.',
    expect: 'accepted',
    domains: ['patient.example'],
    share: 6,
    behaviour: {
      greylistSeconds: 300,
      greylisted: {
        code: 451,
        lines: [
          '4.7.1 <{recipient}>: Recipient address rejected: Greylisting in action, please try again in 300 seconds',
        ],
      },
    },
  },
  {
    name: 'slow',
    story: 'Takes 150 ms for each reply, the greeting too.',
    expect: 'accepted',
    domains: ['slow.example'],
    share: 4,
    behaviour: { delayMs: 150 },
  },
  {
    name: 'five-per-connection',
    story: 'Says 421 after five messages in one connection.',
    expect: 'accepted',
    domains: ['five-at-once.example'],
    share: 12,
    behaviour: {
      maxMessagesPerConnection: 5,
      limitReached: {
        code: 421,
        lines: ['4.7.0 {host} Max message per connection reached, closing transmission channel'],
      },
    },
  },
  {
    name: 'two-connections',
    story: 'Takes two connections at a time; the third hears 421 4.7.0.',
    expect: 'accepted',
    domains: ['two-lines.example'],
    share: 8,
    behaviour: {
      maxConnections: 2,
      tooMany: { code: 421, lines: ['4.7.0 {host} Error: too many connections from {client}'] },
    },
  },
  {
    name: 'out-of-order',
    story: 'Temporarily broken, and stays so: 451 4.3.0 to every recipient.',
    expect: 'deferred',
    domains: ['out-of-order.example'],
    share: 4,
    behaviour: {
      rcpt: { code: 451, lines: ['4.3.0 Temporary system problem, please try again later ({id})'] },
    },
  },
];
