// The note to take along as it is: to whom, and its text in the language asked for.
import type { AddressPage, VerdictLanguage } from '@doorstep/contracts';

export const noteKinds = ['it', 'her'] as const;
export type NoteKind = (typeof noteKinds)[number];

export interface Note {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

const subjectForHer: Record<VerdictLanguage, string> = { en: 'Our newsletter to you', de: 'Unser Newsletter an Sie' };

export function noteOf(page: AddressPage, kind: NoteKind, language: VerdictLanguage): Note | null {
  if (kind === 'it') {
    const note = page.notesForPostmaster?.[language];
    return note ? { to: `postmaster@${page.domainName}`, ...note } : null;
  }
  const body = page.notesForHer?.[language];
  return body ? { to: page.address, subject: subjectForHer[language], body } : null;
}

/** RFC 6068: line breaks are CR LF. */
export const draftHref = ({ to, subject, body }: Note): string =>
  `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
