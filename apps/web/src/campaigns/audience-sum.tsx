// The audience as a sum that adds up; each of its numbers opens exactly its people.
'use client';

import type { AudienceShare, CampaignAudience } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import classes from './ready-panel.module.css';

interface AudienceSumProps {
  campaignId: string;
  audience: CampaignAudience;
  /** The number whose people are shown. */
  current?: AudienceShare;
}

export function AudienceSum({ campaignId, audience, current }: AudienceSumProps) {
  const link = (share: AudienceShare, label: string, value: number) => (
    <Anchor
      component={Link}
      href={`/campaigns/${campaignId}/audience?share=${share}`}
      inherit
      aria-current={current === share ? 'true' : undefined}
      aria-label={`${label}: ${count(Math.abs(value))}`}
    >
      {value < 0 ? `−${count(-value)}` : count(value)}
    </Anchor>
  );
  return (
    <dl className={classes.sum}>
      <dt>Chosen</dt>
      <dd>{link('chosen', 'Chosen', audience.chosen)}</dd>
      {audience.terms.map(({ term, words, meaning, count: value }) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt title={meaning}>{words.charAt(0).toUpperCase() + words.slice(1)}</dt>
          <dd>{link(term, words, -value)}</dd>
        </div>
      ))}
      <dt className={classes.total}>Will get it</dt>
      <dd className={classes.total}>{link('will_get_it', 'Will get it', audience.willGetIt)}</dd>
    </dl>
  );
}
