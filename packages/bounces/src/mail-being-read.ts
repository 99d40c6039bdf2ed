// A mail while it is being read: its parts, its words for people, and what it has turned out to be.
import type { DeliveryStatus } from './formats/delivery-status.js';
import { humanPart } from './formats/text-bounce.js';
import { type Cuts, limits } from './mime/limits.js';
import { type Part, textOf, walk } from './mime/parts.js';
import type { ReportKind, ReportRecipient, ReturnedOriginal } from './report.js';
import type { Classify } from './report-recipient.js';

/** Of the text for people, this much is looked at for each recipient. */
const HUMAN_LENGTH = 3000;

export interface Reading {
  readonly kind: ReportKind;
  readonly format: string | null;
  readonly recipients: readonly ReportRecipient[];
  readonly status?: DeliveryStatus;
  readonly feedbackType?: string;
}

export interface Mail {
  readonly root: Part;
  readonly text: string;
  readonly original: ReturnedOriginal | null;
  readonly cuts: Cuts;
  readonly classify: Classify;
}

export const NOTHING: Reading = { kind: 'not-bounce', format: null, recipients: [] };

/** Text of this mail itself: plain parts, else HTML; never of an enclosed mail. */
export function textForPeople(root: Part): string {
  const plain: string[] = [];
  const html: string[] = [];
  for (const part of walk(root)) {
    if (part.isEnclosed || part.children.length > 0) continue;
    if (part.type === 'text/html') html.push(textOf(part));
    // A multipart whose boundary never comes: all of it is text.
    else if (/^(?:text|multipart)\//.test(part.type) && part.type !== 'text/rfc822-headers') plain.push(textOf(part));
  }
  const text = plain.join('\n\n').trim() === '' ? html.join('\n\n') : plain.join('\n\n');
  return text.slice(0, limits.textBytes);
}

/** The words before the original message, without the subject of our own, bounded. */
export function humanPartOf({ text }: Mail): string {
  return humanPart(text).replace(ownSubject, '').slice(0, HUMAN_LENGTH);
}

/** Reports repeat the subject of our message: what a newsletter is called is no reason. */
const ownSubject =
  /^[ \t>]{0,12}(?:subject|betreff|thema|objet|oggetto|asunto|assunto|onderwerp|ämne|emne|temat|тема|件名|主题|主旨)[ \t]{0,4}[:：].{0,998}$/gim;
