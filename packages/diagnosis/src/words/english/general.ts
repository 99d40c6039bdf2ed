// English: sentences every verdict is put together from, and the words of categories, states and events.
import type { GeneralWords } from '../words.js';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
const campaigns = (count: number) => `${count} ${count === 1 ? 'campaign' : 'campaigns'}`;
const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

export const general: GeneralWords = {
  day: (at) => day.format(at),
  moment: (at) => `${moment.format(at)} UTC`,
  failedOf: (failed, tried) => `${failed} of ${campaigns(tried)} did not arrive.`,
  answered: (host, reply) => `${host} answered: “${reply}”`,
  cameBack: (reply) => `A message came back: “${reply}”`,
  givenBack: ({ host, at, queueId, isSameQueueId, delay }) =>
    `${host ?? 'Their server'} took it on ${at}${queueId === null ? '' : ` as ${queueId}`} and gave it back ${delay} later.${isSameQueueId ? ' The report names the same queue id: it is this very message.' : ''}`,
  matchedBy: (actor) => `${actor} matched the report to this mail by hand; no signature proves it.`,
  othersAtSite: (accepted, tried, provider) =>
    `${accepted} of ${tried} others at ${provider} accepted the same campaign.`,
  othersAtDomain: (accepted, tried, domain) => `${accepted} of ${tried} others at ${domain} did.`,
  readding: (count) =>
    `Removing and re-adding: done ${times(count)}. The history belongs to the address and stays with it.`,
  stages: {
    dns: 'when looking up their mail server',
    connect: 'when opening the connection',
    banner: 'before their greeting',
    ehlo: 'at the greeting',
    starttls: 'when encryption was to start',
    mail: 'when the sender was named',
    rcpt: 'when the recipient was named',
    data: 'before the message was handed over',
    dot: 'after the message was handed over',
  },
  unknownStage: 'part way',
  categories: {
    address_unknown: 'this mailbox does not exist',
    mailbox_disabled: 'this mailbox is switched off',
    mailbox_full: 'the mailbox is full',
    address_moved: 'the person has moved to another address',
    recipient_refuses_you: 'this person refuses mail from you',
    recipient_rate: 'this mailbox gets too much mail at once',
    domain_dead: 'the domain does not exist',
    domain_refuses_mail: 'the domain takes no mail',
    domain_misconfig: 'their mail server is set up wrongly',
    dns_temp: 'their name servers do not answer',
    unreachable: 'their server cannot be reached',
    greylist: 'their server lets new senders wait',
    rate_limited: 'their server asks us to go slower',
    reputation_block: 'their server blocks our IP',
    reputation_domain: 'their server does not trust our domain',
    authentication: 'our signature did not pass',
    ptr_helo: 'the name of our machine was not accepted',
    tls_required: 'encryption could not be agreed on',
    content_spam: 'the content was taken for spam',
    message_format: 'their server could not read the message',
    message_too_big: 'the message is too big for their server',
    system_temp: 'their server has trouble of its own',
    complaint: 'the person reported it as spam',
    autoreply: 'an automatic answer',
    expired: 'the time for trying was over',
    in_doubt: 'the answer to the whole message was lost',
    unclassified: 'we could not tell why',
  },
  reasons: {
    hard_bounce: 'their server refused it for good earlier',
    soft_bounces: 'it failed again and again',
    complaint: 'the person reported a campaign as spam',
    manual: 'put on the list of suppressions by hand',
    unsubscribed_all: 'the person unsubscribed from everything',
    unsubscribed: 'unsubscribed',
    unconfirmed: 'the subscription was never confirmed',
    got_it: 'their server took it meanwhile',
    in_doubt: 'they may have it already',
    on_the_way: 'they may still get it from another campaign',
    removed: 'no longer on the list',
    deleted: 'the subscriber was deleted',
    cancelled: 'the campaign was cancelled',
    duplicate: 'on more than one of the lists: gets it once',
  },
};
