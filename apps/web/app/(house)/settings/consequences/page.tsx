// What bounces lead to.
import type { Metadata } from 'next';
import { ConsequencesPage } from '../../../../src/consequences/consequences-page';

export const metadata: Metadata = { title: 'What bounces lead to' };

export default function Page() {
  return <ConsequencesPage />;
}
