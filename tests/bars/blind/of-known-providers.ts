// Blind scenarios in the words of known providers and filters: what they mean, said by one or by several of them.
import { atDot, atRcpt, host, type Scenario, says, wellElsewhere } from './scenario.js';

export const ofKnownProviders: readonly Scenario[] = [
  {
    name: 'Gmail alone does not trust our sending domain',
    ...{ causes: ['our_domain_refused'], side: 'our_domain', until: 'end' },
    her: 'anna@reads-at-gmail.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-gmail.example': {
        ...host('alt11.gmail-smtp-in.l.google.com'),
        ...atDot(
          550,
          '5.7.1 [{client}      19] Gmail has detected that this message is likely',
          '5.7.1 suspicious due to the very low reputation of the sending domain. To',
          '5.7.1 best protect our users from spam, the message has been blocked. - gsmtp',
        ),
      },
    },
  },
  {
    name: 'Yahoo puts us off for our reputation until the time is over',
    ...{ causes: ['slowed_to_the_end', 'our_ip_blocked'], side: 'our_ip', until: 'end' },
    her: 'anna@reads-at-yahoo.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-yahoo.example': {
        ...host('mta8.am0.yahoodns.net'),
        ...atRcpt(
          421,
          '4.7.0 [TSS05] Messages from {client} temporarily deferred due to unexpected volume or user complaints',
        ),
      },
    },
  },
  {
    name: 'iCloud alone takes this issue for spam',
    ...{ causes: ['our_content_refused'], side: 'our_content', until: 'end' },
    her: 'anna@reads-at-icloud.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-icloud.example': {
        ...host('mx03.mail.icloud.com'),
        ...atDot(
          554,
          '5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/102322',
        ),
      },
    },
  },
  {
    name: 'T-Online lets our IP in no more',
    ...{ causes: ['our_ip_blocked'], side: 'our_ip', until: 'end' },
    her: 'anna@reads-at-t-online.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-t-online.example': {
        ...host('mx07.t-online.de'),
        greeting: says(
          554,
          'IP={client} - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL)',
        ),
      },
    },
  },
  {
    name: 'Orange names the list our IP is on',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /Cloudmark/ },
    her: 'anna@reads-at-orange.example',
    behaviours: {
      'reads-at-orange.example': {
        ...host('smtp-in2.orange.fr'),
        greeting: says(
          554,
          '5.7.1 opmta1mti19nd1 smtp.orange.fr Adresse IP source bloquee pour incident de spam. Client host blocked for spamming issues. OFR006_102 Ref http://csi.cloudmark.com/reset-request/?ip={client} [102]',
        ),
      },
    },
  },
  {
    name: 'Hotmail has a part of our network on its list',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /Microsoft/ },
    her: 'anna@reads-at-hotmail.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-hotmail.example': {
        ...host('reads-at-hotmail.olc.protection.outlook.com'),
        ...{ greeting: says(550, "5.7.1 Unfortunately, messages from [{client}] weren't sent. (S3140)") },
      },
    },
  },
  {
    name: 'a Microsoft tenant without any mailboxes',
    ...{ causes: ['server_misconfigured', 'domain_takes_no_mail'], side: 'her_server', until: 'end' },
    her: 'anna@moved-out.example',
    others: wellElsewhere,
    behaviours: {
      'moved-out.example': {
        ...host('moved-out-example.mail.protection.outlook.com'),
        ...atRcpt(
          451,
          '4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. ATTR5 [DB5EUR01FT012.eop-EUR01.prod.protection.outlook.com]',
        ),
      },
    },
  },
  {
    name: 'QQ does not find our sending domain in DNS',
    ...{ causes: ['our_sender_unverified', 'our_domain_refused'], side: 'our_domain', until: 'end' },
    her: 'anna@reads-at-qq.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-qq.example': {
        ...host('mx3.qq.com'),
        ...atRcpt(550, 'Domain may not exist or DNS check failed [MQxKp3]. https://service.mail.qq.com/detail/122/172'),
      },
    },
  },
  {
    name: '163 turns our IP away for its reputation',
    ...{ causes: ['our_ip_blocked'], side: 'our_ip', until: 'end' },
    her: 'anna@reads-at-163.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-163.example': {
        ...host('163mx02.mxmail.netease.com'),
        ...atRcpt(554, 'HL:REP 163 mx22,XMCowABHkDzq {client} https://qiye163.qiye.163.com/help/rep.html'),
      },
    },
  },
  {
    name: 'Proton knows no such address',
    ...{ causes: ['mailbox_unknown'], side: 'her_mailbox', until: 'end' },
    her: 'anna@reads-at-proton.example',
    behaviours: {
      'reads-at-proton.example': {
        ...host('mail.protonmail.ch'),
        ...atRcpt(550, '5.1.1 <{recipient}>: Recipient address rejected: Address does not exist'),
      },
    },
  },
  {
    name: 'mail.ru says that her box takes too much at once, until the time is over',
    ...{ causes: ['mailbox_too_busy'], side: 'her_mailbox', until: 'end' },
    her: 'anna@reads-at-mailru.example',
    others: wellElsewhere,
    behaviours: {
      'reads-at-mailru.example': {
        ...host('emx.mail.ru'),
        ...atRcpt(421, 'Ratelimit exceeded for mailbox {recipient}. Try again later.'),
      },
    },
  },
  {
    name: 'WEB.DE says in German that her box is full',
    ...{ causes: ['mailbox_full_once', 'mailbox_full'], side: 'her_mailbox', until: 'end' },
    her: 'anna@reads-at-web.example',
    behaviours: {
      'reads-at-web.example': {
        ...host('mx-ha07.web.de'),
        ...atRcpt(552, 'Benutzer hat zuviele Mails auf dem Server. {recipient}'),
      },
    },
  },
  {
    name: 'a company behind Mimecast refuses us, two others behind it do not',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'end' },
    her: 'anna@mimecast-one.example',
    others: ['ben@mimecast-two.example', 'cleo@mimecast-three.example', ...wellElsewhere],
    behaviours: {
      'mimecast-one.example': {
        ...host('eu-smtp-inbound-5.mimecast.com'),
        ...atRcpt(
          550,
          'Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550 [kQmN2w]',
        ),
      },
      'mimecast-two.example': host('eu-smtp-inbound-6.mimecast.com'),
      'mimecast-three.example': host('eu-smtp-inbound-7.mimecast.com'),
    },
  },
  {
    name: 'a company whose Barracuda refuses the message by its own rules',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'end' },
    her: 'anna@barracuda.example',
    others: wellElsewhere,
    behaviours: {
      'barracuda.example': {
        ...host('d1234a.ess.barracudanetworks.com'),
        ...atDot(550, 'permanent failure for one or more recipients ({recipient}:blocked)'),
      },
    },
  },
  {
    name: 'our IP on the list of Barracuda, said by one company',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /Barracuda/ },
    her: 'anna@brbl.example',
    others: wellElsewhere,
    behaviours: {
      'brbl.example': atRcpt(
        554,
        'Service unavailable; Client host [{client}] blocked using Barracuda Reputation; https://www.barracudacentral.org/rbl/removal-request/{client}',
      ),
    },
  },
  {
    name: 'our IP on a list nobody has heard of, in the words of Postfix',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /list: psbl\.surriel\.com/ },
    her: 'anna@psbl.example',
    others: wellElsewhere,
    behaviours: {
      'psbl.example': atRcpt(
        554,
        '5.7.1 Service unavailable; Client host [{client}] blocked using psbl.surriel.com; Listed in PSBL, see http://psbl.org/listing?ip={client}',
      ),
    },
  },
  {
    name: 'our IP on the list of Trend Micro, put off until the time is over',
    ...{ causes: ['our_ip_listed'], side: 'our_ip', until: 'end', says: /Trend Micro/ },
    her: 'anna@trend.example',
    others: wellElsewhere,
    behaviours: {
      'trend.example': atRcpt(
        450,
        '4.7.1 Service temporarily unavailable; Client host [{client}] blocked using Trend Micro Email Reputation Service. Please see http://www.mail-abuse.com/cgi-bin/lookup?ip_address={client}',
      ),
    },
  },
  {
    name: 'an IronPort that turns our IP away for its reputation',
    ...{ causes: ['our_ip_blocked'], side: 'our_ip', until: 'end' },
    her: 'anna@ironport.example',
    others: wellElsewhere,
    behaviours: {
      'ironport.example': {
        ...host('mx1.hc4321-12.eu.iphmx.com'),
        greeting: says(
          554,
          'esa1.hc4321-12.eu.iphmx.com',
          "Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error, please contact the intended recipient via alternate means.",
        ),
      },
    },
  },
];
