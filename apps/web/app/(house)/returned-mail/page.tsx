// Every message that came back, and the shelf of those nobody could match.
import type { Metadata } from 'next';
import { ReturnedMailPage } from '../../../src/returned-mail/returned-mail-page';

export const metadata: Metadata = { title: 'Returned mail' };

export default function Page() {
  return <ReturnedMailPage />;
}
