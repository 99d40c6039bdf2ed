// Pages of signing up: the form, what was sent, what was meant, and the confirmation.
import type { PublicLanguage } from '@doorstep/contracts';
import type { Agreement, Confirmation, PublicList } from '@doorstep/database';
import type { FastifyRequest } from 'fastify';
import { publicWords } from './languages.js';
import { html, type Markup, type ReaderPage } from './page.js';

/** Nobody sees it and nobody fills it in, except programs that fill in whatever there is. */
export const TRAP = 'website';

export interface Typed {
  readonly address: string;
  readonly name: string;
}

const trap = html`<div class="trap" aria-hidden="true"><label>Website <input type="text" name="${TRAP}" tabindex="-1" autocomplete="off"></label></div>`;

export function formPage(list: PublicList, typed: Typed, isWrong: boolean): ReaderPage {
  const { form } = publicWords[list.language];
  const fault = isWrong ? html`<p id="wrong" role="alert"><strong>${form.wrong}</strong></p>` : html``;
  const described = isWrong ? html` aria-invalid="true" aria-describedby="wrong"` : html``;
  return {
    language: list.language,
    title: form.title(list.publicName),
    status: isWrong ? 422 : 200,
    body: html`${list.publicDescription === '' ? html`` : html`<p>${list.publicDescription}</p>`}${fault}
<form method="post"><input type="hidden" name="since" value="${Date.now()}">${trap}
<label>${form.address}<input type="email" name="address" required maxlength="254" autocomplete="email" value="${typed.address}"${described}></label>
<label>${form.name}<input type="text" name="name" maxlength="200" autocomplete="name" value="${typed.name}"></label>
<p class="soft">${form.agree(list.publicName)}</p>
<button type="submit">${form.button}</button></form>`,
  };
}

/** The domain looks like a slip of a well-known one: she decides. */
export function meantPage(list: PublicList, typed: Typed, meant: string): ReaderPage {
  const { form } = publicWords[list.language];
  const choice = (address: string, label: string, isOther: boolean): Markup =>
    html`<form method="post">${trap}<input type="hidden" name="address" value="${address}"><input type="hidden" name="name" value="${typed.name}">
<input type="hidden" name="sure" value="yes"><button class="${isOther ? 'other' : ''}" type="submit">${label}</button></form>`;
  return {
    language: list.language,
    title: form.meant(meant),
    body: html`${choice(meant, form.meantYes, false)}${choice(typed.address, form.meantNo(typed.address), true)}`,
  };
}

/** The same for everybody, whether the address is known, suppressed, or asked too often. */
export function sentPage(list: PublicList, address: string): ReaderPage {
  const { form } = publicWords[list.language];
  return { language: list.language, title: form.sent, body: html`<p>${form.sentText(address)}</p>` };
}

export function tooManyPage(list: PublicList): ReaderPage {
  const { form } = publicWords[list.language];
  return { language: list.language, status: 429, title: form.tooMany, body: html`<p>${form.tooManyText}</p>` };
}

export function closedPage(language: PublicLanguage): ReaderPage {
  const { form } = publicWords[language];
  return { language, status: 404, title: form.closed, body: html`<p>${form.closedText}</p>` };
}

export function askToConfirm({ address, listName, status, language }: Confirmation): ReaderPage {
  const { confirm } = publicWords[language];
  switch (status) {
    case 'subscribed':
      return { language, title: confirm.done, body: html`<p>${confirm.doneText(address, listName)}</p>` };
    case 'unconfirmed':
      return {
        language,
        title: confirm.title,
        body: html`<p>${confirm.question(listName, address)}</p>
<form method="post"><button type="submit">${confirm.button}</button></form><p class="soft">${confirm.ignore}</p>`,
      };
    default:
      return { language, title: confirm.gone, body: html`<p>${confirm.goneText(address, listName)}</p>` };
  }
}

export function unknownLink(language: PublicLanguage): ReaderPage {
  const { unknown, unknownText } = publicWords[language];
  return { language, status: 404, title: unknown, body: html`<p>${unknownText}</p>` };
}

/** What a reader agrees to with this request, for the record. */
export function agreementOf(request: FastifyRequest, language: Agreement['language'], words: string): Agreement {
  const userAgent = request.headers['user-agent'] ?? null;
  return { ip: request.ip, userAgent, form: request.url.split('?')[0]!, language, words };
}
