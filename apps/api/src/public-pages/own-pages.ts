// Pages about one reader, behind the link that was mailed to her, and the page where she asks for that link.
import { PublicLanguage } from '@doorstep/contracts';
import type { OwnPage, PublicList } from '@doorstep/database';
import { languageNames, ownWords, publicWords } from './languages.js';
import { stoppedPart } from './leave-pages.js';
import { html, type Markup, type ReaderPage } from './page.js';

/** A form without a target posts to the address the page was opened at. */
const button = (act: string, label: string, isOther = true): Markup =>
  html`<form method="post"><input type="hidden" name="act" value="${act}"><button class="${isOther ? 'other' : ''}" type="submit">${label}</button></form>`;

/** saved: she has just changed something · same, wrong: what she typed is no other address */
export type Note = 'saved' | 'same' | 'wrong' | null;

export function ownPage(page: OwnPage, note: Note, typed = ''): ReaderPage {
  const { address, language, stopped } = page;
  const { own, erase } = ownWords[language];
  return {
    language,
    title: own.title,
    status: note === 'same' || note === 'wrong' ? 422 : 200,
    body: html`${note === 'saved' ? html`<p role="status"><strong>${own.saved}</strong></p>` : html``}<p>${own.about(address)}</p>
${stopped === null ? html`` : html`<hr>${stoppedPart(language, address, stopped)}`}
<hr>${chooser(page)}
<hr>${languages(page)}
<hr>${mover(page, note, typed)}
<hr><h2>${own.data}</h2><p class="soft">${own.dataText}</p>${button('data', own.dataButton)}
<hr><h2>${erase.title}</h2><p class="soft">${erase.text}</p>${button('ask_erase', erase.button)}`,
  };
}

function chooser({ address, lists, language }: OwnPage): Markup {
  const { choose } = publicWords[language];
  if (lists.length === 0) return html`<p class="soft">${ownWords[language].own.nothing}</p>`;
  const ticks = lists.map(
    ({ id, name, isLeft }) =>
      html`<label class="tick"><input type="checkbox" name="list" value="${id}"${isLeft ? html`` : html` checked`}><span>${name}</span></label>`,
  );
  return html`<h2>${choose.title}</h2><p>${choose.text(address)}</p>
<form method="post"><input type="hidden" name="act" value="lists">${ticks}<button type="submit">${choose.button}</button></form>`;
}

function languages({ language }: OwnPage): Markup {
  const { own } = ownWords[language];
  const options = PublicLanguage.options.map(
    (one) =>
      html`<option value="${one}" lang="${one}"${one === language ? html` selected` : html``}>${languageNames[one]}</option>`,
  );
  return html`<form method="post"><input type="hidden" name="act" value="language"><label>${own.language}<select name="language">${options}</select></label>
<button class="other" type="submit">${own.languageButton}</button></form>`;
}

function mover({ lists, language }: OwnPage, note: Note, typed: string): Markup {
  const { own } = ownWords[language];
  if (lists.every((list) => list.isLeft)) return html`<h2>${own.move}</h2><p class="soft">${own.nothing}</p>`;
  const isWrong = note === 'same' || note === 'wrong';
  const words = note === 'same' ? own.moveSame : publicWords[language].form.wrong;
  return html`<h2>${own.move}</h2><p class="soft">${own.moveText}</p>
${isWrong ? html`<p id="wrong" role="alert"><strong>${words}</strong></p>` : html``}<form method="post"><input type="hidden" name="act" value="move">
<label>${own.moveLabel}<input type="email" name="address" required maxlength="254" autocomplete="email" value="${typed}"${isWrong ? html` aria-invalid="true" aria-describedby="wrong"` : html``}></label>
<button class="other" type="submit">${own.moveButton}</button></form>`;
}

export function moveAskedPage(language: PublicLanguage, address: string): ReaderPage {
  const { link, own } = ownWords[language];
  return { language, title: link.sent, body: html`<p>${own.moveSentText(address)}</p>` };
}

export function triedAgainPage({ address, stopped, language }: OwnPage): ReaderPage {
  const words = ownWords[language].stopped;
  if (stopped !== null) return { language, title: words.text(address), body: stoppedPart(language, address, stopped) };
  return { language, title: words.done, body: html`<p>${words.doneText(address)}</p>` };
}

/** Asked once more: what an erasure takes cannot be given back. @param token the way back to her page */
export function askErasePage({ address, language }: OwnPage, token: string): ReaderPage {
  const { erase } = ownWords[language];
  return {
    language,
    title: erase.question,
    body: html`<p>${erase.whatGoes(address)}</p><p class="soft">${erase.whatStays}</p>${button('erase', erase.yes, false)}<p><a href="/me/${token}">${erase.no}</a></p>`,
  };
}

export function erasedPage(language: PublicLanguage): ReaderPage {
  const { erase } = ownWords[language];
  return { language, title: erase.done, body: html`<p>${erase.doneText}</p>` };
}

export function eraseBusyPage(language: PublicLanguage): ReaderPage {
  const { erase } = ownWords[language];
  return { language, status: 409, title: erase.busy, body: html`<p>${erase.busyText}</p>` };
}

/** @param listId where a new one is asked for; null: nowhere any more */
export function latePage(language: PublicLanguage, listId: string | null): ReaderPage {
  const { link } = ownWords[language];
  const again = listId === null ? html`` : html`<p><a href="/link/${listId}">${link.again}</a></p>`;
  return { language, status: 410, title: link.late, body: html`<p>${link.lateText}</p>${again}` };
}

export function usedPage(language: PublicLanguage): ReaderPage {
  const { link } = ownWords[language];
  return { language, title: link.used, body: html`<p>${link.usedText}</p>` };
}

export function askLinkPage({ language }: PublicList, typed: string, isWrong: boolean): ReaderPage {
  const { link } = ownWords[language];
  const { form } = publicWords[language];
  const fault = isWrong ? html`<p id="wrong" role="alert"><strong>${form.wrong}</strong></p>` : html``;
  return {
    language,
    status: isWrong ? 422 : 200,
    title: link.title,
    body: html`<p>${link.text}</p>${fault}<form method="post"><label>${form.address}<input type="email" name="address" required maxlength="254" autocomplete="email" value="${typed}"${isWrong ? html` aria-invalid="true" aria-describedby="wrong"` : html``}></label>
<button type="submit">${link.button}</button></form>`,
  };
}

/** The same for everybody, whether the address is known, suppressed, or asked too often. */
export function linkSentPage(language: PublicLanguage, address: string): ReaderPage {
  const { link } = ownWords[language];
  return { language, title: link.sent, body: html`<p>${link.sentText(address)}</p>` };
}

export function tooManyLinksPage(language: PublicLanguage): ReaderPage {
  const { tooMany } = publicWords[language].form;
  return { language, status: 429, title: tooMany, body: html`<p>${ownWords[language].link.tooManyText}</p>` };
}

export function noListPage(language: PublicLanguage): ReaderPage {
  const { link } = ownWords[language];
  return { language, status: 404, title: link.closed, body: html`<p>${link.closedText}</p>` };
}
