// People whose address decides what happens, on domains that otherwise take mail.
import type { Character } from './character.js';

export const recipients: readonly Character[] = [
  {
    name: 'unknown-user',
    story: 'Nobody of that name: 550 5.1.1 at RCPT. Any local part that begins with gone or nobody.',
    expect: 'refused',
    domains: ['googlish.example', 'outlookish.example', 'yahooish.example', 'bakery.example'],
    localPart: 'gone',
    behaviour: null,
    share: 12,
  },
  {
    name: 'mailbox-full-for-now',
    story: 'The mailbox is full: 452 4.2.2 at RCPT. Local part begins with full.',
    expect: 'deferred',
    domains: ['googlish.example', 'bookshop.example'],
    localPart: 'full',
    behaviour: null,
    share: 6,
  },
  {
    name: 'mailbox-full',
    story: 'The mailbox is full, said as a final no: 552 5.2.2 at RCPT. Local part begins with full.',
    expect: 'refused',
    domains: ['outlookish.example'],
    localPart: 'full',
    behaviour: null,
    share: 5,
  },
  {
    name: 'complains',
    story: 'Takes the mail and presses "this is spam": a complaint comes three minutes later.',
    expect: 'complained',
    domains: ['outlookish.example', 'yahooish.example', 'choir.example'],
    localPart: 'spamreporter',
    behaviour: null,
    share: 4,
  },
  {
    name: 'on-holiday',
    story: 'Takes the mail; an auto-reply comes a minute later, which is no bounce.',
    expect: 'accepted',
    domains: ['googlish.example', 'hosted-mail.example', 'pottery.example'],
    localPart: 'holiday',
    behaviour: null,
    share: 5,
  },
];
