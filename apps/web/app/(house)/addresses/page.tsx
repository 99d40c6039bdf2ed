// Search among all addresses ever known.
import type { Metadata } from 'next';
import { AddressSearchPage } from '../../../src/addresses/address-search-page';

export const metadata: Metadata = { title: 'Find an address' };

export default function Page() {
  return <AddressSearchPage />;
}
