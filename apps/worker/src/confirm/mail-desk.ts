// Where messages of ours to single people are made: composed, given a return path, signed with the keys of the sending domain.
import { randomUUID } from 'node:crypto';
import { formatReturnPath, type TokenSigner } from '@doorstep/bounces';
import type { ConfirmationSender, Vault } from '@doorstep/database';
import { signersOf } from '../attempt/campaign-desk.js';

export interface MailDesk<Claim> {
  /** @throws TypeError on an address that cannot stand in a header */
  compose(claim: Claim): { readonly from: string; readonly body: Uint8Array };
}

export interface MailDeskOptions {
  readonly vault: Pick<Vault, 'open'>;
  readonly tokens: TokenSigner;
  readonly publicUrl: string;
}

/** @throws Error in words when a key of the domain does not open: nothing is sent unsigned */
export type OpenMailDesk<Claim> = (sender: ConfirmationSender, options: MailDeskOptions) => MailDesk<Claim>;

/**
 * @param name    of the messages, the beginning of their Message-ID
 * @param compose the message, unsigned
 */
export function mailDesk<Claim extends { readonly addressId: string }>(
  name: string,
  compose: (claim: Claim, messageKey: string, sender: ConfirmationSender, options: MailDeskOptions) => Uint8Array,
): OpenMailDesk<Claim> {
  return (sender, options) => {
    const signers = signersOf(sender, options.vault);
    return {
      compose: (claim) => ({
        // The same on every try, for greylisting; it names no delivery, so what comes back is shown as unmatched.
        from: formatReturnPath(options.tokens.sign('return', claim.addressId), sender.returnPathDomain),
        body: signers.reduce(
          (signed, signer) => signer.sign(signed),
          compose(claim, `${name}.${randomUUID()}`, sender, options),
        ),
      }),
    };
  };
}
