// Hosts that take mail, in the manner of the big providers and of a small hoster with many domains.
import type { Character } from './character.js';

const small = [
  'bakery',
  'bookshop',
  'garden-club',
  'cycling',
  'chess-club',
  'pottery',
  'choir',
  'allotment',
  'bee-keepers',
];

export const providers: readonly Character[] = [
  {
    name: 'googlish',
    story: 'A very large provider: several hosts, multi-line replies.',
    expect: 'accepted',
    domains: ['googlish.example'],
    share: 60,
    behaviour: {
      banner: 'a640c23a62f3a-b767f1c2d3esi12345678a12.345 - gsmtp',
      hosts: [
        { name: 'gmail-smtp-in.l.googlish.example', preference: 5 },
        { name: 'alt1.gmail-smtp-in.l.googlish.example', preference: 10 },
        { name: 'alt2.gmail-smtp-in.l.googlish.example', preference: 20 },
      ],
      acceptedText: '2.0.0 OK  {id} a640c23a62f3a-b767f1c2d3esi8765432a12.345 - gsmtp',
      unknownUser: {
        code: 550,
        lines: [
          '5.1.1 The email account that you tried to reach does not exist. Please try',
          "5.1.1 double-checking the recipient's email address for typos or",
          '5.1.1 unnecessary spaces. For more information, go to',
          '5.1.1  https://support.googlish.example/mail/?p=NoSuchUser {id} - gsmtp',
        ],
      },
      mailboxFull: {
        code: 452,
        lines: [
          "4.2.2 The recipient's inbox is out of storage space. Please direct the",
          '4.2.2 recipient to',
          '4.2.2  https://support.googlish.example/mail/?p=OverQuotaTemp {id} - gsmtp',
        ],
      },
    },
  },
  {
    name: 'outlookish',
    story: 'A very large provider: one host name, long codes in brackets.',
    expect: 'accepted',
    domains: ['outlookish.example', 'hotmailish.example'],
    share: 40,
    behaviour: {
      banner: 'Microsoft ESMTP MAIL Service ready',
      hosts: [{ name: 'outlookish-example.olc.protection.outlookish.example', preference: 2 }],
      acceptedText:
        '2.6.0 <{id}@outlookish.example> [InternalId=5029, Hostname=DB9P193.outlookish.example] Queued mail for delivery',
      unknownUser: {
        code: 550,
        lines: ['5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {recipient} not found by SMTP address lookup'],
      },
      mailboxFull: {
        code: 552,
        lines: ["5.2.2 <{recipient}>: Mailbox full: the recipient's mailbox has exceeded its storage quota"],
      },
    },
  },
  {
    name: 'yahooish',
    story: 'A very large provider: three hosts of equal rank, few messages in one connection.',
    expect: 'accepted',
    domains: ['yahooish.example'],
    share: 25,
    behaviour: {
      hosts: [5, 6, 7].map((n) => ({ name: `mta${n}.am0.yahoodns.yahooish.example`, preference: 1 })),
      acceptedText: 'ok dirdel',
      maxMessagesPerConnection: 20,
      limitReached: { code: 421, lines: ['4.3.2 Too many messages for this session, please reconnect'] },
      unknownUser: {
        code: 554,
        lines: ["delivery error: dd This user doesn't have a yahooish.example account ({recipient}) [0] - {host}"],
      },
      mailboxFull: { code: 552, lines: ['5.2.2 {recipient} is over quota'] },
    },
  },
  {
    name: 'small-hoster',
    story: 'Many small domains whose mail one hoster takes: one site.',
    expect: 'accepted',
    domains: ['hosted-mail.example'],
    share: 3,
    behaviour: { banner: 'Postfix', hosts: [{}, {}] },
  },
  {
    name: 'small-domains',
    story: 'The domains of that hoster.',
    expect: 'accepted',
    domains: small.map((name) => `${name}.example`),
    share: 45,
    behaviour: { sharesHostsOf: 'hosted-mail.example' },
  },
];
