// Makes the messages that ask to confirm: one link, signed with the keys of the sending domain.
import { randomUUID } from 'node:crypto';
import { formatReturnPath, type TokenSigner } from '@doorstep/bounces';
import type { ClaimedConfirmation, ConfirmationSender, Vault } from '@doorstep/database';
import { composeConfirmation } from '@doorstep/message';
import { signersOf } from '../attempt/campaign-desk.js';

export interface ConfirmDesk {
  /** @throws TypeError on an address that cannot stand in a header */
  compose(claim: ClaimedConfirmation): { readonly from: string; readonly body: Uint8Array };
}

export interface ConfirmDeskOptions {
  readonly vault: Pick<Vault, 'open'>;
  readonly tokens: TokenSigner;
  readonly publicUrl: string;
}

/** @throws Error in words when a key of the domain does not open: nothing is sent unsigned */
export function openConfirmDesk(
  sender: ConfirmationSender,
  { vault, tokens, publicUrl }: ConfirmDeskOptions,
): ConfirmDesk {
  const signers = signersOf(sender, vault);
  return {
    compose({ addressId, listId, listName, language, spelling }) {
      const message = composeConfirmation({
        address: spelling,
        listName,
        language,
        sendingDomainName: sender.name,
        confirmUrl: `${publicUrl}/confirm/${tokens.sign('confirm', addressId)}/${listId}`,
        messageKey: `confirm.${randomUUID()}`,
        date: new Date(),
      });
      return {
        // The same on every try, for greylisting; it names no delivery, so what comes back is shown as unmatched.
        from: formatReturnPath(tokens.sign('return', addressId), sender.returnPathDomain),
        body: signers.reduce((signed, signer) => signer.sign(signed), message),
      };
    },
  };
}
