// The page of one address: why its mail does or does not arrive.
import type { Metadata } from 'next';
import { AddressPageScreen } from '../../../../src/addresses/address-page';

export const metadata: Metadata = { title: 'Address' };

export default async function Page({ params }: { params: Promise<{ address: string }> }) {
  const { address } = await params;
  return <AddressPageScreen address={decodeURIComponent(address)} />;
}
