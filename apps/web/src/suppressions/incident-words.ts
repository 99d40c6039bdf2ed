// An incident at a mail server in words: what it says, how unusual that is, and what was decided.
import type { SiteFlood } from '@doorstep/contracts';
import { count, counted, share } from '../parts/numbers';

export const serverName = ({ provider, mxHosts }: Pick<SiteFlood, 'provider' | 'mxHosts'>): string =>
  provider ?? mxHosts[0] ?? 'A mail server';

type Counted = Pick<SiteFlood, 'provider' | 'mxHosts' | 'held'>;

export function floodHeadline(flood: Counted): string {
  return `${serverName(flood)} says that ${counted(flood.held, 'person does', 'people do')} not exist`;
}

/** How many times the share of the 30 days before; null without enough mail before. */
export function timesUsual({
  hard,
  settled,
  usualPercent,
}: Pick<SiteFlood, 'hard' | 'settled' | 'usualPercent'>): number | null {
  return usualPercent === null || usualPercent <= 0 ? null : Math.round(((hard / settled) * 100) / usualPercent);
}

export function floodProof(flood: Pick<SiteFlood, 'hard' | 'settled' | 'usualPercent'>): string {
  const times = timesUsual(flood);
  const usual =
    times !== null
      ? `${count(times)} times the usual`
      : flood.usualPercent === null
        ? 'we sent too little there before to know what is usual'
        : 'it refused nobody in the 30 days before';
  return `${share(flood.hard, flood.settled)} messages failed for good within one hour: ${usual}. Probably its own trouble, so nobody was suppressed.`;
}

export function floodOutcome({ state, decidedBy, held }: Pick<SiteFlood, 'state' | 'decidedBy' | 'held'>): string {
  const who = decidedBy ?? 'Somebody';
  return state === 'applied'
    ? `${who} decided that the server is right: ${counted(held, 'failure counts', 'failures count')}, and who is gone is suppressed.`
    : `${who} decided that it was their trouble: ${counted(held, 'failure was', 'failures were')} dropped, nobody was suppressed.`;
}
