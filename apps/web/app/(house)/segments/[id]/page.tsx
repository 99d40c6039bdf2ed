// One segment: its rules and who is in it.
import type { Metadata } from 'next';
import { SegmentPage } from '../../../../src/segments/segment-page';

export const metadata: Metadata = { title: 'Segment' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <SegmentPage id={id} />;
}
