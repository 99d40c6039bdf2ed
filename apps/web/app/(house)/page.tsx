// The first page: what needs you, what runs, how it goes.
import type { Metadata } from 'next';
import { OverviewPage } from '../../src/overview/overview-page';

export const metadata: Metadata = { title: 'Overview' };

export default function Page() {
  return <OverviewPage />;
}
