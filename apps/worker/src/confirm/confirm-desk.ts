// Makes the messages that ask to confirm a subscription: one link.
import type { ClaimedConfirmation } from '@doorstep/database';
import { composeConfirmation } from '@doorstep/message';
import { mailDesk } from './mail-desk.js';

export const openConfirmDesk = mailDesk<ClaimedConfirmation>(
  'confirm',
  ({ addressId, listId, listName, language, spelling }, messageKey, { name }, { tokens, publicUrl }) =>
    composeConfirmation({
      address: spelling,
      ...{ listName, language, messageKey },
      sendingDomainName: name,
      confirmUrl: `${publicUrl}/confirm/${tokens.sign('confirm', addressId)}/${listId}`,
      date: new Date(),
    }),
);
