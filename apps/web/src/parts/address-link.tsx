// An address that leads to its page.
import { Anchor } from '@mantine/core';
import { Breakable } from './breakable';
import { Link } from './link';

export const addressHref = (address: string): string => `/addresses/${encodeURIComponent(address)}`;

export function AddressLink({ address }: { address: string }) {
  return (
    <Anchor
      component={Link}
      href={addressHref(address)}
      className="mono"
      style={{ overflowWrap: 'anywhere' }}
      aria-label={address}
    >
      <Breakable text={address} />
    </Anchor>
  );
}
