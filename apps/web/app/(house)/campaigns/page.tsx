// Every campaign.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { isUsual, type Search } from '../../../src/ahead/chosen';
import { campaignsQuestion } from '../../../src/campaigns/campaigns-key';
import { CampaignsPage } from '../../../src/campaigns/campaigns-page';

export const metadata: Metadata = { title: 'Campaigns' };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <AskedAhead questions={(await isUsual(searchParams)) ? [campaignsQuestion] : []}>
      <CampaignsPage />
    </AskedAhead>
  );
}
