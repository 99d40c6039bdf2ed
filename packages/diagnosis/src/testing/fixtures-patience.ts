// Fixtures of the catalogue rows where nothing is wrong, or nothing is known.
import { deliveries, delivery } from './evidence.js';
import { type Fixture, joined } from './fixture.js';

export const patience: readonly Fixture[] = [
  {
    cause: 'asked_to_slow_down',
    given: {
      deliveries: [
        delivery(0, {
          state: 'deferred',
          code: 421,
          enhancedCode: '4.7.28',
          category: 'rate_limited',
          mxHost: 'gmail-smtp-in.l.google.com',
          text: '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address',
        }),
      ],
    },
    headline: 'Google asks us to go slower. We are doing that.',
    certainty: 'certain',
    side: 'nobody_yet',
  },
  {
    cause: 'greylisted',
    given: {
      deliveries: [
        delivery(0, {
          state: 'deferred',
          code: 450,
          enhancedCode: '4.2.0',
          category: 'greylist',
          text: '450 4.2.0 <ada.weber@acme.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/acme.example.html',
        }),
      ],
    },
    headline: 'mx1.acme.example lets every new sender wait a few minutes. We come back.',
    certainty: 'certain',
    side: 'nobody_yet',
  },
  {
    cause: 'still_trying',
    given: {
      deliveries: [
        delivery(0, {
          state: 'deferred',
          code: 451,
          enhancedCode: '4.3.2',
          category: 'system_temp',
          text: '451 4.3.2 System not accepting network messages',
        }),
      ],
    },
    headline: 'mx1.acme.example did not take the message yet. We are still trying.',
    certainty: 'likely',
    side: 'nobody_yet',
  },
  {
    cause: 'unclear',
    given: {
      deliveries: deliveries(2, { code: 554, category: 'unclassified', text: '554 Transaction failed (zzgl-19)' }),
    },
    headline: 'We could not tell why. Here is exactly what they said.',
    certainty: 'unclear',
    side: 'nobody_yet',
  },
  {
    cause: 'in_doubt',
    given: { deliveries: [delivery(1, { state: 'in_doubt', stage: 'dot', category: 'in_doubt' })] },
    headline: 'The connection to mx1.acme.example broke at the very end: the message may have arrived or not.',
    certainty: 'unclear',
    side: 'nobody_yet',
  },
  {
    cause: 'accepted_everywhere',
    given: { deliveries: deliveries(6, { state: 'accepted', code: 250, text: '250 2.0.0 Ok: queued as 4XyZ' }) },
    headline: 'Their server took all 6 messages. What is not in the inbox was filtered after that.',
    certainty: 'likely',
    side: 'nobody_yet',
  },
  {
    cause: 'recovered',
    given: {
      deliveries: [
        delivery(1, { state: 'accepted' }),
        delivery(2, { state: 'expired', code: 452, category: 'mailbox_full', text: '452 4.2.2 Over quota' }),
      ],
    },
    headline: 'The last message was accepted. Earlier trouble is over.',
    certainty: 'certain',
    side: 'nobody_yet',
  },
  {
    cause: 'not_tried',
    given: { memberships: [joined] },
    headline: 'Nothing has been sent to this address yet.',
    certainty: 'certain',
    side: 'nobody_yet',
  },
];
