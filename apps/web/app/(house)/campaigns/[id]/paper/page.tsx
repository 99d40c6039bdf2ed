// The report of a campaign as it goes on paper.
import type { Metadata } from 'next';
import { PaperPage } from '../../../../../src/campaigns/paper-page';

export const metadata: Metadata = { title: 'Report on paper' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <PaperPage id={id} />;
}
