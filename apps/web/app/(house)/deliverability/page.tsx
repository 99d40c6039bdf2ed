// What providers did with our mail, and whether it is them or us.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { isUsual, type Search } from '../../../src/ahead/chosen';
import { DeliverabilityPage } from '../../../src/deliverability/deliverability-page';
import { newestCampaignsQuestion, tableQuestion, usualTable } from '../../../src/deliverability/result-questions';

export const metadata: Metadata = { title: 'Deliverability' };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <AskedAhead questions={(await isUsual(searchParams)) ? [tableQuestion(usualTable), newestCampaignsQuestion] : []}>
      <DeliverabilityPage />
    </AskedAhead>
  );
}
