// People described by what is known of them.
import type { Metadata } from 'next';
import { SegmentsPage } from '../../../src/segments/segments-page';

export const metadata: Metadata = { title: 'Segments' };

export default function Page() {
  return <SegmentsPage />;
}
