// What an address went through before, told to the person who is about to add it (again).
import type { AddressPast } from '@doorstep/database';

const HOLDS: Readonly<Record<string, string>> = {
  hard_bounce: 'because its server said for good that it takes no mail for it',
  soft_bounces: 'because campaign after campaign did not arrive',
  complaint: 'because the reader reported a campaign as spam',
  manual: 'because somebody here suppressed it by hand',
  unsubscribed_all: 'because the reader asked for no more mail at all',
  paused: 'because the reader asked for a pause',
};

export function pastInWords(address: string, past: AddressPast): string {
  const { suppressedBy, wasSuppressed, unsubscribedFrom, timesDeleted, failed, tried } = past;
  const told: string[] = [];
  if (suppressedBy !== null) told.push(`It is suppressed, ${HOLDS[suppressedBy] ?? suppressedBy}.`);
  else if (wasSuppressed) told.push('It was suppressed before.');
  if (unsubscribedFrom.length > 0) told.push(`It was unsubscribed from ${named(unsubscribedFrom)}.`);
  if (failed > 0) told.push(`${failed} of its last ${tried} ${tried === 1 ? 'campaign' : 'campaigns'} did not arrive.`);
  if (timesDeleted > 0)
    told.push(`It was deleted ${timesDeleted === 1 ? 'once' : `${timesDeleted} times`} already${lastOf(past)}.`);
  if (failed > 0 && past.lastReply !== null) told.push(refusal(past.lastReply, past.lastMxHost));
  return `${address} has a past. ${told.join(' ')} ${outlook(past)}`;
}

/** Who took her off last, and when. */
const lastOf = ({ lastDeletedBy, lastDeletedAt }: AddressPast) =>
  lastDeletedBy === null || lastDeletedAt === null
    ? ''
    : `, last by ${lastDeletedBy} on ${lastDeletedAt.toISOString().slice(0, 10)}`;

const refusal = (reply: string, mxHost: string | null) =>
  `Last refusal${mxHost === null ? '' : ` by ${mxHost}`}: “${reply.length > 200 ? `${reply.slice(0, 200)}…` : reply}”`;

function outlook({ suppressedBy, unsubscribedFrom }: AddressPast): string {
  if (suppressedBy !== null) return 'Adding it again changes nothing about that: no campaign will be mailed to it.';
  if (unsubscribedFrom.length > 0) return 'Adding it again does not undo the unsubscribing.';
  return 'Adding it again keeps this history.';
}

function named(lists: readonly string[]): string {
  const shown = lists.slice(0, 3).map((name) => `“${name}”`);
  const rest = lists.length - shown.length;
  if (rest > 0) shown.push(`${rest} more`);
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
