// Fixtures of the catalogue rows about our own IP, domain and content.
import { deliveries, delivery } from './evidence.js';
import { alsoSaid, compared, type Fixture } from './fixture.js';

export const ourSide: readonly Fixture[] = [
  {
    cause: 'our_ip_listed',
    given: {
      deliveries: [
        delivery(1, {
          code: 554,
          enhancedCode: '5.7.1',
          stage: 'banner',
          category: 'reputation_block',
          text: '554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org; https://check.spamhaus.org/listed/?ip=203.0.113.7',
        }),
      ],
    },
    headline: 'Our sending IP 203.0.113.7 is on a block list: Spamhaus.',
    certainty: 'certain',
    side: 'our_ip',
  },
  {
    cause: 'signature_failed',
    given: {
      deliveries: [
        delivery(1, {
          code: 550,
          enhancedCode: '5.7.26',
          category: 'authentication',
          mxHost: 'gmail-smtp-in.l.google.com',
          text: '550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
        }),
      ],
    },
    headline: 'Our signature did not pass at Google.',
    certainty: 'certain',
    side: 'our_domain',
  },
  {
    cause: 'our_host_name',
    given: {
      deliveries: [
        delivery(1, {
          code: 550,
          enhancedCode: '5.7.25',
          category: 'ptr_helo',
          mxHost: 'gmail-smtp-in.l.google.com',
          text: '550-5.7.25 [203.0.113.7] The IP address sending this message does not have a PTR record setup',
        }),
      ],
    },
    headline: 'Google does not accept the name of our sending machine.',
    certainty: 'certain',
    side: 'our_ip',
  },
  {
    cause: 'our_sender_unverified',
    given: {
      deliveries: [
        delivery(1, {
          state: 'expired',
          code: 450,
          enhancedCode: '4.1.8',
          category: 'reputation_domain',
          text: '450 4.1.8 <bounces+7@news.example>: Sender address rejected: Domain not found',
          days: 3,
        }),
      ],
    },
    headline: 'acme.example looked our sender address up and did not find it.',
    certainty: 'certain',
    side: 'our_domain',
  },
  {
    cause: 'slowed_to_the_end',
    given: {
      deliveries: [
        delivery(1, {
          state: 'expired',
          code: 421,
          enhancedCode: '4.7.0',
          category: 'rate_limited',
          mxHost: 'mta5.am0.yahoodns.net',
          text: '421 4.7.0 [TSS04] Messages from 203.0.113.7 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1',
          days: 3,
        }),
      ],
    },
    headline: 'Yahoo asked us to go slower for 3 days, and the time for trying ran out.',
    certainty: 'likely',
    side: 'our_ip',
  },
  {
    cause: 'our_way_out',
    given: {
      deliveries: deliveries(1, {
        state: 'expired',
        stage: 'connect',
        category: 'unreachable',
        text: 'connection to 198.51.100.9 timed out after 30 s',
      }),
      comparisons: compared({ siteTried: 0, siteAccepted: 0, domainsRefusingAlike: 40, campaignAccepted: 0 }),
    },
    headline: 'Nothing of this campaign gets out of our own machine.',
    certainty: 'likely',
    side: 'our_ip',
  },
  {
    cause: 'vendor_blocks_us',
    given: {
      deliveries: [
        delivery(1, {
          code: 550,
          category: 'content_spam',
          mxHost: 'eu-smtp-inbound-1.mimecast.com',
          text: '550 Rejected by header based Anti-Spoofing policy - https://community.mimecast.com/docs/DOC-1369#550',
        }),
      ],
      comparisons: compared({
        ...{ siteTried: 20, siteAccepted: 0, domainsRefusingAlike: 6 },
        refusals: alsoSaid(4, '550 Envelope blocked - User Entry', 'eu-smtp-inbound-2.mimecast.com'),
        takenBy: ['mx.other.example', 'eu-smtp-inbound-2.mimecast.com'],
      }),
    },
    headline: 'Mimecast blocks our IP or our content.',
    certainty: 'likely',
    side: 'our_ip',
  },
  {
    cause: 'our_domain_refused',
    given: {
      deliveries: [
        delivery(1, {
          code: 550,
          enhancedCode: '5.7.1',
          category: 'reputation_domain',
          text: '550 5.7.1 Our system has detected that this message is suspicious due to the very low reputation of the sending domain.',
        }),
      ],
      comparisons: compared({
        domainsRefusingAlike: 3,
        refusals: alsoSaid(
          3,
          '550 5.7.1 Our system has detected that this message is suspicious due to the very low reputation of the sending domain.',
        ),
      }),
    },
    headline: 'acme.example does not trust our sending domain.',
    certainty: 'certain',
    side: 'our_domain',
  },
  {
    cause: 'our_content_refused',
    given: {
      deliveries: [
        delivery(1, {
          code: 554,
          enhancedCode: '5.7.1',
          stage: 'dot',
          category: 'content_spam',
          text: '554 5.7.1 Message contains spam or virus. URL listed on multi.surbl.org',
        }),
      ],
      comparisons: compared({
        domainsRefusingAlike: 2,
        refusals: alsoSaid(2, '554 5.7.1 Message contains spam or virus. URL listed on multi.surbl.org'),
      }),
    },
    headline: 'This campaign was taken for spam because of what is in it.',
    certainty: 'likely',
    side: 'our_content',
  },
  {
    cause: 'our_ip_blocked',
    given: {
      deliveries: [
        delivery(1, {
          code: 550,
          enhancedCode: '5.7.1',
          category: 'reputation_block',
          scope: 'our_ip',
          text: '550 5.7.1 [203.0.113.7] Connection refused: poor reputation',
        }),
      ],
      comparisons: compared({ domainsRefusingAlike: 9, takenBy: Array.from({ length: 20 }, () => 'mx.other.example') }),
    },
    headline: 'acme.example blocks our sending IP 203.0.113.7.',
    certainty: 'certain',
    side: 'our_ip',
  },
  {
    cause: 'message_too_big',
    given: {
      deliveries: [
        delivery(1, {
          code: 552,
          enhancedCode: '5.3.4',
          stage: 'mail',
          category: 'message_too_big',
          text: '552 5.3.4 Message size exceeds fixed limit',
        }),
      ],
    },
    headline: 'This campaign was too big for their server.',
    certainty: 'certain',
    side: 'our_content',
  },
  {
    cause: 'message_malformed',
    given: {
      deliveries: [
        delivery(1, {
          code: 554,
          enhancedCode: '5.6.0',
          stage: 'dot',
          category: 'message_format',
          text: '554 5.6.0 Message contains invalid header',
        }),
      ],
    },
    headline: 'Their server could not read the form of this campaign.',
    certainty: 'certain',
    side: 'our_content',
  },
];
