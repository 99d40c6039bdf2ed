// The records of a sending domain as they go to whoever manages its DNS.
import type { Metadata } from 'next';
import { DomainPaperPage } from '../../../../../src/sending-domains/domain-paper';

export const metadata: Metadata = { title: 'DNS records' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DomainPaperPage id={id} />;
}
