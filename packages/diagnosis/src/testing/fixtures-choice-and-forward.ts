// Fixtures of the catalogue rows about not sending and about forwarded mail.
import { deliveries, delivery, suppression, weeksAgo } from './evidence.js';
import { type Fixture, joined } from './fixture.js';

export const choiceAndForward: readonly Fixture[] = [
  {
    cause: 'held_back',
    given: {
      suppressions: [suppression()],
      deliveries: deliveries(3, {
        code: 550,
        enhancedCode: '5.1.1',
        category: 'address_unknown',
        text: '550 5.1.1 <ada.weber@acme.example>: Recipient address rejected: User unknown in local recipient table',
      }),
    },
    headline: 'This mailbox does not exist at acme.example. We hold it back since 12 October 2026.',
    certainty: 'certain',
    side: 'her_mailbox',
  },
  {
    cause: 'scanner_unsubscribed',
    given: {
      memberships: [{ ...joined, status: 'unsubscribed', unsubscribedAt: weeksAgo(1) }],
      deliveries: [delivery(1, { state: 'accepted' })],
      events: [
        { id: 'e', kind: 'unsubscribed', actor: 'the reader', detail: {}, at: new Date(weeksAgo(1).getTime() + 4_000) },
      ],
    },
    headline: 'A link scanner at the company of this person probably unsubscribed this address.',
    certainty: 'likely',
    side: 'her_server',
  },
  {
    cause: 'unsubscribed',
    given: { memberships: [{ ...joined, status: 'unsubscribed', unsubscribedAt: new Date('2026-09-03T10:00:00Z') }] },
    headline: 'This person unsubscribed on 3 September 2026.',
    certainty: 'certain',
    side: 'us_by_choice',
  },
  {
    cause: 'complained',
    given: {
      deliveries: [delivery(1, { state: 'complained', category: 'complaint', returned: { kind: 'complaint' } })],
    },
    headline: 'This person reported the campaign as spam.',
    certainty: 'certain',
    side: 'us_by_choice',
  },
  {
    cause: 'forward_breaks_signature',
    given: {
      deliveries: [
        delivery(1, {
          state: 'returned',
          category: 'authentication',
          returned: {
            finalRecipient: 'ada@gmail.com',
            refusedBy: 'gmail-smtp-in.l.google.com',
            diagnostic:
              "smtp; 550-5.7.26 Unauthenticated email from news.example is not accepted due to domain's DMARC policy.",
          },
        }),
      ],
    },
    headline: 'ada.weber@acme.example is forwarded to ada@gmail.com, and the forwarding breaks our signature.',
    certainty: 'certain',
    side: 'forward',
  },
  {
    cause: 'forward_refuses',
    given: {
      deliveries: [
        delivery(1, {
          state: 'returned',
          category: 'mailbox_full',
          returned: {
            finalRecipient: 'ada.old@web.example',
            diagnostic: 'smtp; 552 5.2.2 <ada.old@web.example>: user is over quota',
          },
        }),
      ],
    },
    headline: 'ada.weber@acme.example is forwarded to ada.old@web.example, and that address refuses.',
    certainty: 'certain',
    side: 'forward',
  },
];
