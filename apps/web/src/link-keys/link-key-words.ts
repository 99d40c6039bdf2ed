// The states of the keys of links in words, and what becomes of links when one retires.
import type { TokenKey } from '@doorstep/contracts';
import { counted } from '../parts/numbers';
import type { Word } from '../parts/words';

export const linkKeyWords: Record<TokenKey['state'], Word> = {
  coming: { label: 'Signs in a moment', tone: 'working', meaning: 'Every part of Doorstep learns it first.' },
  signing: { label: 'Signs', tone: 'good', meaning: 'Links and return paths of new campaigns are signed with it.' },
  verifying: { label: 'Still read', tone: 'calm', meaning: 'Replaced; links and bounces of earlier mail work on.' },
  retired: { label: 'Retired', tone: 'calm', meaning: 'Links signed with it say that they are not known.' },
};

/** Whether everything signed with it is so old that it can go without harm. */
export const mayRetire = ({ state, retirableAt }: TokenKey, now: Date): boolean =>
  state === 'verifying' && retirableAt !== null && new Date(retirableAt) <= now;

export function costOf({ messages }: TokenKey): string {
  if (messages === 0) return 'No message of the last 400 days carries a link of it, as far as is known.';
  return `About ${counted(messages, 'message', 'messages')} of the last 400 days ${messages === 1 ? 'carries' : 'carry'} links of it. Their unsubscribe links will say that they are not known, and bounces of them cannot be matched any more. Many countries require that an unsubscribe link works for a month or longer.`;
}
