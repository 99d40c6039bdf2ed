// A month of campaigns on paper.
import type { Metadata } from 'next';
import { MonthPage } from '../../../../src/campaigns/month-page';

export const metadata: Metadata = { title: 'A month of campaigns' };

export default function Page() {
  return <MonthPage />;
}
