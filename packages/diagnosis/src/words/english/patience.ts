// English: what the rows say when nothing is wrong, nothing is known yet, or nobody can tell.
import type { RowsOf } from '../row-words.js';

const next = (time: string | null) => (time === null ? '' : ` Next try: ${time}.`);

export const patienceRows: RowsOf<
  | 'asked_to_slow_down'
  | 'greylisted'
  | 'still_trying'
  | 'unclear'
  | 'in_doubt'
  | 'accepted_everywhere'
  | 'recovered'
  | 'not_tried'
> = {
  asked_to_slow_down: {
    headline: ({ provider }) => `${provider} asks us to go slower. We are doing that.`,
    whatToDo: ({ nextTry }) => [`Nothing: it is tried again by itself.${next(nextTry)}`],
    whatWillNotHelp: () => ['Trying at once: it makes them wait longer.'],
  },
  greylisted: {
    headline: ({ host }) => `${host} lets every new sender wait a few minutes. We come back.`,
    whatToDo: ({ nextTry }) => [`Nothing: it is tried again by itself.${next(nextTry)}`],
    whatWillNotHelp: () => ['Trying at once: the wait starts again.'],
  },
  still_trying: {
    headline: ({ host }) => `${host} did not take the message yet. We are still trying.`,
    whatToDo: ({ nextTry }) => [`Nothing yet: it is tried again by itself.${next(nextTry)}`],
    whatWillNotHelp: () => [],
  },
  unclear: {
    headline: () => 'We could not tell why. Here is exactly what they said.',
    whatToDo: () => [
      'Show the reply below to somebody who runs mail servers.',
      'If a few more campaigns fail the same way, ask the people who run their mail.',
    ],
    whatWillNotHelp: () => [],
  },
  in_doubt: {
    headline: ({ host }) => `The connection to ${host} broke at the very end: the message may have arrived or not.`,
    why: () => 'It had been handed over whole, but their answer was lost. It was not sent a second time by itself.',
    whatToDo: () => ['Ask the person, or wait for the next campaign.'],
    whatWillNotHelp: () => ['Sending it again without asking: the person may get it twice.'],
  },
  accepted_everywhere: {
    headline: ({ tried }) =>
      tried === 1
        ? 'Their server took the message. If it is not in the inbox, it was filtered after that.'
        : `Their server took all ${tried} messages. What is not in the inbox was filtered after that.`,
    whatToDo: ({ domain }) => [
      'Ask the person to look in the spam folder.',
      `If it is a company: send the times and ids below to the people who run mail at ${domain}; it may be in quarantine.`,
    ],
    whatWillNotHelp: () => ['Sending the same campaign again: it ends in the same place.'],
  },
  recovered: {
    headline: () => 'The last message was accepted. Earlier trouble is over.',
    whatToDo: () => ['Nothing.'],
    whatWillNotHelp: () => [],
  },
  not_tried: {
    headline: () => 'Nothing has been sent to this address yet.',
    whatToDo: () => ['Nothing.'],
    whatWillNotHelp: () => [],
  },
};
