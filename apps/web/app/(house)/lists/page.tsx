// The lists people are on.
import type { Metadata } from 'next';
import { ListsPage } from '../../../src/lists/lists-page';

export const metadata: Metadata = { title: 'Lists' };

export default function Page() {
  return <ListsPage />;
}
