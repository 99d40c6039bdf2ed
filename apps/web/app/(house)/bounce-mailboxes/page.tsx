// The mailboxes bounces come back to.
import type { Metadata } from 'next';
import { BounceMailboxesPage } from '../../../src/bounce-mailboxes/bounce-mailboxes-page';

export const metadata: Metadata = { title: 'Bounce mailboxes' };

export default function Page() {
  return <BounceMailboxesPage />;
}
