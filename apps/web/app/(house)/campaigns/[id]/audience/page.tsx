// Who gets a campaign, number by number.
import type { Metadata } from 'next';
import { AudiencePage } from '../../../../../src/campaigns/audience-page';

export const metadata: Metadata = { title: 'Audience' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <AudiencePage id={id} />;
}
