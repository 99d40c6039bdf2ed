// Pages behind letters that ask one question: a change of address, its way back, the lift of a complaint.
import type { LetterLink } from '@doorstep/database';
import { ownWords } from './languages.js';
import { html, type ReaderPage } from './page.js';

const yes = (label: string) =>
  html`<form method="post"><input type="hidden" name="act" value="yes"><button type="submit">${label}</button></form>`;

/** @param lists names of what would come along */
export function askMovePage({ address, otherAddress, language }: LetterLink, lists: readonly string[]): ReaderPage {
  const { move } = ownWords[language];
  const from = otherAddress ?? '';
  const together = moveQuestion({ address, otherAddress, language }, lists);
  const body = lists.length === 0 ? html`<p>${move.nothing(from)}</p>` : html`<p>${together}</p>${yes(move.button)}`;
  return { language, title: move.title, body };
}

/** What she says yes to, word for word. */
export function moveQuestion(
  { address, otherAddress, language }: Pick<LetterLink, 'address' | 'otherAddress' | 'language'>,
  lists: readonly string[],
): string {
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(lists.map((name) => `“${name}”`));
  return ownWords[language].move.question(names, otherAddress ?? '', address);
}

export function movedPage({ address, language }: LetterLink): ReaderPage {
  const { move } = ownWords[language];
  return { language, title: move.done, body: html`<p>${move.doneText(address)}</p>` };
}

export function askMoveBackPage({ otherAddress, language }: LetterLink): ReaderPage {
  const { move } = ownWords[language];
  const body = html`<p>${move.backText(otherAddress ?? '')}</p>${yes(move.backButton)}`;
  return { language, title: move.backTitle, body };
}

export function movedBackPage({ address, language }: LetterLink): ReaderPage {
  const { move } = ownWords[language];
  return { language, title: move.backDone, body: html`<p>${move.backDoneText(address)}</p>` };
}

export function askComeBackPage({ address, language }: LetterLink): ReaderPage {
  const { comeBack } = ownWords[language];
  const body = html`<p>${comeBack.question(address)}</p>${yes(comeBack.button)}`;
  return { language, title: comeBack.title, body };
}

export function cameBackPage({ address, language }: LetterLink): ReaderPage {
  const { comeBack } = ownWords[language];
  return { language, title: comeBack.done, body: html`<p>${comeBack.doneText(address)}</p>` };
}
