// The states of DKIM keys and of name servers in words an editor knows.
import type { DkimKeyState, DkimKeyView, NameServerView } from '@doorstep/contracts';
import type { Word } from '../parts/words';

export const keyStateWords: Record<DkimKeyState, Word> = {
  next: { label: 'Next', tone: 'working' },
  active: { label: 'Signs', tone: 'good' },
  resting: { label: 'Still needed', tone: 'calm' },
  removable: { label: 'May go', tone: 'calm' },
};

export const viewWords: Record<NameServerView['result'], Word> = {
  right: { label: 'Right', tone: 'good' },
  missing: { label: 'Missing', tone: 'bad' },
  different: { label: 'Different', tone: 'bad' },
  several: { label: 'Several found', tone: 'bad' },
  unknown: { label: 'No answer', tone: 'calm' },
};

export const algorithmName = (algorithm: string): string => (algorithm === 'ed25519-sha256' ? 'Ed25519' : 'RSA');

/** Whether all records of these keys were right at the last look. */
export const isSeen = (keys: readonly DkimKeyView[]): boolean =>
  keys.every(({ views }) => views !== null && views.length > 0 && views.every(({ result }) => result === 'right'));

/** Selectors as a person lists them: "a", "a and b". */
export const selectorsOf = (keys: readonly DkimKeyView[]): string => keys.map(({ selector }) => selector).join(' and ');
