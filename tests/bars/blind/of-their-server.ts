// Blind scenarios whose cause lies with her server or her domain, or where nothing is wrong yet.
import { atRcpt, type Scenario, says, wellElsewhere } from './scenario.js';

export const ofTheirServer: readonly Scenario[] = [
  {
    name: 'a company whose filter refuses our mail, and nobody else does',
    ...{ causes: ['filter_refuses_us'], side: 'her_server', until: 'end' },
    her: 'anna@acme.example',
    others: ['carl@acme.example', ...wellElsewhere],
    behaviours: {
      'acme.example': {
        dot: says(550, '5.7.1 Message rejected due to content restrictions of acme.example'),
      },
    },
  },
  {
    name: 'a domain that does not exist',
    ...{ causes: ['domain_takes_no_mail'], side: 'her_server', until: 'end' },
    her: 'anna@never-registered.example',
    behaviours: { 'never-registered.example': { dns: 'nxdomain' } },
  },
  {
    name: 'a domain that does not exist, asked for the first time',
    ...{ causes: ['domain_takes_no_mail'], side: 'her_server', until: 'deferred', isPatient: true },
    her: 'anna@not-yet.example',
    behaviours: { 'not-yet.example': { dns: 'nxdomain' } },
  },
  {
    name: 'a domain that was mistyped',
    ...{ causes: ['domain_takes_no_mail'], side: 'her_server', until: 'end', says: /gmail\.com/ },
    her: 'anna@gmial.com',
    behaviours: { 'gmial.com': { dns: 'nxdomain' } },
  },
  {
    name: 'a domain that says in DNS that it takes no mail',
    ...{ causes: ['domain_takes_no_mail'], side: 'her_server', until: 'end' },
    her: 'anna@null-mx.example',
    behaviours: { 'null-mx.example': { dns: 'null-mx' } },
  },
  {
    name: 'name servers that fail until the time is over',
    ...{ causes: ['dns_silent'], side: 'her_server', until: 'end' },
    her: 'anna@dns-down.example',
    behaviours: { 'dns-down.example': { dns: 'servfail' } },
  },
  {
    name: 'mail servers that take no connection',
    ...{ causes: ['cannot_reach'], side: 'her_server', until: 'end', says: /connection/ },
    her: 'anna@all-dead.example',
    others: wellElsewhere,
    behaviours: { 'all-dead.example': { dns: 'all-dead', hosts: [{}, {}] } },
  },
  {
    name: 'a server that wants encryption and cannot speak it',
    ...{ causes: ['encryption_failed'], side: 'her_server', until: 'end', says: /encrypt/ },
    her: 'anna@tls-trouble.example',
    behaviours: {
      'tls-trouble.example': { tls: 'broken', ...atRcpt(530, '5.7.0 Must issue a STARTTLS command first') },
    },
  },
  {
    name: 'a server that loops its own mail',
    ...{ causes: ['server_misconfigured'], side: 'her_server', until: 'end' },
    her: 'anna@loops.example',
    behaviours: {
      'loops.example': { dot: says(554, '5.4.6 Too many hops 27 (25 max): from {host} to {recipient}') },
    },
  },
  {
    name: 'a server that does not know its own domain',
    ...{ causes: ['server_misconfigured'], side: 'her_server', until: 'end' },
    her: 'anna@relay.example',
    behaviours: { 'relay.example': atRcpt(554, '5.7.1 <{recipient}>: Relay access denied') },
  },
  {
    name: 'greylisting that never ends',
    ...{ causes: ['no_answer'], side: 'her_server', until: 'end' },
    her: 'anna@grey-for-ever.example',
    behaviours: {
      'grey-for-ever.example': atRcpt(450, '4.2.0 <{recipient}>: Recipient address rejected: Greylisted'),
    },
  },
  {
    name: 'a server in trouble of its own until the time is over',
    ...{ causes: ['no_answer'], side: 'her_server', until: 'end' },
    her: 'anna@broken.example',
    behaviours: { 'broken.example': atRcpt(451, '4.3.0 Error: queue file write error') },
  },
  {
    name: 'greylisting, met for the first time',
    ...{ causes: ['greylisted'], side: 'nobody_yet', until: 'deferred', isPatient: true },
    her: 'anna@grey-once.example',
    behaviours: {
      'grey-once.example': atRcpt(451, '4.7.1 Greylisting in action, please come back in 300 hours'),
    },
  },
  {
    name: 'a provider that asks us to go slower',
    ...{ causes: ['asked_to_slow_down'], side: 'nobody_yet', until: 'deferred', isPatient: true },
    her: 'anna@too-fast.example',
    others: ['b1@too-fast.example', 'b2@too-fast.example', 'b3@too-fast.example'],
    behaviours: {
      'too-fast.example': {
        hosts: [{ name: 'alt9.gmail-smtp-in.l.google.com' }],
        ...atRcpt(
          421,
          '4.7.28 Gmail has detected an unusual rate of mail originating from your IP address. To',
          '4.7.28 protect our users from spam, mail sent from your IP address has been temporarily rate limited.',
        ),
      },
    },
  },
  {
    name: 'a connection that broke after the whole message was handed over',
    ...{ causes: ['in_doubt'], side: 'nobody_yet', until: 'in_doubt' },
    her: 'anna@cuts-off.example',
    behaviours: { 'cuts-off.example': { drops: 'dot' } },
  },
  {
    name: 'a refusal in words that mean nothing to anybody',
    ...{ causes: ['unclear'], side: 'nobody_yet', until: 'end' },
    her: 'anna@riddles.example',
    behaviours: { 'riddles.example': atRcpt(550, 'The moon is in the wrong house ({id})') },
  },
];
