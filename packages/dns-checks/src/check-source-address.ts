// One address mail goes out from: its name leads back to it, and it is the name we greet with.
import type { Check, Resolver } from './check.js';
import { checkPtr } from './check-ptr.js';
import { sourceAddresses } from './source-addresses.js';

export interface SourceAddressFacts {
  /** null: the machine picks; then the addresses of the name it greets with are looked at. */
  readonly ip: string | null;
  readonly ehloName: string | null;
}

/** @returns a check for each address; none when neither address nor name is known */
export async function checkSourceAddress({ ip, ehloName }: SourceAddressFacts, resolver: Resolver): Promise<Check[]> {
  const facts = { domain: '', returnPathDomain: '', dkim: [], sourceIps: ip === null ? [] : [ip], ehloName };
  const sourceIps = await sourceAddresses({ ...facts, isSandbox: false }, resolver);
  return checkPtr({ ...facts, isSandbox: false, sourceIps }, resolver);
}
