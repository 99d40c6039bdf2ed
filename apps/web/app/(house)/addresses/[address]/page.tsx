// The page of one address: why its mail does or does not arrive.
import type { Metadata } from 'next';
import { AddressPageScreen } from '../../../../src/addresses/address-page';
import { addressQuestion, liveQuestion } from '../../../../src/addresses/address-questions';
import { AskedAhead } from '../../../../src/ahead/asked-ahead';

export const metadata: Metadata = { title: 'Address' };

export default async function Page({ params }: { params: Promise<{ address: string }> }) {
  const address = decodeURIComponent((await params).address);
  return (
    <AskedAhead questions={[addressQuestion(address), liveQuestion(address)]}>
      <AddressPageScreen address={address} />
    </AskedAhead>
  );
}
