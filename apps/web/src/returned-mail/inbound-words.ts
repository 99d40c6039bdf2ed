// Words of returned mail: kinds, filters, how a match by hand stands.
import type { InboundMatch, InboundShow, InboundView, MatchCandidate } from '@doorstep/contracts';
import type { Word } from '../parts/words';

const kinds: Readonly<Record<string, Word>> = {
  bounce: { label: 'Bounce', tone: 'bad', meaning: 'A server took our message and gave it back, or gave it up.' },
  delayed: { label: 'Delayed', tone: 'warn', meaning: 'Their server is still trying. Nothing is final.' },
  complaint: { label: 'Complaint', tone: 'bad', meaning: 'A person marked our message as spam.' },
  autoreply: { label: 'Automatic answer', tone: 'calm', meaning: 'A machine answers; nothing failed.' },
  vacation: { label: 'Out of office', tone: 'calm', meaning: 'The person is away; the message arrived.' },
  'not-bounce': {
    label: 'No bounce',
    tone: 'calm',
    meaning: 'A letter, a receipt, or something else that reports no failure.',
  },
  'loop-test': { label: 'Full-loop test', tone: 'good', meaning: 'Doorstep sent it to itself, and it came back.' },
  unreadable: { label: 'Unreadable', tone: 'warn', meaning: 'Kept as it came; nobody could make sense of it.' },
};

export function kindWord(kind: string | null): Word {
  return kinds[kind ?? ''] ?? { label: kind === null ? 'Not read yet' : kind, tone: 'calm' };
}

/** In the order of the filter. */
export const shows: readonly { readonly value: InboundShow; readonly label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'unmatched', label: 'Unmatched' },
  { value: 'bounces', label: 'Bounces' },
  { value: 'complaints', label: 'Complaints' },
  { value: 'delayed', label: 'Delayed' },
  { value: 'automatic', label: 'Automatic answers' },
  { value: 'not_bounces', label: 'No bounces' },
  { value: 'unreadable', label: 'Unreadable' },
  { value: 'by_hand', label: 'Matched by hand' },
  { value: 'dismissed', label: 'Laid aside' },
];
export const showValues = shows.map(({ value }) => value);

export const likelihoodWords: Record<MatchCandidate['likelihood'], Word> = {
  very_likely: { label: 'Very likely', tone: 'good' },
  likely: { label: 'Likely', tone: 'working' },
  possible: { label: 'Possible', tone: 'calm' },
};

export const isWaitingForWorker = (match: InboundMatch | null) =>
  match !== null && (match.state === 'asked' || match.state === 'undo_asked');

/** How the newest match by hand stands, in one sentence; null where there is none to tell of. */
export function matchWords(match: InboundMatch | null): string | null {
  if (match === null) return null;
  switch (match.state) {
    case 'asked':
      return `${match.actor} matched it by hand. The worker carries it out in a moment.`;
    case 'applied':
      return `Matched by hand by ${match.actor}. ${match.result ?? ''}`.trim();
    case 'undo_asked':
      return 'The match is being taken back.';
    case 'undone':
      return `A match by ${match.actor} was taken back${match.undoActor === null ? '' : ` by ${match.undoActor}`}.`;
    case 'refused':
      return `A match by ${match.actor} could not be carried out. ${match.result ?? ''}`.trim();
    default:
      return match.state satisfies never;
  }
}

export const subjectOf = ({ subject }: Pick<InboundView, 'subject'>) => subject ?? 'without a subject';
