// Settings: who is told what happens.
import type { Metadata } from 'next';
import { WebhooksPage } from '../../../../src/webhooks/webhooks-page';

export const metadata: Metadata = { title: 'Webhooks' };

export default function Page() {
  return <WebhooksPage />;
}
