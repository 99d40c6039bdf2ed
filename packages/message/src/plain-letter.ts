// A short message of ours to one person: plain sentences, one link, no merge fields, no list headers.
import { createHash } from 'node:crypto';
import { fixedBody } from './body-part.js';
import type { ConfirmationLanguage } from './confirmation-words.js';
import { encodeText, singleLine } from './header-text.js';
import { mailbox } from './headers.js';
import { escapeHtml } from './liquid-engine.js';

export interface PlainLetter {
  readonly to: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly language: ConfirmationLanguage;
  readonly subject: string;
  readonly hello: string;
  /** Sentences before the link; they stand below each other. */
  readonly before: readonly string[];
  /** Absolute, http or https. */
  readonly url: string;
  readonly after: string;
  /** Left side of the Message-ID; letters, digits and dots. */
  readonly messageKey: string;
  readonly date: Date;
}

const MOST_SIGNS = 120;

/** A name that comes from elsewhere as it may stand in a header or a sentence: one line, not endless. */
export const shortName = (name: string): string => singleLine(name).slice(0, MOST_SIGNS).toWellFormed();

/**
 * Composes it as multipart/alternative: CRLF, unsigned, not dot-stuffed. Auto-Submitted (RFC 3834 §5) keeps answering
 * machines quiet.
 *
 * @throws TypeError on an address or a link that could break out of its place
 */
export function composePlainLetter(letter: PlainLetter): Uint8Array {
  const { to, fromName, fromAddress, subject, url, messageKey, date } = letter;
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url)) throw new TypeError('confirm link can not stand in a message');
  if (!/^[a-z0-9.-]+$/i.test(messageKey)) throw new TypeError('message key can not stand in a header');
  const boundary = `=_doorstep_${createHash('sha256').update(messageKey).digest('hex').slice(0, 24)}`;
  const head =
    `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n` +
    `${mailbox('From', fromName, fromAddress)}${mailbox('To', '', to)}` +
    `Subject: ${encodeText(subject, 9)}\r\n` +
    `Message-ID: <${messageKey}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n` +
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`;
  const message: Uint8Array[] = [Buffer.from(head, 'latin1')];
  for (const [subtype, text] of [
    ['plain', textOf(letter)],
    ['html', htmlOf(letter)],
  ] as const) {
    const body = fixedBody(subtype, text);
    message.push(Buffer.from(`--${boundary}\r\n${body.headers}\r\n`, 'latin1'), body.wire);
  }
  return Buffer.concat([...message, Buffer.from(`--${boundary}--\r\n`, 'latin1')]);
}

const textOf = ({ hello, before, url, after }: PlainLetter): string =>
  `${hello}\n\n${before.join('\n')}\n\n${url}\n\n${after}\n`;

function htmlOf({ language, hello, before, url, after }: PlainLetter): string {
  const link = escapeHtml(url);
  return `<!doctype html>
<html lang="${language}"><body style="font-family: sans-serif; line-height: 1.5">
<p>${escapeHtml(hello)}</p>
<p>${before.map(escapeHtml).join('<br>')}</p>
<p><a href="${link}">${link}</a></p>
<p>${escapeHtml(after)}</p>
</body></html>
`;
}
