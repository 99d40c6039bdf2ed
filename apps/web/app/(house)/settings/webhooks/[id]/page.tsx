// One webhook: what was told, what was answered.
import type { Metadata } from 'next';
import { WebhookPage } from '../../../../../src/webhooks/webhook-page';

export const metadata: Metadata = { title: 'Webhook' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <WebhookPage id={id} />;
}
