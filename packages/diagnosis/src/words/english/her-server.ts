// English: what the rows about the recipient's server or domain say.
import type { RowsOf } from '../row-words.js';

export const herServerRows: RowsOf<
  | 'domain_takes_no_mail'
  | 'refused_alone'
  | 'filter_refuses_us'
  | 'gave_it_back'
  | 'server_misconfigured'
  | 'dns_silent'
  | 'cannot_reach'
  | 'encryption_failed'
  | 'no_answer'
> = {
  domain_takes_no_mail: {
    headline: ({ domain, suggestion }) =>
      suggestion === null
        ? `The domain ${domain} takes no mail.`
        : `The domain ${domain} takes no mail. Was ${suggestion} meant?`,
    whatToDo: ({ address, suggestion, domain }) =>
      suggestion === null
        ? [`Ask the person for another address: ${domain} is not set up to receive mail.`]
        : [`If the person agrees, correct the address to ${address.slice(0, address.lastIndexOf('@'))}@${suggestion}.`],
    whatWillNotHelp: () => ['Trying again: there is no server that would take it.'],
  },
  refused_alone: {
    headline: ({ domain }) => `Others at ${domain} get this campaign; only this mailbox refuses it.`,
    whatToDo: () => [
      'Ask the person to look for a rule or a filter of the own mailbox, and to allow our sender address in it.',
      'If there is none, send the reply below to the people who run the mail there.',
    ],
    whatWillNotHelp: () => ['A new DNS record or another IP: the same server takes the same campaign for others.'],
  },
  filter_refuses_us: {
    headline: ({ domain }) => `The mail filter of ${domain} refuses us, not this person.`,
    whatToDo: ({ domain }) => [
      `Send the reply below to the people who run mail at ${domain} and ask them to allow our sending domain.`,
      'Ask the person to tell them too: they listen to their own people.',
    ],
    whatWillNotHelp: () => ['Anything the person changes in the own mailbox: the refusal happens before it.'],
  },
  gave_it_back: {
    headline: ({ domain }) => `${domain} took the message, could not pass it on to the mailbox, and gave it back.`,
    whatToDo: ({ domain }) => [
      `Send the note below to the people who run mail at ${domain}: a server behind their first one does not take mail.`,
      'If it was once: wait for the next campaign.',
    ],
    whatWillNotHelp: () => ['Anything on our side: their first server took the message.'],
  },
  server_misconfigured: {
    headline: ({ domain }) => `The mail server of ${domain} is set up wrongly: it does not know its own addresses.`,
    whatToDo: ({ domain }) => [`Send the reply below to the people who run mail at ${domain}.`],
    whatWillNotHelp: () => ['Anything on our side: their server refuses or loops.'],
  },
  dns_silent: {
    headline: ({ domain }) => `The name servers of ${domain} do not answer, so we cannot find its mail server.`,
    whatToDo: ({ isGivenUp, domain }) => [
      isGivenUp ? 'Wait for the next campaign: it is tried again by itself.' : 'Nothing yet: we keep trying.',
      `If it lasts, tell the people who run ${domain}.`,
    ],
    whatWillNotHelp: () => ['Another spelling of the address: the domain itself does not answer.'],
  },
  cannot_reach: {
    headline: ({ host, stage }) => `We cannot reach ${host}: the connection failed ${stage}.`,
    whatToDo: ({ domain, isGivenUp }) => [
      isGivenUp
        ? `Send the note below to the people who run mail at ${domain}: their server does not take connections from us.`
        : 'Nothing yet: we keep trying.',
    ],
    whatWillNotHelp: () => ['Anything the person does: the server does not get as far as the mailbox.'],
  },
  encryption_failed: {
    headline: ({ host }) => `${host} takes encrypted mail only, and no encryption could be agreed on.`,
    whatToDo: ({ domain, isGivenUp }) => [
      isGivenUp
        ? `Send the note below to the people who run mail at ${domain}: their certificate or their TLS is set up wrongly.`
        : 'Nothing yet: we keep trying.',
    ],
    whatWillNotHelp: () => ['Anything the person does: the server does not get as far as the mailbox.'],
  },
  no_answer: {
    headline: ({ host, days }) =>
      `${host} put us off for ${days} ${days === 1 ? 'day' : 'days'} and never took the message.`,
    whatToDo: () => ['Wait: the next campaign is tried again by itself.'],
    whatWillNotHelp: () => ['Sending the same campaign again right now: their server says "later" to everything.'],
  },
};
