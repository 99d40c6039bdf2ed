// Where a campaign comes from that sends another one again, and which ones send this one again.
import type { Campaign, CampaignReport } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { Link } from '../parts/link';
import { counted } from '../parts/numbers';
import { campaignWords } from '../parts/words';

interface FamilyProps {
  campaign: Campaign;
  again: CampaignReport['again'];
}

export function Family({ campaign, again }: FamilyProps) {
  const others = again.filter(({ id }) => id !== campaign.id);
  return (
    <>
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
