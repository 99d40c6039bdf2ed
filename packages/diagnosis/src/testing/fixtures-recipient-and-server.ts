// Fixtures of the catalogue rows about the mailbox and its server.
import { deliveries, delivery } from './evidence.js';
import { compared, type Fixture } from './fixture.js';

export const recipientAndServer: readonly Fixture[] = [
  {
    cause: 'mailbox_unknown',
    given: {
      deliveries: deliveries(1, {
        code: 550,
        enhancedCode: '5.1.1',
        category: 'address_unknown',
        mxHost: 'gmail-smtp-in.l.google.com',
        text: "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos",
      }),
    },
    headline: 'This mailbox does not exist at Google.',
    certainty: 'certain',
    side: 'her_mailbox',
  },
  {
    cause: 'mailbox_full',
    given: {
      deliveries: [
        delivery(1, {
          state: 'expired',
          code: 452,
          enhancedCode: '4.2.2',
          category: 'mailbox_full',
          text: '452 4.2.2 Over quota',
        }),
        delivery(4, { code: 552, enhancedCode: '5.2.2', category: 'mailbox_full', text: '552 5.2.2 Mailbox full' }),
        delivery(6, { state: 'accepted' }),
      ],
    },
    headline: 'This mailbox has been full since 27 October 2026.',
    certainty: 'certain',
    side: 'her_mailbox',
  },
  {
    cause: 'mailbox_full_once',
    given: {
      deliveries: [
        delivery(0, {
          state: 'deferred',
          code: 452,
          enhancedCode: '4.2.2',
          category: 'mailbox_full',
          text: "452-4.2.2 The recipient's inbox is out of storage space.",
        }),
      ],
    },
    headline: 'The mailbox is full at the moment.',
    certainty: 'certain',
    side: 'her_mailbox',
  },
  {
    cause: 'mailbox_off',
    given: {
      deliveries: deliveries(1, {
        code: 554,
        category: 'mailbox_disabled',
        mxHost: 'mta5.am0.yahoodns.net',
        text: '554 30 Sorry, your message to ada.weber@acme.example cannot be delivered. This mailbox is disabled (554.30).',
      }),
    },
    headline: 'Yahoo has switched this mailbox off.',
    certainty: 'likely',
    side: 'her_mailbox',
  },
  {
    cause: 'address_moved',
    given: {
      deliveries: deliveries(1, {
        code: 551,
        enhancedCode: '5.1.6',
        category: 'address_moved',
        text: '551 5.1.6 User has moved; please try <ada@new.example>',
      }),
    },
    headline: 'The person has moved to another address.',
    certainty: 'certain',
    side: 'her_mailbox',
  },
  {
    cause: 'person_refuses',
    given: {
      deliveries: deliveries(1, {
        code: 550,
        enhancedCode: '5.7.1',
        category: 'recipient_refuses_you',
        text: '550 5.7.1 Sender address rejected by this user',
      }),
    },
    headline: 'This person, or a rule of this mailbox, refuses mail from you.',
    certainty: 'likely',
    side: 'her_mailbox',
  },
  {
    cause: 'domain_takes_no_mail',
    given: {
      address: 'ada.weber@gmial.com',
      domainName: 'gmial.com',
      mxHosts: [],
      deliveries: deliveries(1, {
        stage: 'dns',
        mxHost: null,
        category: 'domain_refuses_mail',
        text: 'The domain publishes a null MX (RFC 7505): it takes no mail',
      }),
    },
    headline: 'The domain gmial.com takes no mail. Was gmail.com meant?',
    certainty: 'certain',
    side: 'her_server',
  },
  {
    cause: 'filter_refuses_us',
    given: {
      deliveries: deliveries(2, {
        code: 550,
        enhancedCode: '5.7.1',
        category: 'reputation_block',
        mxHost: 'acme-example.mail.protection.outlook.com',
        text: '550 5.7.1 Message rejected per mail flow rule: external newsletters are not accepted',
      }),
      comparisons: compared({ domainTried: 6, domainAccepted: 0 }),
    },
    headline: 'The mail filter of acme.example refuses us, not this person.',
    certainty: 'certain',
    side: 'her_server',
  },
  {
    cause: 'server_misconfigured',
    given: {
      deliveries: deliveries(1, {
        code: 554,
        enhancedCode: '5.7.1',
        category: 'domain_misconfig',
        text: '554 5.7.1 <ada.weber@acme.example>: Relay access denied',
      }),
    },
    headline: 'The mail server of acme.example is set up wrongly: it does not know its own addresses.',
    certainty: 'likely',
    side: 'her_server',
  },
  {
    cause: 'dns_silent',
    given: {
      deliveries: deliveries(2, {
        state: 'expired',
        stage: 'dns',
        mxHost: null,
        category: 'dns_temp',
        text: 'SERVFAIL',
      }),
      comparisons: compared({ siteTried: 0, siteAccepted: 0 }),
    },
    headline: 'The name servers of acme.example do not answer, so we cannot find its mail server.',
    certainty: 'certain',
    side: 'her_server',
  },
  {
    cause: 'cannot_reach',
    given: {
      deliveries: deliveries(1, {
        state: 'expired',
        stage: 'connect',
        category: 'unreachable',
        text: 'connect ECONNREFUSED 198.51.100.9:25',
      }),
      comparisons: compared({ siteTried: 0, siteAccepted: 0, domainsRefusingAlike: 2 }),
    },
    headline: 'We cannot reach mx1.acme.example: the connection failed when opening the connection.',
    certainty: 'certain',
    side: 'her_server',
  },
  {
    cause: 'encryption_failed',
    given: {
      deliveries: deliveries(1, {
        state: 'expired',
        stage: 'starttls',
        category: 'tls_required',
        text: 'the TLS policy of acme.example (MTA-STS) is not kept by mx1.acme.example: the certificate has expired',
      }),
    },
    headline: 'mx1.acme.example takes encrypted mail only, and no encryption could be agreed on.',
    certainty: 'certain',
    side: 'her_server',
  },
  {
    cause: 'refused_alone',
    given: {
      deliveries: deliveries(1, {
        code: 550,
        enhancedCode: '5.7.1',
        category: 'content_spam',
        text: '550 5.7.1 Message rejected by a rule of the recipient',
      }),
      comparisons: compared({ domainTried: 6, domainAccepted: 6 }),
    },
    headline: 'Others at acme.example get this campaign; only this mailbox refuses it.',
    certainty: 'likely',
    side: 'her_mailbox',
  },
  {
    cause: 'no_answer',
    given: {
      deliveries: deliveries(1, {
        state: 'expired',
        code: 451,
        enhancedCode: '4.3.0',
        category: 'system_temp',
        text: '451 4.3.0 Temporary system problem. Try again later',
        days: 3,
      }),
    },
    headline: 'mx1.acme.example put us off for 3 days and never took the message.',
    certainty: 'likely',
    side: 'her_server',
  },
  {
    cause: 'server_knows_nobody',
    given: {
      deliveries: deliveries(1, {
        code: 550,
        enhancedCode: '5.1.10',
        category: 'address_unknown',
        mxHost: 'acme-example.mail.protection.outlook.com',
        text: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
      }),
      comparisons: compared({ siteTried: 7, siteAccepted: 0, domainTried: 7, domainAlike: 7 }),
    },
    headline: 'The server of acme.example says of everybody that there is no such mailbox.',
    certainty: 'likely',
    side: 'her_server',
  },
  {
    cause: 'mailbox_too_busy',
    given: {
      deliveries: [
        delivery(0, {
          state: 'deferred',
          code: 450,
          enhancedCode: '4.2.1',
          category: 'recipient_rate',
          mxHost: 'gmail-smtp-in.l.google.com',
          text: '450-4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time.',
        }),
      ],
    },
    headline: 'This mailbox gets more mail at once than Google lets in.',
    certainty: 'certain',
    side: 'her_mailbox',
  },
  {
    cause: 'gave_it_back',
    given: {
      deliveries: [
        delivery(1, {
          state: 'returned',
          category: 'expired',
          returned: {
            status: '4.4.7',
            diagnostic: 'smtp; 451 4.4.7 store1.acme.example: retry timeout exceeded',
            refusedBy: 'store1.acme.example',
          },
        }),
      ],
    },
    headline: 'acme.example took the message, could not pass it on to the mailbox, and gave it back.',
    certainty: 'likely',
    side: 'her_server',
  },
];
