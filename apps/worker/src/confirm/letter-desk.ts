// Makes the letters to single readers: a link to her own page, a change of address, the lift of a complaint.
import type { ClaimedLetter } from '@doorstep/database';
import { composeReaderLetter } from '@doorstep/message';
import { mailDesk } from './mail-desk.js';

export const openLetterDesk = mailDesk<ClaimedLetter>(
  'letter',
  ({ id, kind, spelling, listName, language, otherAddress, expiresAt }, messageKey, { name }, { tokens, publicUrl }) =>
    composeReaderLetter({
      ...{ kind, listName, language, otherAddress, expiresAt, messageKey },
      address: spelling,
      sendingDomainName: name,
      url: `${publicUrl}/me/${tokens.sign('letter', id)}`,
      date: new Date(),
    }),
);
