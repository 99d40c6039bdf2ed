// The message that asks somebody to confirm a subscription: plain words, one link, no merge fields, no list headers.
import { createHash } from 'node:crypto';
import { compileBody } from './body-part.js';
import { type ConfirmationLanguage, type ConfirmationWords, confirmationWords } from './confirmation-words.js';
import { encodeText, singleLine } from './header-text.js';
import { mailbox } from './headers.js';
import { escapeHtml } from './liquid-engine.js';

export interface Confirmation {
  readonly address: string;
  readonly listName: string;
  /** Of the words; default: English. */
  readonly language?: ConfirmationLanguage;
  /** Of From and Message-ID. */
  readonly sendingDomainName: string;
  /** Where the button is; absolute, http or https. */
  readonly confirmUrl: string;
  /** Left side of the Message-ID; letters, digits and dots. */
  readonly messageKey: string;
  readonly date: Date;
}

const MOST_SIGNS = 120;

/**
 * Composes it as multipart/alternative: CRLF, unsigned, not dot-stuffed. Auto-Submitted (RFC 3834 §5) keeps answering
 * machines quiet.
 *
 * @throws TypeError on an address or a link that could break out of its place
 */
export function composeConfirmation(confirmation: Confirmation): Uint8Array {
  const { address, sendingDomainName, confirmUrl, messageKey, date } = confirmation;
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(confirmUrl)) throw new TypeError('confirm link can not stand in a message');
  if (!/^[a-z0-9.-]+$/i.test(messageKey)) throw new TypeError('message key can not stand in a header');
  const listName = singleLine(confirmation.listName).slice(0, MOST_SIGNS).toWellFormed();
  const { language = 'en' } = confirmation;
  const words = confirmationWords[language];
  const boundary = `=_doorstep_${createHash('sha256').update(messageKey).digest('hex').slice(0, 24)}`;
  const head =
    `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n` +
    `${mailbox('From', listName, `confirm@${sendingDomainName}`)}${mailbox('To', '', address)}` +
    `Subject: ${encodeText(words.subject(listName), 9)}\r\n` +
    `Message-ID: <${messageKey}@${sendingDomainName}>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n` +
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`;
  let message = head;
  for (const [subtype, text] of [
    ['plain', textOf(words, listName, address, confirmUrl)],
    ['html', htmlOf(language, listName, address, confirmUrl)],
  ] as const) {
    const body = compileBody(subtype, [{ kind: 'literal', text }]);
    message += `--${boundary}\r\n${body.headers}\r\n${body.write({}).wire}`;
  }
  return Buffer.from(`${message}--${boundary}--\r\n`, 'latin1');
}

function textOf(
  { hello, put, asked, notYou }: ConfirmationWords,
  listName: string,
  address: string,
  url: string,
): string {
  return `${hello}\n\n${put(address, listName)}\n${asked}\n\n${url}\n\n${notYou}\n`;
}

function htmlOf(language: ConfirmationLanguage, listName: string, address: string, url: string): string {
  const { hello, put, asked, notYou } = confirmationWords[language];
  const link = escapeHtml(url);
  return `<!doctype html>
<html lang="${language}"><body style="font-family: sans-serif; line-height: 1.5">
<p>${hello}</p>
<p>${put(escapeHtml(address), escapeHtml(listName))}<br>${asked}</p>
<p><a href="${link}">${link}</a></p>
<p>${notYou}</p>
</body></html>
`;
}
