// Blind scenarios in the words of Postfix, Exim and Exchange, and in other languages than English.
import { atDot, atRcpt, host, type Scenario, wellElsewhere } from './scenario.js';

export const ofMailSystems: readonly Scenario[] = [
  {
    name: 'Exim calls our return address back, and nobody answers there',
    ...{ causes: ['our_sender_unverified', 'our_domain_refused'], side: 'our_domain', until: 'end' },
    her: 'anna@calls-back.example',
    others: wellElsewhere,
    behaviours: {
      'calls-back.example': atRcpt(
        550,
        'Verification failed for <bounces@bounces.news.example>',
        'The mail server could not deliver mail to bounces@bounces.news.example. The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.',
        'Sender verify failed',
      ),
    },
  },
  {
    name: 'Postfix does not find the domain of our return address',
    ...{ causes: ['our_sender_unverified', 'our_domain_refused'], side: 'our_domain', until: 'end' },
    her: 'anna@looks-us-up.example',
    others: wellElsewhere,
    behaviours: {
      'looks-us-up.example': atRcpt(450, '4.1.8 <b@bounces.news.example>: Sender address rejected: Domain not found'),
    },
  },
  {
    name: 'Postfix does not find the name of our machine, and waits for it',
    ...{ causes: ['our_host_name'], side: 'our_ip', until: 'end' },
    her: 'anna@wants-a-name.example',
    others: wellElsewhere,
    behaviours: {
      'wants-a-name.example': atRcpt(450, '4.7.25 Client host rejected: cannot find your hostname, [{client}]'),
    },
  },
  {
    name: 'Exchange does not take the domain for its own',
    ...{ causes: ['server_misconfigured'], side: 'her_server', until: 'end' },
    her: 'anna@not-accepted.example',
    behaviours: {
      'not-accepted.example': atRcpt(550, '5.7.54 SMTP; Unable to relay recipient in non-accepted domain'),
    },
  },
  {
    name: 'the content filter of one Exchange takes the issue for spam',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'end' },
    her: 'anna@old-exchange.example',
    others: wellElsewhere,
    behaviours: { 'old-exchange.example': atDot(550, '5.7.1 Message rejected as spam by Content Filtering.') },
  },
  {
    name: 'a group that takes mail of its own company only',
    ...{ causes: ['person_refuses'], side: 'her_mailbox', until: 'returned' },
    her: 'all-staff@group.example',
    others: ['ben@group.example', ...wellElsewhere],
    behaviours: {
      'group.example': {
        ...host('group-example.mail.protection.outlook.com'),
        later: [
          {
            ...{ kind: 'failed', afterSeconds: 30, status: '5.7.129' },
            diagnostic: '550 5.7.129 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized',
          },
        ],
      },
    },
  },
  {
    name: 'a link of the issue is on a list of links',
    ...{ causes: ['our_content_refused'], side: 'our_content', until: 'end' },
    her: 'anna@checks-links.example',
    others: wellElsewhere,
    behaviours: {
      'checks-links.example': atDot(
        554,
        '5.7.1 Blacklisted URL in message. (shop.news.example) in [black]. See http://lookup.uribl.com.',
      ),
    },
  },
  {
    name: 'our domain is on a list of domains',
    ...{ causes: ['our_domain_refused'], side: 'our_domain', until: 'end' },
    her: 'anna@checks-domains.example',
    others: wellElsewhere,
    behaviours: {
      'checks-domains.example': atRcpt(
        554,
        '5.7.1 Service unavailable; Sender address [b@bounces.news.example] blocked using dbl.spamhaus.org; https://www.spamhaus.org/query/domain/news.example',
      ),
    },
  },
  {
    name: 'said in German: nobody from outside may write to her',
    ...{ causes: ['person_refuses'], side: 'her_mailbox', until: 'end' },
    her: 'anna@nur-intern.example',
    behaviours: {
      'nur-intern.example': atRcpt(550, '5.7.1 Der Empfänger nimmt keine Nachrichten von externen Absendern an'),
    },
  },
  {
    name: 'said in French: the mailbox is switched off',
    ...{ causes: ['mailbox_off'], side: 'her_mailbox', until: 'end' },
    her: 'anna@desactivee.example',
    behaviours: { 'desactivee.example': atRcpt(550, 'La boîte aux lettres de {recipient} est désactivée') },
  },
  {
    name: 'said in Spanish: the mailbox is over its quota',
    ...{ causes: ['mailbox_full_once', 'mailbox_full'], side: 'her_mailbox', until: 'end' },
    her: 'anna@cuota.example',
    behaviours: { 'cuota.example': atRcpt(552, 'El buzón del destinatario ha superado la cuota asignada') },
  },
  {
    name: 'said in Polish: there is no such account',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@konto.example',
    behaviours: { 'konto.example': atRcpt(550, '5.1.1 Nie ma takiego konta: {recipient}') },
  },
  {
    name: 'said in Portuguese: there is no such recipient',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@destinatario.example',
    behaviours: { 'destinatario.example': atRcpt(550, 'Destinatário não existe neste servidor') },
  },
  {
    name: 'taken by a gateway whose mail store never came back',
    ...{ causes: ['gave_it_back', 'no_answer'], side: 'her_server', until: 'returned' },
    her: 'anna@behind-a-gateway.example',
    others: wellElsewhere,
    behaviours: {
      'behind-a-gateway.example': {
        later: [
          {
            ...{ kind: 'failed', afterSeconds: 432_000, status: '4.4.7' },
            diagnostic: 'smtp; 450 4.4.7 store.behind-a-gateway.example: retry timeout exceeded',
          },
        ],
      },
    },
  },
  {
    name: 'taken by a gateway, then refused by the rules of the company',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'returned' },
    her: 'anna@filters-later.example',
    others: ['ben@filters-later.example', ...wellElsewhere],
    behaviours: {
      'filters-later.example': {
        later: [
          {
            ...{ kind: 'failed', afterSeconds: 20, status: '5.7.1' },
            diagnostic:
              '550 5.7.1 TRANSPORT.RULES.RejectMessage; newsletters are stopped by the rules of this organisation',
          },
        ],
      },
    },
  },
  {
    name: 'a mail server whose name has no address',
    ...{ causes: ['domain_takes_no_mail', 'server_misconfigured'], side: 'her_server', until: 'end' },
    her: 'anna@no-address.example',
    others: wellElsewhere,
    behaviours: { 'no-address.example': { dns: 'no-address' } },
  },
];
