// The message that asks somebody to confirm a subscription: plain words, one link, no merge fields, no list headers.
import { createHash } from 'node:crypto';
import { compileBody } from './body-part.js';
import { encodeText, singleLine } from './header-text.js';
import { mailbox } from './headers.js';
import { escapeHtml } from './liquid-engine.js';

export interface Confirmation {
  readonly address: string;
  readonly listName: string;
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
  const boundary = `=_doorstep_${createHash('sha256').update(messageKey).digest('hex').slice(0, 24)}`;
  const head =
    `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n` +
    `${mailbox('From', listName, `confirm@${sendingDomainName}`)}${mailbox('To', '', address)}` +
    `Subject: ${encodeText(`Please confirm: ${listName}`, 9)}\r\n` +
    `Message-ID: <${messageKey}@${sendingDomainName}>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n` +
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`;
  const chunks: Uint8Array[] = [Buffer.from(head, 'latin1')];
  for (const [subtype, words] of [
    ['plain', textOf(listName, address, confirmUrl)],
    ['html', htmlOf(listName, address, confirmUrl)],
  ] as const) {
    const body = compileBody(subtype, [{ kind: 'literal', text: words }]);
    chunks.push(Buffer.from(`--${boundary}\r\n${body.headers}\r\n`, 'latin1'));
    body.write(chunks, {});
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`, 'latin1'));
  return Buffer.concat(chunks);
}

const ASKED = 'Nothing comes to you before you say yes. To subscribe, open this page and press the button:';
const NOT_YOU = 'If you did not ask for it, do nothing: without your yes you get nothing from this list.';

function textOf(listName: string, address: string, url: string): string {
  return `Hello,\n\n${address} was put on the list “${listName}”.\n${ASKED}\n\n${url}\n\n${NOT_YOU}\n`;
}

function htmlOf(listName: string, address: string, url: string): string {
  const link = escapeHtml(url);
  return `<!doctype html>
<html lang="en"><body style="font-family: sans-serif; line-height: 1.5">
<p>Hello,</p>
<p>${escapeHtml(address)} was put on the list “${escapeHtml(listName)}”.<br>${ASKED}</p>
<p><a href="${link}">${link}</a></p>
<p>${NOT_YOU}</p>
</body></html>
`;
}
