// Campaigns that come again.
import type { Metadata } from 'next';
import { SeriesPage } from '../../../../src/series/series-page';

export const metadata: Metadata = { title: 'Series' };

export default function Page() {
  return <SeriesPage />;
}
