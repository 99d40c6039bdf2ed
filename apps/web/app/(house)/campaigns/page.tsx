// Every campaign.
import type { Metadata } from 'next';
import { CampaignsPage } from '../../../src/campaigns/campaigns-page';

export const metadata: Metadata = { title: 'Campaigns' };

export default function Page() {
  return <CampaignsPage />;
}
