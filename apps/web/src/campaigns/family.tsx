// Where a campaign comes from: a series, or one that it sends again; and which ones send this one again.
import type { Campaign, CampaignReport } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { Link } from '../parts/link';
import { counted } from '../parts/numbers';
import { campaignWords } from '../parts/words';

export function SeriesLine({ series }: Pick<Campaign, 'series'>) {
  if (series === null) return null;
  const link = (
    <Anchor component={Link} underline="always" href={`/campaigns/series#${series.id}`}>
      {series.name}
    </Anchor>
  );
  return (
    <Text size="sm">
      {series.isTemplate ? (
        <>The series {link} is made from this campaign: what stands here at its time goes out.</>
      ) : (
        <>
          {series.number === null ? 'An issue' : `Issue ${series.number}`} of the series {link}.
        </>
      )}
    </Text>
  );
}

interface FamilyProps {
  campaign: Campaign;
  again: CampaignReport['again'];
}

export function Family({ campaign, again }: FamilyProps) {
  const others = again.filter(({ id }) => id !== campaign.id);
  return (
    <>
      <SeriesLine series={campaign.series} />
      {campaign.resendOf !== null && (
        <Text size="sm">
          This sends an{' '}
          <Anchor component={Link} underline="always" href={`/campaigns/${campaign.resendOf}`}>
            earlier campaign
          </Anchor>{' '}
          again, to chosen people only. Whoever got that one meanwhile is left out.
        </Text>
      )}
      {others.map((one) => (
        <Text size="sm" key={one.id}>
          Sent again to {counted(one.people, 'person', 'people')}:{' '}
          <Anchor component={Link} underline="always" href={`/campaigns/${one.id}`}>
            {one.name}
          </Anchor>{' '}
          ({campaignWords[one.state].label.toLowerCase()})
        </Text>
      ))}
    </>
  );
}
