// People whose mail fails issue after issue, grouped by cause and mail server.
import type { Metadata } from 'next';
import { ChronicPage } from '../../../src/chronic/chronic-page';

export const metadata: Metadata = { title: 'Chronic bounces' };

export default function Page() {
  return <ChronicPage />;
}
