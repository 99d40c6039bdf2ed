// What a reply means to whoever runs the newsletter: in words, who has to act, what to do next; by its category.
import { describeCategory } from '../describe.js';
import { groupAdvice } from '../words/english/chronic.js';

export type ReplyOwner = 'us' | 'them' | 'the_person' | 'nobody_yet';

export interface ReplyMeaning {
  readonly meaning: string;
  readonly owner: ReplyOwner;
  /** The first is the best. */
  readonly nextSteps: readonly string[];
}

const owners: Readonly<Record<string, ReplyOwner>> = {
  address_unknown: 'the_person',
  mailbox_disabled: 'the_person',
  mailbox_full: 'the_person',
  address_moved: 'the_person',
  recipient_refuses_you: 'the_person',
  domain_dead: 'the_person',
  recipient_rate: 'nobody_yet',
  domain_refuses_mail: 'them',
  domain_misconfig: 'them',
  dns_temp: 'them',
  unreachable: 'them',
  system_temp: 'them',
  tls_required: 'them',
  rate_limited: 'us',
  reputation_block: 'us',
  reputation_domain: 'us',
  authentication: 'us',
  ptr_helo: 'us',
  content_spam: 'us',
  message_format: 'us',
  message_too_big: 'us',
  greylist: 'nobody_yet',
};

/** What is waited for; no person has to do anything. */
const waits: Readonly<Record<string, readonly string[]>> = {
  greylist: ['Nothing: a server that does not know us yet asks to come back, and Doorstep does.'],
  rate_limited: [
    'Nothing at once: Doorstep goes slower by itself, the queue shows how slow.',
    'If it stays, spread campaigns over more hours.',
  ],
  in_doubt: ['Nothing: the message may be there. It is not sent again by itself.'],
};

/** @param place whose mail server it is, as it stands in a sentence */
export function replyMeaning(category: string, place: string): ReplyMeaning {
  return {
    meaning: describeCategory(category),
    owner: owners[category] ?? 'nobody_yet',
    nextSteps: waits[category] ?? groupAdvice(category).todo(place),
  };
}
