// Hosts that say a final no, for reasons that have nothing to do with the reader.
import type { Character } from './character.js';

const hostile =
  '550-5.1.1 <script>alert("your dashboard")</script><img src=x onerror=alert(1)>\r\n' +
  '550-5.1.1 \x1b[31mred\x1b[0m \x07bell \x00nul \x08back\r\n' +
  `550-5.1.1 ${'A'.repeat(5000)}\r\n` +
  "550 5.1.1 {recipient}'; DROP TABLE address; -- user unknown\r\n";

export const refusing: readonly Character[] = [
  {
    name: 'blocks-at-connect',
    story: 'Lists our IP address: 554 5.7.1 instead of a greeting. Our fault, not the reader’s.',
    expect: 'deferred',
    domains: ['blocklisting.example'],
    share: 4,
    behaviour: {
      greeting: {
        code: 554,
        lines: [
          '5.7.1 Service unavailable; Client host [{client}] blocked using zen.spamhaus.example; https://www.spamhaus.example/query/ip/{client}',
        ],
      },
    },
  },
  {
    name: 'blocks-at-rcpt',
    story: 'Lists our IP address: 550 5.7.1 to each recipient.',
    expect: 'deferred',
    domains: ['reputation.example'],
    share: 4,
    behaviour: {
      rcpt: {
        code: 550,
        lines: [
          "5.7.1 Unfortunately, messages from [{client}] weren't sent. Please contact your Internet",
          '5.7.1 service provider since part of their network is on our block list (S3150).',
          '5.7.1 Client host [{client}] blocked using zen.spamhaus.example',
        ],
      },
    },
  },
  {
    name: 'refuses-content',
    story: 'Reads the message and refuses it as spam: 554 5.7.1 after the dot.',
    expect: 'refused',
    domains: ['strict-filter.example'],
    share: 4,
    behaviour: {
      dot: { code: 554, lines: ['5.7.1 Message rejected: spam content detected (score 12.4 of 8.0), id={id}'] },
    },
  },
  {
    name: 'hostile-reply',
    story: 'Refuses with markup, escape codes, control characters and a line of 5 kB.',
    expect: 'refused',
    domains: ['hostile.example'],
    share: 2,
    behaviour: { rcpt: { code: 550, lines: [], raw: hostile } },
  },
  {
    name: 'eight-bit-reply',
    story: 'Refuses in Latin-1, which SMTP does not allow.',
    expect: 'refused',
    domains: ['umlaut.example'],
    share: 2,
    behaviour: {
      rcpt: { code: 550, lines: [], raw: '550 5.1.1 <{recipient}>: Empf\xe4nger unbekannt, Postfach gel\xf6scht\r\n' },
    },
  },
  {
    name: 'words-of-its-own',
    story: 'Refuses in words no rule knows: a rule of your own can say what they mean.',
    expect: 'refused',
    domains: ['own-words.example'],
    share: 2,
    behaviour: { rcpt: { code: 550, lines: ['Kolibri {id}: <{recipient}> is not among our birds'] } },
  },
];
