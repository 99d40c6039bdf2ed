// A message of a campaign exactly as the worker would make it, but with tokens of a delivery that does not exist.
import { formatReturnPath, type TokenSigner } from '@doorstep/bounces';
import type { CampaignMaterial, Vault } from '@doorstep/database';
import { campaignSource, compileCampaign, recipientOf } from '@doorstep/message';
import { signersOf } from './key-findings.js';
import type { OwnDelivery } from './own-inbox.js';

export interface SignedMessageOptions {
  readonly material: CampaignMaterial;
  readonly domain: NonNullable<CampaignMaterial['sendingDomain']>;
  readonly recipient: {
    readonly spelling: string;
    readonly name: string | null;
    readonly fields: Record<string, string>;
  };
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly publicUrl: string;
}

/** @throws Error when the message cannot be made or signed: it is never sent unsigned */
export function signedMessage(options: SignedMessageOptions): OwnDelivery {
  const { material, domain, recipient, vault, tokens, publicUrl } = options;
  const pretended = crypto.randomUUID();
  const returnToken = tokens.sign('return', pretended);
  const source = campaignSource({ ...material, sendingDomainName: domain.name, date: new Date() });
  const body = compileCampaign(source).composeSigned(
    recipientOf({
      address: recipient.spelling,
      name: recipient.name,
      fields: recipient.fields,
      returnToken,
      unsubscribeToken: tokens.sign('unsubscribe', pretended),
      sendingDomainName: domain.name,
      publicUrl,
    }),
    signersOf(domain, vault),
  );
  return { from: formatReturnPath(returnToken, domain.returnPathDomain), to: recipient.spelling, body };
}
