// Addresses no mail may be sent to.

export interface AddressPolicy {
  readonly allowLoopback: boolean;
  readonly ownAddresses?: readonly string[];
}

export function isForbiddenAddress(_ip: string, _policy: AddressPolicy): string | null {
  throw new Error('isForbiddenAddress is not built yet');
}
