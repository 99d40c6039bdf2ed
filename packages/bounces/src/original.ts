// What a report gives back of our own message, and the signed tokens that may stand anywhere in it.
import { addressesIn } from './addresses.js';
import { decodeWords } from './mime/decode.js';
import { type Headers, readHeaders } from './mime/headers.js';
import type { Cuts } from './mime/limits.js';
import { type Part, textOf, walk } from './mime/parts.js';
import { cleanLine } from './reply-words.js';
import type { ReturnedOriginal } from './report.js';
import { collectTokens } from './return-path.js';
import { readWay, srsForwarder } from './way-of-mail.js';

const MAX_TOKENS = 50;
const MAX_TO = 20;

/** @param quoted what stands behind the marker of the original in a text for people */
export function readOriginal(root: Part, quoted: string, cuts: Cuts): ReturnedOriginal | null {
  for (const part of walk(root)) {
    if (part.isEnclosed && part.headers.size > 0) return originalOf(part.headers);
    if (part.type === 'text/rfc822-headers' || part.type === 'message/rfc822-headers') {
      const text = `${textOf(part).trimStart()}\n`;
      return originalOf(readHeaders(text, 0, text.length, cuts).headers);
    }
  }
  const at = /(?:^|\n)[ \t>]{0,8}(?:received|return-path|from|to|subject|date|message-id): \S/i.exec(quoted)?.index;
  if (at === undefined) return null;
  const block = quoted
    .slice(at)
    .trimStart()
    .replace(/(^|\n)[ \t>]{1,8}(?=[a-z-]{2,40}: )/gi, '$1');
  const { headers } = readHeaders(block, 0, block.length, cuts);
  return headers.size > 0 ? originalOf(headers) : null;
}

function originalOf(headers: Headers): ReturnedOriginal {
  return {
    messageId: cleanLine(headers.get('message-id'), 250) || null,
    to: addressesIn(decodeWords(headers.all('to').join(', '))).slice(0, MAX_TO),
    subject: cleanLine(decodeWords(headers.get('subject')), 500) || null,
    way: readWay(headers),
  };
}

/** The time of the Date field; null where it is none between 1990 and 2100. */
export function readWrittenAt(headers: Headers): Date | null {
  const at = new Date(cleanLine(headers.get('date'), 100).replace(/\([^()]{0,60}\)$/, ''));
  const year = at.getUTCFullYear();
  return year >= 1990 && year <= 2100 ? at : null;
}

/** The host that rewrote our return path, out of whom the report was sent to. */
export function readForwarder(headers: Headers): string | null {
  const to = ['to', 'delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => headers.all(name));
  return to.flatMap((value) => srsForwarder(value) ?? [])[0] ?? null;
}

/** Tokens in the order of their weight: to whom the report was sent, then what the original carries, then the text. */
export function collectReportTokens(root: Part, text: string): string[] {
  const tokens = new Set<string>();
  for (const name of [
    'to',
    'delivered-to',
    'x-original-to',
    'envelope-to',
    'x-envelope-to',
    'original-recipient',
    'references',
    'in-reply-to',
  ])
    for (const value of root.headers.all(name)) collectTokens(value, tokens);
  for (const part of walk(root)) {
    if (tokens.size >= MAX_TOKENS) break;
    if (part.children.length > 0) continue;
    // Soft line ends of quoted-printable may cut a link in two.
    collectTokens(part.body.slice(0, 65_536).replaceAll('=\n', ''), tokens);
  }
  for (const part of walk(root)) {
    if (!part.isEnclosed) continue;
    for (const name of ['message-id', 'return-path', 'list-unsubscribe', 'sender', 'x-doorstep-delivery'])
      for (const value of part.headers.all(name)) collectTokens(value, tokens);
  }
  collectTokens(text.slice(0, 65_536), tokens);
  return [...tokens].slice(0, MAX_TOKENS);
}
