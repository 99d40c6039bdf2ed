// Blind scenarios whose cause lies with us: our IP, our domain, what we wrote.
import { atDot, atRcpt, host, type Scenario, says } from './scenario.js';

const LISTED =
  '5.7.1 Service unavailable; Client host [{client}] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/{client}';

export const ofOurs: readonly Scenario[] = [
  {
    name: 'our IP on a blocklist, said to each recipient',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /Spamhaus/ },
    her: 'anna@listed-one.example',
    others: ['ben@listed-one.example'],
    behaviours: { 'listed-one.example': atRcpt(554, LISTED) },
  },
  {
    name: 'our IP on a blocklist, said instead of a greeting',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /Spamhaus/ },
    her: 'anna@listed-two.example',
    behaviours: { 'listed-two.example': { greeting: says(554, LISTED) } },
  },
  {
    name: 'our IP refused by several providers, without naming a list',
    ...{ causes: ['our_ip_blocked', 'our_ip_listed'], side: 'our_ip', until: 'end' },
    her: 'anna@blocks-one.example',
    others: ['ben@blocks-two.example', 'cleo@blocks-three.example'],
    behaviours: Object.fromEntries(
      ['one', 'two', 'three'].map((name) => [
        `blocks-${name}.example`,
        atRcpt(550, '5.7.1 Mail from IP {client} was rejected due to the poor reputation of the sending IP address'),
      ]),
    ),
  },
  {
    name: 'an SPF record that does not name our IP',
    ...{ causes: ['signature_failed'], side: 'our_domain', until: 'end' },
    her: 'anna@spf.example',
    behaviours: {
      'spf.example': atRcpt(550, '5.7.23 <{recipient}>: SPF validation failed: {client} is not allowed to send'),
    },
  },
  {
    name: 'a DKIM signature that does not pass',
    ...{ causes: ['signature_failed'], side: 'our_domain', until: 'end' },
    her: 'anna@dkim.example',
    behaviours: { 'dkim.example': atDot(550, '5.7.20 No passing DKIM signature found') },
  },
  {
    name: 'a DMARC policy we break ourselves',
    ...{ causes: ['signature_failed'], side: 'our_domain', until: 'end' },
    her: 'anna@dmarc.example',
    behaviours: {
      'dmarc.example': {
        ...host('alt8.gmail-smtp-in.l.google.com'),
        ...atDot(
          550,
          "5.7.26 Unauthenticated email from news.example is not accepted due to domain's DMARC policy. Please contact",
          '5.7.26 the administrator of news.example domain if this was a legitimate mail.',
        ),
      },
    },
  },
  {
    name: 'no name for our IP in DNS',
    ...{ causes: ['our_host_name'], side: 'our_ip', until: 'end' },
    her: 'anna@ptr.example',
    behaviours: {
      'ptr.example': atRcpt(550, '5.7.25 Client host rejected: cannot find your reverse hostname, [{client}]'),
    },
  },
  {
    name: 'a machine that cannot get out: every server in the world seems to be down',
    ...{ causes: ['our_way_out'], side: 'our_ip', until: 'end' },
    her: 'anna@no-way-one.example',
    others: ['ben@no-way-two.example', 'cleo@no-way-three.example', 'dan@no-way-four.example'],
    behaviours: Object.fromEntries(
      ['one', 'two', 'three', 'four'].map((name) => [`no-way-${name}.example`, { dns: 'all-dead', hosts: [{}] }]),
    ),
  },
  {
    name: 'a filter vendor that blocks us at two companies',
    ...{ causes: ['vendor_blocks_us', 'our_ip_listed', 'our_ip_blocked'], side: 'our_ip', until: 'end' },
    her: 'anna@vendor-one.example',
    others: ['ben@vendor-two.example'],
    behaviours: Object.fromEntries(
      ['one', 'two'].map((name) => [
        `vendor-${name}.example`,
        {
          ...host(`mxa-${name}.gslb.pphosted.com`),
          ...atRcpt(550, '5.7.1 Message refused: the sending IP has a poor reputation with our customers'),
        },
      ]),
    ),
  },
  {
    name: 'an issue that three filters take for spam',
    ...{ causes: ['our_content_refused'], side: 'our_content', until: 'end' },
    her: 'anna@spam-one.example',
    others: ['ben@spam-two.example', 'cleo@spam-three.example'],
    behaviours: Object.fromEntries(
      ['one', 'two', 'three'].map((name) => [
        `spam-${name}.example`,
        atDot(554, '5.7.1 Message rejected: spam content detected (score 12.4 of 8.0)'),
      ]),
    ),
  },
  {
    name: 'an issue that is too big for them',
    ...{ causes: ['message_too_big'], side: 'our_content', until: 'end' },
    her: 'anna@small-doors.example',
    behaviours: { 'small-doors.example': atDot(552, '5.3.4 Message size exceeds fixed maximum message size') },
  },
  {
    name: 'an issue their server cannot read',
    ...{ causes: ['message_malformed'], side: 'our_content', until: 'end' },
    her: 'anna@picky.example',
    behaviours: { 'picky.example': atDot(550, '5.6.0 Message headers fail syntax check') },
  },
];
