// The header of a campaign message: what is the same for all recipients, and what is not.
import { encodePhrase, encodeText, singleLine } from './header-text.js';

export interface CampaignSource {
  readonly campaignId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Shown by mail programs behind the subject; nothing is added to the HTML without one. */
  readonly previewText?: string;
  /** List-Id value (RFC 2919): `Monthly letter <id.lists.news.example>`. */
  readonly listId: string;
  /** Feedback-ID value: up to four parts joined by colons. */
  readonly feedbackId: string;
  readonly date: Date;
  /** Counts opens and clicks: its links lead over our host, and a picture is added. */
  readonly isCounted?: boolean;
  /** The addresses counted links are numbered by, those of all its variants; those of its own HTML when left out. */
  readonly countedLinks?: readonly string[] | undefined;
}

export interface Recipient {
  readonly address: string;
  readonly name: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** Without angle brackets; the same on every attempt of a delivery. */
  readonly messageId: string;
  /** Absolute; https outside of the sandbox (RFC 8058 section 3.1). */
  readonly unsubscribeUrl: string;
  /** A mailto address for List-Unsubscribe, with or without the scheme. */
  readonly unsubscribeMailto: string | null;
  /** Where counted links begin, and the picture; for campaigns that count. */
  readonly counting?: { readonly clickUrl: string; readonly openUrl: string } | null;
}

/** Lines before and after those of the recipient, each ended with CRLF. */
export function fixedHeaders(source: CampaignSource): { before: string; after: string } {
  const from = mailbox('From', source.from.name, source.from.address);
  const replyTo = source.replyTo ? mailbox('Reply-To', '', source.replyTo) : '';
  const date = source.date.toUTCString().replace('GMT', '+0000');
  return {
    before: `Date: ${date}\r\n${from}${replyTo}`,
    after:
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n' +
      `List-Id: ${listId(source.listId)}\r\n` +
      `Feedback-ID: ${asciiLine(source.feedbackId)}\r\n` +
      `X-Doorstep-Campaign: ${asciiLine(source.campaignId)}\r\n` +
      'MIME-Version: 1.0\r\n',
  };
}

/** Lower-case names of the fields of one recipient, in their order. */
export const RECIPIENT_FIELDS = ['to', 'subject', 'message-id', 'list-unsubscribe'] as const;

/** RECIPIENT_FIELDS as they are spelled, each with its line end (RFC 2369: one List-Unsubscribe, https first, mailto second). */
export function recipientHeaders(recipient: Recipient, subject: string): string[] {
  const { address, messageId, unsubscribeUrl, unsubscribeMailto } = recipient;
  mustMatch(/^[\x21-\x7e]+@[\x21-\x7e]+$/, messageId, 'message id');
  mustMatch(/^https?:\/\/[\x21-\x7e]+$/, unsubscribeUrl, 'unsubscribe link');
  let unsubscribe = `<${unsubscribeUrl}>`;
  if (unsubscribeMailto !== null) {
    const mailto = unsubscribeMailto.replace(/^mailto:/i, '');
    mustMatch(/^[\x21-\x7e]+$/, mailto, 'unsubscribe address');
    unsubscribe += `,\r\n <mailto:${mailto}>`;
  }
  return [
    mailbox('To', recipient.name ?? '', address),
    `Subject: ${encodeText(subject, 9)}\r\n`,
    `Message-ID: <${messageId}>\r\n`,
    `List-Unsubscribe: ${unsubscribe}\r\n`,
  ];
}

/** One header with one mailbox. @throws TypeError when the address could break out of it */
export function mailbox(header: string, name: string, address: string): string {
  mustMatch(/^[\x21-\x7e]+@[\x21-\x7e]+$/, address, `${header} address`);
  if (/[,;:()"\\[\]]/.test(address)) throw new TypeError(`${header} address is not a plain address`);
  const phrase = encodePhrase(name, header.length + 2);
  if (phrase === '') return `${header}: ${address}\r\n`;
  const lastLine = phrase.slice(phrase.lastIndexOf('\n') + 1);
  const breaks = lastLine.length + address.length + header.length > 70;
  return `${header}: ${phrase}${breaks ? '\r\n ' : ' '}<${address}>\r\n`;
}

function listId(value: string): string {
  const [, phrase = '', id = ''] = /^(.*?)\s*<([^<>\s]+)>\s*$/.exec(singleLine(value)) ?? [];
  mustMatch(/^[\x21-\x7e]+$/, id, 'list id');
  const words = encodePhrase(phrase, 'List-Id: '.length);
  return words === '' ? `<${id}>` : `${words}\r\n <${id}>`;
}

function asciiLine(value: string): string {
  return singleLine(value)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 400);
}

function mustMatch(pattern: RegExp, value: string, what: string): void {
  if (!pattern.test(value) || /[<>]/.test(value) || value.length > 900) {
    throw new TypeError(`${what} can not stand in a header`);
  }
}
