// English: what the rows about the mailbox say.
import type { RowsOf } from '../row-words.js';

const since = (day: string | null) => (day === null ? '' : ` since ${day}`);

export const recipientRows: RowsOf<
  | 'server_knows_nobody'
  | 'mailbox_unknown'
  | 'mailbox_full'
  | 'mailbox_full_once'
  | 'mailbox_off'
  | 'address_moved'
  | 'person_refuses'
  | 'mailbox_too_busy'
> = {
  server_knows_nobody: {
    headline: ({ domain }) => `The server of ${domain} says of everybody that there is no such mailbox.`,
    why: ({ colleagues: n }) =>
      `It said so of all ${n} others there, too: rather its list of mailboxes is broken, or the company has moved its mail.`,
    whatToDo: ({ domain }) => [
      `Ask one person at ${domain}, by another way than mail, whether mail arrives there at all.`,
      'If it does not: send the reply below to the people who run their mail, and keep the addresses.',
    ],
    whatWillNotHelp: () => ['Removing the people one by one: it is hardly true that all of them have left.'],
  },
  mailbox_unknown: {
    headline: ({ provider }) => `This mailbox does not exist at ${provider}.`,
    whatToDo: () => [
      'Stop mailing this address and ask the person for a new one, by another way than mail.',
      'Compare the spelling with what the person once wrote down.',
    ],
    whatWillNotHelp: () => ['Sending again: the answer stays the same as long as the mailbox does not exist.'],
  },
  mailbox_full: {
    headline: (words) => `This mailbox has been full${since(words.since)}.`,
    whatToDo: () => [
      'Pause this address for 30 days.',
      'Tell the person, by another way than mail, that the mailbox takes nothing more.',
    ],
    whatWillNotHelp: () => ['Sending again today: only the person can make room.'],
  },
  mailbox_full_once: {
    headline: ({ isGivenUp }) =>
      isGivenUp ? 'The mailbox was full when the last campaign came.' : 'The mailbox is full at the moment.',
    whatToDo: ({ isGivenUp }) => [
      isGivenUp ? 'Wait for the next campaign: it is tried again by itself.' : 'Nothing yet: we keep trying.',
    ],
    whatWillNotHelp: () => ['Sending again today: only the person can make room.'],
  },
  mailbox_off: {
    headline: ({ provider }) => `${provider} has switched this mailbox off.`,
    whatToDo: () => ['Stop mailing this address and reach the person by another way.'],
    whatWillNotHelp: () => ['Sending again: a mailbox that is switched off takes nothing.'],
  },
  address_moved: {
    headline: () => 'The person has moved to another address.',
    whatToDo: () => [
      'Ask the person for the new address. If the reply below names one, let the person confirm it before you use it.',
    ],
    whatWillNotHelp: () => ['Sending again to this address: nobody forwards it.'],
  },
  person_refuses: {
    headline: () => 'This person, or a rule of this mailbox, refuses mail from you.',
    whatToDo: () => [
      'Take the address off this list, unless the person tells you otherwise.',
      'If the person wants the campaign: your sender address has to be allowed in the settings of that mailbox.',
    ],
    whatWillNotHelp: () => ['Sending from another address of yours: that makes it worse.'],
  },
  mailbox_too_busy: {
    headline: ({ provider }) => `This mailbox gets more mail at once than ${provider} lets in.`,
    whatToDo: ({ isGivenUp }) => [
      isGivenUp ? 'Wait for the next campaign: it is tried again by itself.' : 'Nothing yet: we keep trying.',
      'If it happens again: ask the person whether a machine writes to this address, too.',
    ],
    whatWillNotHelp: () => ['Sending more slowly: it is mail of all senders together that is counted.'],
  },
};
