// The addresses mail goes out from.
import type { Metadata } from 'next';
import { SourceAddressesPage } from '../../../../src/source-addresses/source-addresses-page';

export const metadata: Metadata = { title: 'Source addresses' };

export default function Page() {
  return <SourceAddressesPage />;
}
