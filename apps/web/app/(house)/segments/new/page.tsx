// A segment that is not saved yet.
import type { Metadata } from 'next';
import { NewSegmentPage } from '../../../../src/segments/segment-page';

export const metadata: Metadata = { title: 'New segment' };

export default function Page() {
  return <NewSegmentPage />;
}
