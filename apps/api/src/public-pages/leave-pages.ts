// Pages behind the link of a message: leave, undo, pause, choose lists.
import { LeavingReason, type PublicLanguage } from '@doorstep/contracts';
import type { Departure, Stopped } from '@doorstep/database';
import { ownWords, publicWords } from './languages.js';
import { html, type Markup, type ReaderPage } from './page.js';
import type { PublicWords } from './public-words.js';

const PAUSES = [30, 90] as const;

/** A form without a target posts to the address the page was opened at. */
const button = (scope: string, label: string, isOther = true): Markup =>
  html`<form method="post"><input type="hidden" name="scope" value="${scope}"><button class="${isOther ? 'other' : ''}" type="submit">${label}</button></form>`;

const everything = ({ leave }: PublicWords): Markup =>
  html`<hr><p class="soft">${leave.allText}</p>${button('all', leave.allButton)}`;

const pauses = ({ pause }: PublicWords): Markup =>
  html`<hr><p class="soft">${pause.text}</p><div class="row">${PAUSES.map((days) => button(`pause${days}`, pause.button(days)))}</div>`;

/** @param token where the choice of lists is: below this very link */
const chooser = ({ choose }: PublicWords, { lists }: Departure, token: string): Markup =>
  lists.length > 1 ? html`<p><a href="/u/${token}/lists">${choose.link}</a></p>` : html``;

/** Her server refused us: what it said, and one more try. */
export function stoppedPart(language: PublicLanguage, address: string, { reply, mayTry }: Stopped): Markup {
  const { stopped } = ownWords[language];
  return html`<p>${stopped.text(address)}</p>${reply === null ? html`` : html`<p class="soft">${stopped.said}</p><pre>${reply}</pre>`}
${mayTry ? button('again', stopped.button) : html`<p class="soft">${stopped.waits}</p>`}`;
}

/** The link of a message may have been passed on: what tells of her or takes everything away goes to her mailbox first. */
const ownPage = ({ language, listId }: Departure): Markup =>
  listId === null
    ? html``
    : html`<hr><p class="soft">${ownWords[language].link.offer} <a href="/link/${listId}">${ownWords[language].link.offerLink}</a>.</p>`;

function reasons({ language, reason }: Departure): Markup {
  const words = ownWords[language].reason;
  if (reason !== null) return html`<hr><p class="soft" role="status">${words.thanks}</p>`;
  const choices = LeavingReason.options.map((one) => button(`why_${one}`, words.labels[one]));
  return html`<hr><p class="soft">${words.text}</p><div class="row">${choices}</div>`;
}

export function askToLeave(departure: Departure, token: string): ReaderPage {
  const { address, campaignName, lists, hasLeftAll, pausedUntil, stopped, language } = departure;
  const words = publicWords[language];
  const open = lists.filter((list) => !list.isLeft);
  if (hasLeftAll || open.length === 0) return hasLeft(departure, token);
  return {
    language,
    title: words.leave.title,
    body: html`<p>${words.leave.why(campaignName, address, named(departure, open))}</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">${words.leave.button}</button></form>
${chooser(words, departure, token)}
${stopped === null ? html`` : html`<hr>${stoppedPart(language, address, stopped)}`}
${pausedUntil === null ? pauses(words) : paused(departure)}
${everything(words)}${ownPage(departure)}`,
  };
}

export function hasLeft(departure: Departure, token: string): ReaderPage {
  const { address, lists, hasLeftAll, mayUndo, language } = departure;
  const words = publicWords[language];
  const left = lists.filter((list) => list.isLeft);
  if (!hasLeftAll && left.length === 0)
    return {
      language,
      title: words.leave.nothing,
      body: html`<p>${words.leave.nothingText(address)}</p>${everything(words)}${ownPage(departure)}`,
    };
  const what = hasLeftAll ? words.leave.everything : named(departure, left);
  return {
    language,
    title: words.leave.done,
    body: html`<p>${words.leave.doneText(address, what)}</p><p>${words.close}</p>
${mayUndo ? html`<hr><p class="soft">${words.leave.undoText}</p>${button('undo', words.leave.undo)}` : html``}
${reasons(departure)}
${chooser(words, departure, token)}
${hasLeftAll ? html`` : everything(words)}${ownPage(departure)}`,
  };
}

/** After she asked for one more try. */
export function triesAgain({ address, stopped, language }: Departure): ReaderPage {
  const words = ownWords[language].stopped;
  if (stopped !== null) return { language, title: words.text(address), body: stoppedPart(language, address, stopped) };
  return { language, title: words.done, body: html`<p>${words.doneText(address)}</p>` };
}

export function hasPause(departure: Departure): ReaderPage {
  const words = publicWords[departure.language];
  return { language: departure.language, title: words.pause.done, body: paused(departure) };
}

function paused({ address, pausedUntil, language }: Departure): Markup {
  const { pause } = publicWords[language];
  if (pausedUntil === null) return html``;
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(pausedUntil);
  return html`<p>${pause.doneText(address, until)}</p>${button('resume', pause.end)}`;
}

/** @param isSaved she has just pressed the button */
export function chooseLists({ address, lists, language }: Departure, isSaved: boolean): ReaderPage {
  const { choose } = publicWords[language];
  const ticks = lists.map(
    ({ id, name, isLeft }) =>
      html`<label class="tick"><input type="checkbox" name="list" value="${id}"${isLeft ? html`` : html` checked`}><span>${name}</span></label>`,
  );
  return {
    language,
    title: choose.title,
    body: html`${isSaved ? html`<p role="status"><strong>${choose.saved}</strong></p>` : html``}<p>${choose.text(address)}</p>
<form method="post">${ticks}<button type="submit">${choose.button}</button></form>`,
  };
}

function named({ language }: Departure, lists: Departure['lists']): string {
  const together = new Intl.ListFormat(language, { type: 'conjunction' }).format(lists.map(({ name }) => `“${name}”`));
  return publicWords[language].list(together, lists.length);
}
