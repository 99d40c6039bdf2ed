// Each campaign that is on its way, live; its numbers open exactly their people.
'use client';

import type { CampaignSummary } from '@doorstep/contracts';
import { Anchor, Group } from '@mantine/core';
import { useState } from 'react';
import { settled } from '../campaigns/tally';
import { TallyBar, TallyLegend } from '../campaigns/tally-bar';
import { campaigns } from '../client/campaigns';
import { useLive } from '../client/use-live';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { campaignWords } from '../parts/words';
import classes from './overview.module.css';

function RunningCampaign({ given }: { given: CampaignSummary }) {
  const [heard, setHeard] = useState<CampaignSummary | null>(null);
  const isLive = given.state === 'sending' || given.state === 'planned';
  useLive<CampaignSummary>(isLive ? campaigns.eventsUrl(given.id) : null, 'campaign', setHeard);
  const campaign = heard ?? given;
  return (
    <div className={classes.run}>
      <Group gap={12} mb={8}>
        <Anchor component={Link} href={`/campaigns/${campaign.id}`} fw={500}>
          {campaign.name}
        </Anchor>
        <Status word={campaignWords[campaign.state]} />
        <span className="numbers" style={{ marginInlineStart: 'auto' }}>
          {count(settled(campaign.tally))} of{' '}
          <Anchor
            component={Link}
            href={`/campaigns/${campaign.id}/audience?share=selected`}
            inherit
            underline="always"
          >
            {count(campaign.tally.audience)}
          </Anchor>{' '}
          done
        </span>
      </Group>
      <TallyBar tally={campaign.tally} />
      <TallyLegend campaignId={campaign.id} tally={campaign.tally} />
    </div>
  );
}

export function Running({ campaigns: running }: { campaigns: CampaignSummary[] }) {
  if (running.length === 0) return null;
  return (
    <Section title="On their way" isFlush>
      {running.map((campaign) => (
        <RunningCampaign key={`${campaign.id} ${campaign.state}`} given={campaign} />
      ))}
    </Section>
  );
}
