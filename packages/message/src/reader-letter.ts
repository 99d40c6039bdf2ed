// Messages to one reader about herself: a link to her own page, a change of address, the lift of a complaint.
import { type ConfirmationLanguage, confirmationWords } from './confirmation-words.js';
import { composePlainLetter, shortName } from './plain-letter.js';
import { readerLetterWords } from './reader-letter-words.js';

export interface ReaderLetter {
  readonly kind: 'link' | 'move_confirm' | 'move_notice' | 'come_back';
  readonly address: string;
  /** What readers know the list by; null: the sending domain speaks. */
  readonly listName: string | null;
  readonly language: ConfirmationLanguage;
  /** The address she left or moved to; null for other kinds. */
  readonly otherAddress: string | null;
  readonly sendingDomainName: string;
  /** Absolute, http or https. */
  readonly url: string;
  /** Until then the link counts. */
  readonly expiresAt: Date;
  /** Left side of the Message-ID; letters, digits and dots. */
  readonly messageKey: string;
  readonly date: Date;
}

/**
 * Composes it as composePlainLetter does.
 *
 * @throws TypeError on an address or a link that could break out of its place
 */
export function composeReaderLetter(letter: ReaderLetter): Uint8Array {
  const { kind, address, language, sendingDomainName, url, messageKey, date } = letter;
  const name = shortName(letter.listName ?? sendingDomainName);
  const words = readerLetterWords[language][kind];
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(letter.expiresAt);
  return composePlainLetter({
    ...{ language, url, messageKey, date },
    hello: confirmationWords[language].hello,
    to: address,
    fromName: name,
    fromAddress: `confirm@${sendingDomainName}`,
    subject: words.subject(name),
    before: words.before(name, letter.otherAddress ?? '', address),
    after: words.after(until),
  });
}
