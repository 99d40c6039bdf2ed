// The knobs of the policy in plain words: what a group of failures is, and what its rule leads to.
import type { ConsequencePolicy, ConsequenceRule, FailureGroup } from '@doorstep/contracts';
import { counted } from '../parts/numbers';

export interface GroupWords {
  readonly title: string;
  readonly meaning: string;
  /** What a mail server says then. */
  readonly example: string;
}

export const groupWords: Record<FailureGroup, GroupWords> = {
  gone: {
    title: 'Nobody there, said for certain',
    meaning: 'Their server says in so many words that this mailbox does not exist, or has moved away.',
    example: '550 5.1.1 no such user here',
  },
  perhaps_gone: {
    title: 'Nobody there, as far as one can tell',
    meaning: 'The words may mean a missing mailbox, but also something else. Seen twice, doubt becomes small.',
    example: '550 mailbox unavailable',
  },
  switched_off: {
    title: 'Mailbox switched off',
    meaning: 'The mailbox exists but takes nothing: disabled, suspended, unused for long. Some are switched on again.',
    example: '550 5.2.1 this mailbox is disabled',
  },
  full: {
    title: 'Mailbox full',
    meaning: 'There is no room left. Most people tidy up within weeks; a mailbox full for months is abandoned.',
    example: '452 4.2.2 the mailbox is over its quota',
  },
  other: {
    title: 'Any other failure of the mailbox itself',
    meaning: 'Messages tried until their time was over, or that came back from behind a forward. They may well pass.',
    example: '450 4.2.0 the mailbox is busy, try again later',
  },
};

export const groupOrder = Object.keys(groupWords) as FailureGroup[];

export const actionWords: Record<ConsequenceRule['action'], string> = {
  now: 'Stop with the first',
  twice: 'Stop when it is seen twice, days apart',
  streak: 'Stop after several in a row',
  never: 'Never stop',
};

const days = (n: number) => counted(n, 'day', 'days');

/** One sentence with the numbers of the rule in it. */
export function ruleSentence({ action, apartDays, failures, days: over, expiresDays }: ConsequenceRule): string {
  const then =
    expiresDays === null
      ? 'It stays so until somebody lifts it.'
      : `After ${days(expiresDays)} it ends by itself and one message is tried; if that fails too, the address is suppressed again.`;
  switch (action) {
    case 'now':
      return `The first failure suppresses the address. ${then}`;
    case 'twice':
      return `A second failure at least ${days(apartDays)} after the first, with nothing accepted between, suppresses the address. ${then}`;
    case 'streak': {
      const span = over === 0 ? '' : `, over at least ${days(over)}`;
      return `${counted(failures, 'failure', 'failures')} with nothing accepted between${span}, suppress the address. ${then}`;
    }
    case 'never':
      return 'Failures are written down and shown, and every campaign tries again. Servers take it badly when one never stops.';
    default:
      return action satisfies never;
  }
}

export function guardSentence({
  isOn,
  people,
  sharePercent,
  timesUsual,
  reviewHours,
}: ConsequencePolicy['guard']): string {
  if (!isOn) return 'Switched off: when a provider breaks and says that nobody exists, everybody there is suppressed.';
  return `When ${counted(people, 'person', 'people')} or more at one mail server fail for good within an hour, and that is ${sharePercent}% or more of what went there and ${timesUsual} times the usual, nobody is suppressed. You are asked; if nobody answers within ${counted(reviewHours, 'hour', 'hours')}, the failures are dropped.`;
}

/** Names of the parts in which two policies differ. */
export function differences(a: ConsequencePolicy, b: ConsequencePolicy): string[] {
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const groups = groupOrder.filter((group) => differs(sorted(a.groups[group]), sorted(b.groups[group])));
  return [
    ...groups.map((group) => groupWords[group].title),
    ...(a.acceptsToForget === b.acceptsToForget ? [] : ['When failures are forgotten']),
    ...(differs(sorted(a.guard), sorted(b.guard)) ? ['A mail server in trouble'] : []),
  ];
}

const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => a.localeCompare(b));
