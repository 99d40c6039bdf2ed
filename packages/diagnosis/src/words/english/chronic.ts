// English: what to do about many people with the same trouble, and what will not help; by the category of their last failure.
export interface GroupAdvice {
  /** The first is the best. `place` is a provider, a host or a domain. */
  readonly todo: (place: string) => readonly string[];
  readonly willNotHelp: readonly string[];
}

const reAdding = 'Deleting and adding them again: the history stays with the address, and so does the answer.';
const again = 'Sending the same again today.';

const newAddress: GroupAdvice = {
  todo: () => [
    'Stop mailing these addresses.',
    'Ask the people for a new address, by another way than mail: by telephone, at the counter, in the next letter.',
  ],
  willNotHelp: [reAdding, again],
};
const theirServer: GroupAdvice = {
  todo: (place) => [
    `Write to the people who run ${place}: send them the evidence with our IP, the times and their own words.`,
    'Pause these people until they answer, so that each issue does not add refusals.',
  ],
  willNotHelp: [reAdding, 'Anything the readers do in their mailboxes: the server decides before.'],
};
const ourSide: GroupAdvice = {
  todo: (place) => [
    `Look at the checks of the sending domain and of our addresses: ${place} speaks of us, not of these people.`,
    'Leave the people on the list; nobody is suppressed for this.',
  ],
  willNotHelp: ['Removing people: the next ones are refused alike.', reAdding],
};
const unreachable: GroupAdvice = {
  todo: (place) => [
    `Ask somebody at ${place} whether their mail server runs and whether the domain is still theirs.`,
    'Pause these people for 30 days; then it is tried again by itself.',
  ],
  willNotHelp: [again, reAdding],
};

const advice: Readonly<Record<string, GroupAdvice>> = {
  address_unknown: newAddress,
  mailbox_disabled: newAddress,
  address_moved: newAddress,
  mailbox_full: {
    todo: () => [
      'Pause them for 30 days: people find out that a mailbox is full, and make room.',
      'Tell them by another way than mail.',
    ],
    willNotHelp: [again, reAdding],
  },
  recipient_refuses_you: {
    todo: () => [
      'Take these people off the list, unless they tell you otherwise.',
      'Who wants the campaign has to allow your sender address in the settings of the mailbox.',
    ],
    willNotHelp: [reAdding, again],
  },
  domain_dead: {
    todo: (place) => [
      `Look at the spelling of ${place}; it does not exist or has no mail server. Correct it where it is a slip.`,
      'Stop the others and ask the people for a new address.',
    ],
    willNotHelp: [again, reAdding],
  },
  domain_refuses_mail: {
    todo: (place) => [`${place} takes no mail at all. Ask the people for another address.`, 'Stop these addresses.'],
    willNotHelp: [again, reAdding],
  },
  domain_misconfig: theirServer,
  content_spam: {
    todo: (place) => [
      `Compare the issues ${place} took with those it refused: links, attachments, a subject in capitals.`,
      'Write to their postmaster with the evidence.',
    ],
    willNotHelp: ['Removing people: the filter reads the message, not the address.'],
  },
  message_too_big: {
    todo: () => ['Make the next issue smaller: fewer and smaller images, below 100 kB of HTML.'],
    willNotHelp: [again, reAdding],
  },
  message_format: {
    todo: () => ['Send a test to yourself and look at the checks of the content.'],
    willNotHelp: [again, reAdding],
  },
  reputation_block: ourSide,
  reputation_domain: ourSide,
  authentication: ourSide,
  ptr_helo: ourSide,
  tls_required: theirServer,
  rate_limited: ourSide,
  dns_temp: unreachable,
  unreachable,
  system_temp: unreachable,
  expired: unreachable,
  greylist: unreachable,
  recipient_rate: {
    todo: () => [
      'Wait: their mailboxes got more at once than the provider lets in, from all senders together.',
      'Where it stays so: ask the person whether a machine writes to this address, too.',
    ],
    willNotHelp: [again, reAdding],
  },
};

/** What comes back speaks of an address behind hers. */
export const forwardAdvice = (address: string, target: string): GroupAdvice => ({
  todo: () => [
    `Look at ${address} first: it is forwarded to ${target}, and that address refuses.`,
    'Ask each of these people to mend the forwarding, or to subscribe with the address that is read directly.',
  ],
  willNotHelp: [
    'Changing your list: the address behind is not on it, the server of the person sends the mail there.',
    reAdding,
  ],
});

const unclear: GroupAdvice = {
  todo: () => [
    'Read what their server said. If it means something to you, add a rule for it in the settings.',
    'Ask one of the people whether mail from others arrives.',
  ],
  willNotHelp: [reAdding],
};

/** Never throws; a category nobody wrote words for is answered as unclear. */
export const groupAdvice = (category: string): GroupAdvice => advice[category] ?? unclear;
