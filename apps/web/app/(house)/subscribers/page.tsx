// The people on the lists.
import type { Metadata } from 'next';
import { SubscribersPage } from '../../../src/subscribers/subscribers-page';

export const metadata: Metadata = { title: 'Subscribers' };

export default function Page() {
  return <SubscribersPage />;
}
