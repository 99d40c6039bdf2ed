// One campaign: content, audience, check, sending, report.
import type { Campaign } from '@doorstep/contracts';
import type { Metadata } from 'next';
import { AskedAhead } from '../../../../src/ahead/asked-ahead';
import { isUsual, type Search } from '../../../../src/ahead/chosen';
import { CampaignPage } from '../../../../src/campaigns/campaign-page';
import {
  campaignQuestion,
  endingQuestion,
  peopleCountQuestion,
  peopleQuestion,
  reportQuestion,
} from '../../../../src/campaigns/campaigns-key';
import { isEditable } from '../../../../src/campaigns/is-editable';

export const metadata: Metadata = { title: 'Campaign' };

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Search;
}

export default async function Page({ params, searchParams }: PageProps) {
  const { id } = await params;
  const showsEverybody = await isUsual(searchParams);
  const people = showsEverybody ? [peopleQuestion(id, {}), peopleCountQuestion(id, {})] : [];
  const campaign = campaignQuestion(id);
  return (
    <AskedAhead
      questions={[campaign]}
      after={(known) => {
        const read = known.getQueryData<Campaign>(campaign.queryKey);
        if (read === undefined || isEditable(read)) return [];
        const ending = read.state === 'finished' ? [] : [endingQuestion(id)];
        return [reportQuestion(id), ...ending, ...people];
      }}
    >
      <CampaignPage id={id} />
    </AskedAhead>
  );
}
