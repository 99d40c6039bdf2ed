// The words of the deliverability page: groups, verdicts, owners, times.
import type {
  ReplyOwner,
  ResultGroup,
  ResultLevel,
  ResultLimiter,
  ResultVerdict,
  SenderRule,
} from '@doorstep/contracts';
import type { Word } from '../parts/words';

export const groupNames: Record<ResultGroup, string> = {
  accepted_at_once: 'At once',
  accepted_later: 'After retry',
  trying_again: 'Trying again',
  refused: 'Refused',
  gave_up: 'Gave up',
  returned: 'Returned later',
  complained: 'Complained',
  in_doubt: 'In doubt',
  stopped: 'Stopped by us',
  not_taken: 'Not taken',
  accepted: 'Accepted',
};
export const groups = Object.keys(groupNames) as ResultGroup[];

export const verdictWords: Record<ResultVerdict, Word> = {
  too_few: { label: 'Too few to tell', tone: 'calm' },
  no_norm: { label: 'Nothing before', tone: 'calm' },
  as_before: { label: 'As before', tone: 'good' },
  better: { label: 'Better', tone: 'good' },
  worse_here: { label: 'Worse, only here', tone: 'bad' },
  worse_everywhere: { label: 'Worse everywhere', tone: 'warn' },
  worse_unclear: { label: 'Worse', tone: 'warn' },
};

export const ownerWords: Record<ReplyOwner, Word> = {
  us: { label: 'Our side', tone: 'bad' },
  them: { label: 'Their side', tone: 'warn' },
  the_person: { label: 'The person', tone: 'warn' },
  nobody_yet: { label: 'Nobody yet', tone: 'calm' },
};

export const limiterWords: Record<ResultLimiter['state'], Word> = {
  paused: { label: 'Paused', tone: 'warn' },
  slowed: { label: 'Slowed', tone: 'warn' },
  probing: { label: 'Trying one message', tone: 'working' },
};

export const levelNames: Record<ResultLevel, { one: string; many: string }> = {
  provider: { one: 'Provider', many: 'providers' },
  domain: { one: 'Domain', many: 'domains' },
  mx_host: { one: 'Mail server', many: 'mail servers' },
  pattern: { one: 'Reply', many: 'replies' },
};

export const askerNames: Record<SenderRule['askedBy'][number], string> = {
  google: 'Google',
  yahoo: 'Yahoo',
  microsoft: 'Microsoft',
};

/** "12 s", "1 h 5 min": as exact as the counts are. */
export function waitWords(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 1000) return `${ms} ms`;
  const seconds = ms / 1000;
  if (seconds < 90) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${(minutes / 1440).toFixed(1)} days`;
}
