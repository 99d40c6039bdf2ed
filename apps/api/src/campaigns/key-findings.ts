// Whether the DKIM keys of a domain open, sign, and are the ones whose public half we told to publish.
import type { PreflightFinding } from '@doorstep/contracts';
import type { CampaignMaterial, Vault } from '@doorstep/database';
import { createDkimSigner, type DkimAlgorithm, type DkimSigner } from '@doorstep/message';

type SendingDomain = NonNullable<CampaignMaterial['sendingDomain']>;

/** @throws Error when a key does not open or cannot sign: nothing is ever sent unsigned */
export function signersOf(domain: SendingDomain, vault: Vault): DkimSigner[] {
  return domain.dkimKeys.map(({ selector, algorithm, privateKeySealed }) =>
    createDkimSigner({
      domain: domain.name,
      selector,
      privateKeyPem: vault.open(privateKeySealed),
      algorithm: algorithm as DkimAlgorithm,
    }),
  );
}

export function keyFindings(domain: SendingDomain, vault: Vault): PreflightFinding[] {
  try {
    signersOf(domain, vault);
    return [];
  } catch (error) {
    const words = `The DKIM key of ${domain.name} cannot sign: ${(error as Error).message}`;
    return [{ kind: 'problem', code: 'dkim_key', field: 'sendingDomainId', line: null, words }];
  }
}
