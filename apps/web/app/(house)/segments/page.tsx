// People described by what is known of them.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { segmentsQuestion } from '../../../src/segments/segment-questions';
import { SegmentsPage } from '../../../src/segments/segments-page';

export const metadata: Metadata = { title: 'Segments' };

export default function Page() {
  return (
    <AskedAhead questions={[segmentsQuestion]}>
      <SegmentsPage />
    </AskedAhead>
  );
}
