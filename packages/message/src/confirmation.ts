// The message that asks somebody to confirm a subscription: plain words, one link, no merge fields, no list headers.
import { type ConfirmationLanguage, confirmationWords } from './confirmation-words.js';
import { composePlainLetter, shortName } from './plain-letter.js';

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

/**
 * Composes it as composePlainLetter does.
 *
 * @throws TypeError on an address or a link that could break out of its place
 */
export function composeConfirmation(confirmation: Confirmation): Uint8Array {
  const { address, sendingDomainName, confirmUrl, messageKey, date, language = 'en' } = confirmation;
  const listName = shortName(confirmation.listName);
  const { subject, hello, put, asked, notYou } = confirmationWords[language];
  return composePlainLetter({
    ...{ language, messageKey, date, hello },
    to: address,
    fromName: listName,
    fromAddress: `confirm@${sendingDomainName}`,
    subject: subject(listName),
    before: [put(address, listName), asked],
    url: confirmUrl,
    after: notYou,
  });
}
